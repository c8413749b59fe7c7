import { gzipSync } from 'node:zlib';
import { openChannel, type OnChannel } from '../channels/channel-server';
import { serveDirectLine, type TestServer } from '../channels/direct-line-server';
import { expectTheNextStudentIsAnswered, message, post, sendRaw } from './attacker';

let server: TestServer;

beforeAll(async () => (server = await serveDirectLine()));
afterAll(() => server.stop());
afterEach(() => expectTheNextStudentIsAnswered(server));

const asJson = (more: object) => JSON.stringify(message('hi', more));
const poison = '{"polluted": "yes", "isGroup": true, "isAdmin": true, "text": "x", "id": "x", "toString": "x"}';
const keys = ['"__proto__"', '"\\u005f_proto__"', '"constructor"', '"prototype"'];

/** An activity with a poisoned part, written by hand since no object can have such keys. */
function poisoned(part: string, key: string): string {
  const bad = key === '"constructor"' ? `{"constructor": {"prototype": ${poison}}}` : `{${key}: ${poison}}`;
  const text = part === '.' ? '' : asJson({ [part]: 'HERE' }).replace('"HERE"', part.endsWith('s') ? `[${bad}]` : bad);
  return part === '.' ? asJson({}).replace('{', `{${bad.slice(1, -1)},`) : text;
}

describe('prototypes', () => {
  const parts = ['.', 'from', 'recipient', 'conversation', 'value', 'channelData', 'entities', 'attachments', 'membersAdded'];
  test.each(parts.flatMap((part) => keys.map((key) => [part, key])))('of "%s" by %s stay as they were', async (part, key) => {
    const { status } = await post(server, poisoned(part, key));
    expect([200, 400]).toContain(status);
    const clean: Record<string, unknown> = {};
    expect([clean.polluted, clean.isGroup, clean.text, [].join.call([])]).toEqual([undefined, undefined, undefined, '']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '/constructor', '/__proto__', '1. __proto__', 'valueOf?'])(
    'the words "%s" are words',
    async (text) => {
      for (const channelId of ['webchat', 'telegram', 'msteams']) {
        const { status, replies } = await post(server, message(text, { channelId }));
        expect([status, replies.length > 0]).toEqual([200, true]);
        expect(JSON.stringify(replies)).not.toMatch(/native code|\[object/);
      }
    },
  );

  test.each(['__proto__', 'constructor', 'toString'])(
    'a channel called %s is one that nobody has declared',
    async (channelId) => {
      const { replies } = await post(server, message('What is the tuition fee?', { channelId }));
      expect(replies[0]?.text).toContain('18,016');
    },
  );

  test.each(['__proto__', 'constructor'])('a reaction called %s is no vote', async (type) => {
    const reaction = { type: 'messageReaction', text: undefined, replyToId: 'r', reactionsAdded: [{ type }] };
    expect((await post(server, message('', reaction))).status).toBe(200);
  });
});

const nested = (levels: number, open: string, close: string) => open.repeat(levels) + close.repeat(levels);

/** Bodies that are meant to cost more than they should, or to be taken for something else. */
test.each<[string, string | Uint8Array, Record<string, string>, number]>([
  ['nested 40 deep', asJson({ value: 'HERE' }).replace('"HERE"', nested(40, '[', ']')), {}, 400],
  ['nested 100,000 deep in lists', nested(100_000, '[', ']'), {}, 400],
  ['nested 40,000 deep in objects', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`, {}, 400],
  ['nested, and never closed', '['.repeat(250_000), {}, 400],
  ['nested 20 deep, as a card may be', asJson({ value: 'HERE' }).replace('"HERE"', nested(20, '[', ']')), {}, 200],
  ['brackets in a text', asJson({ text: '[{'.repeat(500) }), {}, 200],
  ['a string that never ends', `"${'\\"'.repeat(120_000)}`, {}, 400],
  ['80,000 entities', asJson({ entities: Array.from({ length: 80_000 }, () => ({})) }), {}, 400],
  ['500 entities', asJson({ entities: Array.from({ length: 500 }, (_, i) => ({ type: 'mention', text: `a${i}` })) }), {}, 200],
  ['80,000 attachments', asJson({ attachments: Array.from({ length: 80_000 }, () => ({})) }), {}, 400],
  ['80,000 members without an id', asJson({ membersAdded: Array.from({ length: 80_000 }, () => ({})) }), {}, 400],
  ['10,000 unknown parts', asJson(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i]))), {}, 200],
  ['the same part 10,000 times', asJson({}).replace('{', `{${'"text":"a",'.repeat(10_000)}`), {}, 200],
  ['a number of 200,000 digits', asJson({ value: 'HERE' }).replace('"HERE"', '9'.repeat(200_000)), {}, 200],
  ['a number without end', asJson({ value: 'HERE' }).replace('"HERE"', '1e99999'), {}, 200],
  ['300 kB', asJson({ value: 'a'.repeat(300_000) }), {}, 413],
  ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]), {}, 400],
  ['overlong UTF-8', new Uint8Array([0x22, 0xc0, 0xaf, 0x22]), {}, 400],
  ['UTF-16', new Uint8Array(Buffer.from('{"type":"message"}', 'utf16le')), {}, 400],
  ['half a character', asJson({ text: 'HERE' }).replace('HERE', '\\ud800'), {}, 200],
  ['null', 'null', {}, 400],
  ['a list', '[]', {}, 400],
  ['NaN', 'NaN', {}, 400],
  ['JSON with a comment', '{/* */}', {}, 400],
  ['JSON with a padding', `)]}',\n${asJson({})}`, {}, 400],
  ['good gzip', gzipSync(asJson({})), { 'content-encoding': 'gzip' }, 415],
  ['bad gzip', 'not gzip', { 'content-encoding': 'gzip' }, 415],
  ['a gzip bomb', gzipSync('0'.repeat(50_000_000)), { 'content-encoding': 'gzip' }, 415],
  ['an encoding nobody knows', asJson({}), { 'content-encoding': 'br, gzip, x' }, 415],
  ['a form', 'type=message&text=hi', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['a form with files', '--x\r\n\r\n--x--', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
  ['plain text, as a page of another site may post it', asJson({}), { 'content-type': 'text/plain' }, 415],
  ['XML with an entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', { 'content-type': 'text/xml' }, 415],
  ['a kind of content of 10,000 characters', '{}', { 'content-type': `application/${'a+'.repeat(5000)}` }, 415],
])('%s', async (_, body, headers, status) => {
  const begun = Date.now();
  const came = await post(server, body, headers);
  expect(came.status).toBe(status);
  // What is wrong is told in a few words, however much of it there was.
  if (status !== 200) expect(came.text.length).toBeLessThan(2000);
  expect(Date.now() - begun).toBeLessThan(5000);
});

