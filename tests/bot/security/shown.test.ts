import type { Activity } from 'botbuilder';
import { consoleLog } from '../../../bot/log';
import { channelIds } from '../../../bot/render/channels';
import { ETagConflict } from '../../../bot/state/etag-conflict';
import { serveDirectLine, type TestServer } from '../channels/direct-line-server';
import { expectTheNextStudentIsAnswered, message, post, shownIn } from './attacker';

let server: TestServer;

beforeAll(async () => (server = await serveDirectLine()));
afterAll(() => server.stop());

/** What a channel could take for more than letters: HTML, Markdown, mrkdwn, mentions, templates, and what speaks them. */
const markup: readonly string[] = [
  '<img src=x onerror=alert("zz9")>',
  '<script>zz9()</script>',
  '<at>zz9</at>',
  '<!channel> zz9',
  '<@U0zz9|all>',
  '<https://evil.example/zz9|tuition fee>',
  '[tuition fee](https://evil.example/zz9)',
  '![zz9](https://evil.example/x.png)',
  '**zz9** _zz9_ `zz9` # zz9',
  '{{DATE(zz9)}} ${zz9} {{zz9}} {programme}zz9',
  '<speak>zz9</speak>',
  '\u202ezz9\u202c \u001b[31mzz9',
  '=HYPERLINK("https://evil.example/zz9")',
];

/** The question of a student with markup in it, however the bot reads it. */
const questions = (bad: string): readonly string[] => [bad, `What is the tuition fee? ${bad}`, `${bad} is IELTS 6.5 enough?`, `my name is ${bad}`]; // prettier-ignore

/** An activity that carries markup in everything but its text. */
const everywhere = (bad: string): object => ({
  from: { id: 'student', name: bad, role: bad, aadObjectId: bad },
  recipient: { id: 'bot', name: bad },
  conversation: { id: `c${Math.random()}`, name: bad, topic: bad, conversationType: 'personal', tenantId: bad },
  topicName: bad,
  summary: bad,
  speak: bad,
  textFormat: 'markdown',
  inputHint: bad,
  label: bad,
  channelData: { text: bad, team: { name: bad }, channel: { name: bad }, subject: bad },
  entities: [{ type: 'clientInfo', locale: bad, country: bad, text: bad }],
  attachments: [{ contentType: 'image/png', name: bad, contentUrl: bad, thumbnailUrl: bad }],
  suggestedActions: { to: [], actions: [{ type: 'imBack', title: bad, value: bad }] },
});

describe.each(channelIds)('on %s', (channelId) => {
  test.each(markup)('%s is never said back', async (bad) => {
    const asked = [
      ...questions(bad).map((text) => message(text, { channelId })),
      message('What is the tuition fee?', { channelId, ...everywhere(bad) }),
      message('', { channelId, ...everywhere(bad) }),
      message('', { channelId, value: { text: bad, [bad]: bad } }),
      message('', { channelId, type: 'conversationUpdate', membersAdded: [{ id: 'x', name: bad }], ...everywhere(bad) }),
    ];
    for (const one of asked) {
      const { status, replies } = await post(server, one);
      expect(status).toBe(200);
      expect(shownIn(replies)).not.toMatch(/zz9|evil|onerror|U0/);
      for (const { textFormat, text = '' } of replies) {
        expect(textFormat).toBe(channelId === 'msteams' ? 'xml' : 'plain');
        if (textFormat === 'xml') expect(text.replaceAll('<br/>', '')).not.toMatch(/[<>]/);
      }
    }
  });
});

test('a score that no test gives is said back as digits, and as nothing else', async () => {
  const conversation = { id: 'scores' };
  const say = async (text: string) => (await post(server, message(text, { conversation }))).replies;
  for (const text of ['am I eligible?', 'BSc', 'IELTS']) await say(text);
  for (const text of ['**99**', '<b>99</b>', '-99<script>', '9e9[x](https://evil.example)', '99 zz9', '9'.repeat(1900)]) {
    const shown = shownIn(await say(text));
    expect(shown).not.toMatch(/<|script|evil|zz9|\*\*/);
    expect(shown).not.toMatch(/\d{25}/);
  }
});

interface Searched {
  readonly composeExtension: { readonly attachments?: readonly { readonly content: { readonly body: readonly object[] } }[] };
}

