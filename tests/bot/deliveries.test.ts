import type { Activity } from 'botbuilder';
import { sqliteState } from '../../bot/state/open-state';
import { openSqlite } from '../../bot/state/sqlite';
import { openChannel, type OnChannel } from './channels/channel-server';
import { serveDirectLine, type TestServer } from './channels/direct-line-server';

const database = openSqlite(':memory:');
let service: OnChannel;

beforeAll(async () => (service = await openChannel({ database })));
afterAll(() => service.stop());

let messages = 0;

/** What somebody sends on a channel: another message each time, in a conversation of their own. */
function student(channelId: string, more: object = {}) {
  const name = `${channelId} ${(messages += 1)}`;
  return (text: string, id = `m${(messages += 1)}`) => ({
    ...{ type: 'message', channelId, id, text, timestamp: '2026-11-26T01:00:00.000Z' },
    ...{ conversation: { id: name }, from: { id: name }, recipient: { id: 'bot' }, ...more },
  });
}

const expectReplies = { deliveryMode: 'expectReplies' };
const repliesIn = (body: unknown) => (body as { activities: readonly Activity[] }).activities.map(({ text }) => text);
const textsOf = (sent: readonly Activity[]) => sent.map(({ text }) => text);

describe('the same activity, delivered once more', () => {
  test('is answered by the same response, and moves nothing on', async () => {
    const says = student('webchat', expectReplies);
    await service.deliver(says('am I eligible?'));
    const degree = says('BSc');
    const first = await service.deliver(degree);
    const again = await service.deliver(degree);
    expect(repliesIn(again.body)).toEqual(repliesIn(first.body));
    expect(repliesIn(again.body)[0]).toContain('Which English test');
    expect(repliesIn((await service.deliver(says('IELTS'))).body)[0]).toContain('overall IELTS score');
    // Long after, too: it was taken, and what followed stands.
    expect((await service.deliver(degree)).status).toBe(200);
    expect(repliesIn((await service.deliver(says('6.5'))).body)[0]).toContain('Which of these documents');
  });

  test.each(['msteams', 'telegram', 'sms'])(
    'is answered once by what is sent, on %s, also when it comes five times at once',
    async (channelId) => {
      const says = student(channelId);
      const fee = says('What is the tuition fee?');
      const delivered = await Promise.all([fee, fee, fee, fee, fee].map((activity) => service.deliver(activity)));
      expect(delivered.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      expect(service.sent.filter(({ replyToId }) => replyToId === fee.id)).toHaveLength(1);
      const { sent } = await service.deliver(says('When does it start?'));
      expect(textsOf(sent)[0]).toContain('September');
    },
  );

  test('with other words under the same id is another one, as when somebody edits what they wrote', async () => {
    const says = student('telegram');
    expect(textsOf((await service.deliver(says('What is the tuition fee?', 'same'))).sent)[0]).toContain('18,016');
    expect(textsOf((await service.deliver(says('When does it start?', 'same'))).sent)[0]).toContain('September');
  });

  test('without an id is another one each time', async () => {
    const says = student('webchat', expectReplies);
    const { id, ...nameless } = says('What is the tuition fee?');
    for (const activity of [nameless, { ...nameless, id: '' }, nameless])
      expect(repliesIn((await service.deliver(activity)).body)[0]).toContain('18,016');
    expect(id).toEqual(expect.any(String));
  });
});

describe('when the service of the channel fails', () => {
  /** An outcome is longer than one SMS takes: it is sent in several messages. */
  async function upToTheOutcome() {
    const says = student('sms');
    for (const text of ['am I eligible?', 'BSc', 'IELTS', '6.5']) await service.deliver(says(text));
    return says;
  }

  test('what was sent is not sent again, what was not is', async () => {
    const says = await upToTheOutcome();
    const whole = await service.deliver(says('all of them'));
    expect(whole.sent.length).toBeGreaterThan(1);
    const again = await upToTheOutcome();
    const last = again('all of them');
    // The first is taken, the second refused: so is what would be said of that.
    service.failures.push(200, 403, 403);
    const cut = await service.deliver(last);
    expect(cut.status).toBe(424);
    expect(textsOf(cut.sent)).toEqual(textsOf(whole.sent.slice(0, 1)));
    const rest = await service.deliver(last);
    expect(rest.status).toBe(200);
    expect(textsOf(rest.sent)).toEqual(textsOf(whole.sent.slice(1)));
    expect((await service.deliver(last)).sent).toEqual([]);
  });

  // Of the last the SDK tries each one four times more by itself, and then we do.
  test.each([
    ['refuses it', [403, 403]],
    ['is out of order', Array.from({ length: 50 }, () => 500)],
  ])('and %s: the state is as it was stored, and the answer comes with the next delivery, once', async (_how, failures) => {
    const says = student('telegram');
    await service.deliver(says('am I eligible?'));
    const degree = says('BSc');
    service.failures.push(...failures);
    expect(await service.deliver(degree)).toMatchObject({ status: 424, sent: [] });
    service.failures.length = 0;
    const { sent } = await service.deliver(degree);
    expect(textsOf(sent)).toEqual([expect.stringContaining('Which English test')]);
    expect((await service.deliver(degree)).sent).toEqual([]);
  });
});

describe('when nothing can be written', () => {
  const readOnly = (is: boolean) => database.exec(`PRAGMA query_only = ${is ? 'ON' : 'OFF'}`);
  afterEach(() => readOnly(false));

  test.each(['webchat', 'msteams', 'sms'])(
    'on %s: a plain sentence and a way to a person; sent again, it is answered',
    async (channelId) => {
      const says = student(channelId);
      await service.deliver(says('am I eligible?'));
      const degree = says('BSc');
      readOnly(true);
      const failed = await service.deliver(degree);
      expect(failed.status).toBe(200);
      expect(textsOf(failed.sent)[0]).toMatch(
        /^Something went wrong on my side, sorry: I could not take your message\.[^]*Rapenburg 70, 2311/,
      );
      expect((await fetch(`${service.bot.url}/ready`)).status).toBe(503);
      readOnly(false);
      expect((await fetch(`${service.bot.url}/ready`)).status).toBe(200);
      expect(JSON.stringify((await service.deliver(degree)).sent)).toContain('Which English test');
    },
  );
});

describe('on the website', () => {
  const database = openSqlite(':memory:');
  let server: TestServer;
  beforeAll(async () => (server = await serveDirectLine({ database })));
  afterAll(() => server.stop());

  async function call(method: string, path: string, token: string, body?: object) {
    const response = await fetch(`${server.url}/v3/directline${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return {
      status: response.status,
      body: (await response.json()) as { token: string; conversationId: string; activities: readonly Activity[] },
    };
  }

  async function begin() {
    const { token, conversationId } = (await call('POST', '/begin', '')).body;
    const path = `/conversations/${conversationId}/activities`;
    return {
      say: (text: string, clientActivityID: string) =>
        call('POST', path, token, { type: 'message', text, channelData: { clientActivityID } }),
      heard: async () => textsOf((await call('GET', path, token)).body.activities.slice(1)),
    };
  }

  test('a message that a client sends again is there once, and answered once', async () => {
    const { say, heard } = await begin();
    const [first, again] = await Promise.all([say('What is the tuition fee?', 'k'), say('What is the tuition fee?', 'k')]);
    expect(first.body).toEqual(again.body);
    expect(await heard()).toEqual(['What is the tuition fee?', expect.stringContaining('18,016')]);
    await say('What is the tuition fee?', 'another');
    expect(await heard()).toHaveLength(4);
  });

  test('nothing can be written: 503 with a plain sentence and a way to a person; sent again, it is there and answered once', async () => {
    const { say, heard } = await begin();
    await say('am I eligible?', 'a');
    database.exec('PRAGMA query_only = ON');
    const failed = await say('BSc', 'b');
    database.exec('PRAGMA query_only = OFF');
    expect(failed.status).toBe(503);
    expect(textsOf(failed.body.activities)).toEqual([
      expect.stringMatching(/^Something went wrong on my side[^]*Rapenburg 70, 2311/),
    ]);
    await say('BSc', 'b');
    await say('BSc', 'b');
    expect((await heard()).slice(2)).toEqual(['BSc', expect.stringContaining('Which English test')]);
  });

  const unanswered = "DELETE FROM transcript WHERE activity LIKE '%18,016%'";
  test.each([
    ['before it has understood', `${unanswered}; DELETE FROM state WHERE key LIKE '%/conversations/%'`],
    ['before it has answered', unanswered],
    ['before it has said that it has', ''],
  ])('the bot dies %s: sent again, it is answered once', async (_when, asItIsThen) => {
    const { say, heard } = await begin();
    await say('What is the tuition fee?', 'k');
    database.exec(asItIsThen);
    await say('What is the tuition fee?', 'k');
    const texts = await heard();
    expect(texts.filter((text) => text === 'What is the tuition fee?')).toHaveLength(1);
    expect(texts.filter((text) => text.includes('18,016'))).toHaveLength(1);
  });

  test('the bot dies before it has greeted: whoever goes on is greeted, once', async () => {
    const { token, conversationId } = (await call('POST', '/tokens/generate', '')).body;
    const state = sqliteState(database);
    await state.transcript.open(conversationId, 'somebody');
    const starts = [await call('POST', '/conversations', token), await call('POST', '/conversations', token)];
    expect(starts.map(({ status }) => status)).toEqual([200, 200]);
    const { activities } = (await call('GET', `/conversations/${conversationId}/activities`, token)).body;
    expect(textsOf(activities)).toEqual([expect.stringMatching(/^Hello!/)]);
  });
});