describe('ids', () => {
  const odd: readonly [string, string, number][] = [
    ['a path', '../../../etc/passwd', 200],
    ['a path of Windows', '..\\..\\x', 200],
    ['SQL', "x'; DROP TABLE state; --", 200],
    ['a key of the storage itself', 'direct-line/signing-key', 200],
    ['a template', '${7*7}{{7*7}}<%= 7 %>', 200],
    ['a format', '%s%n%x', 200],
    ['Unicode', 'नमस्ते-🎓-\u202e', 200],
    ['letters that look alike', 'ѕtudent', 200],
    ['1,000 characters', 'x'.repeat(1000), 200],
    ['10,000 characters', 'x'.repeat(10_000), 400],
    ['nothing', '', 400],
    ['a null byte', 'a\u0000b', 400],
    ['line feeds', 'a\r\nERROR the bot was hacked', 400],
    ['colours', '\u001b[31mred', 400],
    ['a line separator', 'a\u2028b', 400],
    ['half a character', '\ud800', 400],
  ];

  test.each(odd)('%s', async (_, id, status) => {
    for (const part of [{ from: { id } }, { conversation: { id } }, { conversation: { id: 'g', isGroup: true }, from: { id } }])
      for (const text of ['What is the tuition fee?', 'how long does it take?']) {
        const came = await post(server, message(text, part));
        expect(came.status).toBe(status);
        if (status === 200) expect(came.replies[0]?.text).toMatch(/18,016|two years/);
      }
  });

  test('that look alike are different conversations', async () => {
    const say = (id: string, text: string) => post(server, message(text, { conversation: { id } }));
    await say('Alike', 'What is the tuition fee?');
    const { replies } = await say('alike', 'says who?');
    expect(replies[0]?.text).not.toContain('18,016');
  });
});

describe('a service URL', () => {
  let service: OnChannel;
  beforeAll(async () => (service = await openChannel({ patience: 500 })));
  afterAll(() => service.stop());

  test.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ftp://x/',
    'http://',
    'http://[::1',
    '//evil.example',
    ' ',
    'https://direct-line.invalid/',
  ])('%s is none', async (serviceUrl) => {
    expect((await post(server, message('hi', { serviceUrl }))).status).toBe(400);
  });

  test('that is missing is asked for, where the answer would go there', async () => {
    const { status, text } = await post(server, message('hi', { serviceUrl: undefined, deliveryMode: undefined }));
    expect([status, text]).toEqual([400, expect.stringContaining('serviceUrl')]);
  });

  test('at which nobody is, or nobody answers, does not keep the request for ever', async () => {
    const silent = await openChannel();
    silent.silence();
    for (const serviceUrl of ['http://127.0.0.1:9', silent.url]) {
      const begun = Date.now();
      const { status, text } = await post(service.bot, message('hi', { serviceUrl, deliveryMode: undefined }));
      expect([status, text]).toEqual([424, expect.stringContaining('serviceUrl')]);
      expect(Date.now() - begun).toBeLessThan(5000);
    }
    silent.stop();
    expect(service.bot.logged.length).toBe(2);
    expect((await service.deliver({ ...message('fee?'), deliveryMode: undefined, serviceUrl: service.url })).status).toBe(200);
  });
});

test('a body that comes letter by letter is read all the same', async () => {
  const body = JSON.stringify(message('What is the tuition fee?'));
  const head = 'POST /api/messages HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n';
  const came = await sendRaw(server, `${head}Content-Length: ${body.length}\r\n\r\n`, {
    patience: 10_000,
    then: (socket) => {
      [...body].forEach((letter, i) => setTimeout(() => socket.write(letter), i * 2));
    },
  });
  expect([came.status, came.text]).toEqual([200, expect.stringContaining('18,016')]);
});