describe('the compose box of Teams, where what is typed becomes the title of a card', () => {
  const search = async (text: string) => {
    const value = { commandId: 'ask', parameters: [{ name: 'question', value: text }] };
    const invoke = { type: 'invoke', name: 'composeExtension/query', channelId: 'msteams', deliveryMode: undefined, value };
    return JSON.parse((await post(server, message('', invoke))).text) as Searched;
  };

  test.each(['**', '[the fee](https://evil.example/zz9)', '<img src=x onerror=zz9>', '# _zz9_'])(
    '%s stays letters',
    async (bad) => {
      const { composeExtension } = await search(`is IELTS 5.0 enough? ${bad}`);
      const [title, ...rest] = composeExtension.attachments?.[0]?.content.body ?? [];
      expect(title).toMatchObject({ type: 'RichTextBlock', inlines: [{ type: 'TextRun' }] });
      expect(JSON.stringify(rest)).not.toMatch(/zz9|evil/);
    },
  );

  test('a question of 200,000 characters finds nothing, at once', async () => {
    const begun = Date.now();
    const { composeExtension } = await search('fee '.repeat(50_000));
    expect(composeExtension.attachments).toBeUndefined();
    expect(Date.now() - begun).toBeLessThan(3000);
  });
});

test('who is on the website gets back what they wrote as plain data, to themselves only', async () => {
  const { token, conversationId } = (await (await fetch(`${server.url}/v3/directline/begin`, { method: 'POST' })).json()) as {
    token: string;
    conversationId: string;
  };
  const at = `${server.url}/v3/directline/conversations/${conversationId}/activities`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ type: 'message', text: markup.join(' '), from: { id: 'x', name: markup[0] } });
  expect((await fetch(at, { method: 'POST', headers, body })).status).toBe(200);
  const response = await fetch(at, { headers });
  expect(response.headers.get('content-type')).toBe('application/json');
  const { activities } = (await response.json()) as { activities: Activity[] };
  expect(shownIn(activities.filter(({ from }) => from.role === 'bot'))).not.toContain('zz9');
});

describe('the log', () => {
  const bad =
    'x\r\n2026-11-26 ERROR the admin password is hunter2\u001b[2J\u001b[31m\u2028\u202e\u0000\n    at forged (/etc/passwd:1:1)';

  /** The lines that an error is told in. */
  function linesOf(cause: unknown): readonly string[] {
    const told: string[] = [];
    const spy = jest.spyOn(console, 'error').mockImplementation((line: string) => void told.push(line));
    consoleLog.error(`a turn failed ${bad}`, cause);
    spy.mockRestore();
    return told.join('\n').split('\n');
  }

  test.each<[string, unknown]>([
    ['an error', new Error(bad)],
    ['an error without frames', Object.assign(new Error(bad), { stack: bad })],
    ['an error that another one caused', new Error('outside', { cause: new TypeError(bad) })],
    ['a conflict in the storage', new ETagConflict(`webchat/conversations/${bad}/`)],
    ['an error of the SDK that carries the whole request', Object.assign(new Error('refused'), { request: { body: bad } })],
    ['an error with another name', Object.assign(new Error('x'), { name: bad })],
    ['a text', bad],
    ['an object', { toString: () => bad }],
  ])('%s cannot write a line of its own', (_, cause) => {
    const [first, ...rest] = linesOf(cause);
    expect(first).toMatch(/^a turn failed x\\u\{d\}\\u\{a\}2026/);
    for (const line of rest) expect(line).toMatch(/^( {4}at |caused by |\\u)/);
    expect([first, ...rest].join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(rest.join('\n')).not.toMatch(/^ {4}at forged/m);
  });

  test('what a student wrote, and to whom it was answered, is not told with the error', () => {
    const request = { body: 'my name is Sam', headers: { authorization: 'Bearer secret' } };
    expect(linesOf(Object.assign(new Error('refused'), { request })).join('\n')).not.toMatch(/Sam|secret/);
  });

  test('an error that is its own cause is told', () => {
    const error = new Error('round');
    error.cause = error;
    expect(linesOf(error).filter((line) => line.includes('Error: round'))).toHaveLength(4);
  });
});

test('after all of it the next student is answered as usual', () => expectTheNextStudentIsAnswered(server));
