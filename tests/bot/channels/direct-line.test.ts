import { createConnection } from 'node:net';
import jwt from 'jsonwebtoken';
import { WebSocket } from 'ws';
import { openSqlite } from '../../../bot/state/sqlite';
import { serveDirectLine, signingKey, type TestServer } from './direct-line-server';

let server: TestServer;

beforeAll(async () => {
  server = await serveDirectLine({ env: { TRUSTED_ORIGINS: 'https://www.example.edu' } });
});

afterAll(() => server.stop());

interface Activity {
  readonly id: string;
  readonly type: string;
  readonly text?: string;
  readonly from: { readonly id: string; readonly role: string };
}

interface Body {
  readonly conversationId: string;
  readonly token: string;
  readonly expires_in: number;
  readonly streamUrl: string;
  readonly resumeTicket: string;
  readonly id: string;
  readonly watermark: string;
  readonly activities: readonly Activity[];
  readonly error: { readonly code: string; readonly message: string };
}

interface Call {
  readonly token?: string;
  readonly body?: unknown;
  readonly origin?: string;
  readonly at?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function call(method: string, path: string, { token, body, origin, at = server.url, headers = {} }: Call = {}) {
  const response = await fetch(`${at}/v3/directline${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(origin === undefined ? {} : { origin }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Body };
}

const message = (text: string) => ({ type: 'message', from: { id: 'somebody else', role: 'bot' }, text });

async function start(at = server.url) {
  const { body } = await call('POST', '/tokens/generate', { at });
  const started = await call('POST', '/conversations', { token: body.token, at });
  return { ...started.body, status: started.status, path: `/conversations/${body.conversationId}` };
}

/** What a socket is told, until it has been told of so many activities. */
function listen(url: string, count: number): Promise<readonly Activity[]> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    const told: Activity[] = [];
    socket.on('message', (data: Buffer) => {
      told.push(...(JSON.parse(data.toString()) as Body).activities);
      if (told.length >= count) socket.close();
    });
    socket.on('close', () => resolve(told));
    socket.on('error', reject);
  });
}

test('a conversation: token, start with the welcome, question, answer with its source', async () => {
  const { token, path, status, expires_in: lifetime } = await start();
  expect([status, lifetime]).toEqual([201, 1800]);
  const said = await call('POST', `${path}/activities`, { token, body: message('What is the tuition fee?') });
  expect(said.status).toBe(200);
  const { body } = await call('GET', `${path}/activities`, { token });
  expect(body.activities.map(({ from, text }) => [from.role, text?.slice(0, 36)])).toEqual([
    ['bot', 'Hello! I am the automated admissions'],
    ['user', 'What is the tuition fee?'],
    ['bot', 'The tuition fee is €18,016 per year.'],
  ]);
  expect(body.activities[1]?.id).toBe(said.body.id);
  expect(body.watermark).toBe('3');
});

test('who speaks is told by the token: an unguessable user, whatever the client claims', async () => {
  const { token, path } = await start();
  await call('POST', `${path}/activities`, {
    token,
    body: { ...message('hi'), channelId: 'msteams', serviceUrl: 'http://evil' },
  });
  const { body } = await call('GET', `${path}/activities?watermark=1`, { token });
  expect(body.activities[0]?.from).toMatchObject({ id: expect.stringMatching(/^dl_[\w-]{24}$/) as string, role: 'user' });
  expect(JSON.stringify(body.activities[0])).not.toMatch(/evil|msteams|somebody else/);
});

test('the welcome comes once, whether or not the client says that it joins', async () => {
  const { token, path } = await start();
  await call('POST', '/conversations', { token });
  await call('POST', `${path}/activities`, { token, body: { type: 'event', name: 'webchat/join' } });
  const { body } = await call('GET', `${path}/activities`, { token });
  expect(body.activities.filter(({ text }) => text?.startsWith('Hello!'))).toHaveLength(1);
});

test('messages of one conversation are answered one at a time, in their order', async () => {
  const { token, path } = await start();
  const questions = Array.from({ length: 12 }, (_, i) => (i % 2 ? 'what is the tuition fee?' : 'when does it start?'));
  await Promise.all(questions.map((text) => call('POST', `${path}/activities`, { token, body: message(text) })));
  const { body } = await call('GET', `${path}/activities?watermark=1`, { token });
  expect(body.activities.map(({ from }) => from.role)).toEqual(questions.flatMap(() => ['user', 'bot']));
  for (let i = 0; i < body.activities.length; i += 2) {
    const isFee = body.activities[i]?.text?.includes('fee');
    expect(body.activities[i + 1]?.text).toContain(isFee ? '18,016' : 'September');
  }
});

test('a lost socket costs nothing: who comes back gets what was missed, once', async () => {
  const { token, path, streamUrl } = await start();
  expect((await listen(streamUrl, 1)).map(({ text }) => text?.slice(0, 6))).toEqual(['Hello!']);
  await call('POST', `${path}/activities`, { token, body: message('What is the tuition fee?') });
  const { body, status } = await call('GET', `${path}?watermark=1`, { token });
  expect(status).toBe(200);
  const missed = await listen(body.streamUrl, 2);
  expect(missed.map(({ from }) => from.role)).toEqual(['user', 'bot']);
});

test('an open socket is told as it happens', async () => {
  const { token, path, streamUrl } = await start();
  const told = listen(streamUrl, 3);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await call('POST', `${path}/activities`, { token, body: message('When does it start?') });
  expect((await told).map(({ from }) => from.role)).toEqual(['bot', 'user', 'bot']);
});

test('what the bot says without having been asked reaches the socket too', async () => {
  const { conversationId, streamUrl } = await start();
  const told = listen(streamUrl, 2);
  const bot = { id: 'bot', name: 'bot' };
  await server.bot.tell(
    { channelId: 'directline', serviceUrl: 'https://direct-line.invalid/', conversation: { id: conversationId } as never, bot },
    { type: 'message', text: 'A person has answered your question.' },
  );
  expect((await told).map(({ text }) => text?.slice(0, 8))).toEqual(['Hello! I', 'A person']);
});

test('the button of a card is understood without a text, and a message without either gets a kind sentence', async () => {
  const { token, path } = await start();
  await call('POST', `${path}/activities`, { token, body: { type: 'message', value: { text: 'What is the tuition fee?' } } });
  await call('POST', `${path}/activities`, { token, body: { type: 'message', attachments: [{ contentType: 'image/png' }] } });
  const { body } = await call('GET', `${path}/activities?watermark=1`, { token });
  const answers = body.activities.filter(({ from }) => from.role === 'bot').map(({ text }) => text?.slice(0, 20));
  expect(answers).toEqual(['The tuition fee is €', 'I can only read text']);
});

test('every answer tells which question of an open interview waits, and how far it has come', async () => {
  const { token, path } = await start();
  for (const text of ['am I eligible?', 'BSc', 'is there a scholarship?', 'cancel'])
    await call('POST', `${path}/activities`, { token, body: message(text) });
  const { body } = await call('GET', `${path}/activities?watermark=1`, { token });
  const told = (body.activities as readonly { from: { role: string }; entities?: readonly Record<string, unknown>[] }[])
    .filter(({ from }) => from.role === 'bot')
    .map(({ entities }) => entities?.find(({ type }) => type === 'admissions/reading'))
    .map((reading) => [reading?.kind, reading?.question, reading?.progress]);
  expect(told).toEqual([
    ['eligibility', 'degree', { answered: 0, of: 5 }],
    ['eligibility', 'test', { answered: 1, of: 5 }],
    ['unknown', 'test', { answered: 1, of: 5 }],
    ['command', undefined, undefined],
  ]);
});

test('a token can be renewed, and the old one still holds', async () => {
  const { token, path } = await start();
  const renewed = await call('POST', '/tokens/refresh', { token });
  expect(renewed.status).toBe(200);
  for (const each of [token, renewed.body.token])
    expect((await call('GET', `${path}/activities`, { token: each })).status).toBe(200);
});

test('token, conversation and welcome come in one answer', async () => {
  const { status, body } = await call('POST', '/begin');
  expect([status, body.activities.map(({ text }) => text)]).toEqual([201, [expect.stringContaining('automated')]]);
  const more = await call('GET', `/conversations/${body.conversationId}/activities?watermark=${body.watermark}`, body);
  expect(more.body.activities).toEqual([]);
});

test('with the ticket a visitor comes back after the token has ended, to the same conversation as the same user', async () => {
  const { conversationId, resumeTicket, path } = await start();
  const resumed = await call('POST', '/tokens/resume', { token: resumeTicket });
  expect([resumed.status, resumed.body.conversationId]).toEqual([200, conversationId]);
  expect((await call('GET', `${path}/activities`, { token: resumed.body.token })).body.activities).toHaveLength(1);
});

test.each([
  ['a token', 'token', '/tokens/resume'],
  ['a ticket', 'resumeTicket', '/tokens/refresh'],
  ['a ticket', 'resumeTicket', '/conversations'],
] as const)('%s opens nothing else (%s at %s)', async (_, kind, path) => {
  const { [kind]: wrong } = await start();
  const { status, body } = await call('POST', path, { token: wrong });
  expect([status, body.error.code]).toEqual([403, 'InvalidToken']);
});

describe('tokens that are refused', () => {
  const claims = { conv: 'c', user: 'dl_x' };
  const issuer = 'admissions-assistant/direct-line';
  const forged = jwt.sign(claims, 'another key of the same length 0123456789', { issuer });
  const unsigned = jwt.sign(claims, '', { algorithm: 'none', issuer });
  const expired = jwt.sign(claims, signingKey, { issuer, expiresIn: -1 });
  const foreign = jwt.sign(claims, signingKey, { issuer: 'https://api.botframework.com' });

  test.each<[string, string | undefined, number, string]>([
    ['none', undefined, 401, 'MissingToken'],
    ['no token at all', 'nonsense', 403, 'InvalidToken'],
    ['forged', forged, 403, 'InvalidToken'],
    ['unsigned', unsigned, 403, 'InvalidToken'],
    ['expired', expired, 403, 'TokenExpired'],
    ['of another issuer', foreign, 403, 'InvalidToken'],
  ])('%s', async (_, token, status, code) => {
    for (const [method, path] of [
      ['POST', '/conversations'],
      ['POST', '/tokens/refresh'],
      ['GET', '/conversations/c/activities'],
    ] as const) {
      const refused = await call(method, path, token === undefined ? {} : { token });
      expect([path, refused.status, refused.body.error.code]).toEqual([path, status, code]);
    }
  });

  test('of another conversation', async () => {
    const [mine, other] = [await start(), await start()];
    const { status, body } = await call('GET', `${other.path}/activities`, { token: mine.token });
    expect([status, body.error.code]).toEqual([403, 'InvalidToken']);
    await expect(listen(mine.streamUrl.replace(mine.conversationId, other.conversationId), 1)).rejects.toThrow('403');
  });

  test('of a conversation that was never started', async () => {
    const { body } = await call('POST', '/tokens/generate');
    const { status } = await call('GET', `/conversations/${body.conversationId}/activities`, { token: body.token });
    expect(status).toBe(404);
  });

  test('on a socket', async () => {
    const { streamUrl } = await start();
    await expect(listen(streamUrl.replace(/t=[^&]+/, `t=${expired}`), 1)).rejects.toThrow('403');
    await expect(listen(streamUrl.replace(/&t=[^&]+/, ''), 1)).rejects.toThrow('401');
  });
});

describe('origins', () => {
  test('trusted pages and our own may call, others may not', async () => {
    const ours = server.url;
    for (const [origin, status] of [
      ['https://www.example.edu', 200],
      [ours, 200],
      ['https://evil.example', 403],
      ['null', 403],
    ] as const) {
      const answer = await call('POST', '/tokens/generate', { origin });
      expect([origin, answer.status]).toEqual([origin, status]);
      expect(answer.headers.get('access-control-allow-origin')).toBe(status === 200 ? origin : null);
    }
  });

  test('a browser may ask beforehand', async () => {
    const { path } = await start();
    const asked = await call('OPTIONS', `${path}/activities`, { origin: 'https://www.example.edu' });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-headers')).toContain('Authorization');
    expect((await call('OPTIONS', '/tokens/generate', { origin: 'https://evil.example' })).status).toBe(403);
  });

  test('a socket from a page that is not trusted is refused', async () => {
    const { streamUrl } = await start();
    const socket = new WebSocket(streamUrl, { origin: 'https://evil.example' });
    await expect(new Promise((_, reject) => socket.on('error', reject))).rejects.toThrow('403');
  });
});

test.each<[string, string, unknown, number]>([
  ['no JSON', '/activities', '{', 400],
  ['no activity', '/activities', {}, 400],
  ["a type that is not the client's", '/activities', { type: 'conversationUpdate', membersAdded: [] }, 400],
  ['a text that is no text', '/activities', { type: 'message', text: { a: 1 } }, 400],
  ['a text that is too long', '/activities', { type: 'message', text: 'a'.repeat(2001) }, 400],
  ['a body that is too large', '/activities', { type: 'message', text: 'x', channelData: 'a'.repeat(70_000) }, 413],
  ['an upload', '/upload', { type: 'message' }, 415],
])('%s is refused with a clear 4xx', async (_, address, body, status) => {
  const { token, path } = await start();
  const refused = await call('POST', `${path}${address}`, { token, body });
  expect(refused.status).toBe(status);
  expect(refused.body.error.message).not.toBe('');
  expect((await call('GET', `${path}/activities?watermark=1`, { token })).body.activities).toEqual([]);
});

test.each(['abc', '-1', '1e3'])('a watermark that was never given (%s) is a 400', async (watermark) => {
  const { token, path } = await start();
  expect((await call('GET', `${path}/activities?watermark=${watermark}`, { token })).status).toBe(400);
});

test('too many requests of one address are a 429 with the time to wait; others are not held up', async () => {
  const limited = await serveDirectLine({ env: { RATE_LIMIT_PER_MINUTE: '5', TRUSTED_PROXIES: '1' } });
  const from = (address: string) =>
    call('POST', '/tokens/generate', { at: limited.url, headers: { 'x-forwarded-for': `1.2.3.4, ${address}` } });
  const statuses = [];
  for (let i = 0; i < 7; i += 1) statuses.push((await from('10.0.0.1')).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
  expect(Number((await from('10.0.0.1')).headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await from('10.0.0.2')).status).toBe(200);
  await limited.stop();
});

describe('what a visitor says of an answer, and the wish to be forgotten', () => {
  const database = openSqlite(':memory:');
  let own: TestServer;

  beforeAll(async () => (own = await serveDirectLine({ database })));
  afterAll(() => own.stop());

  const rows = (table: string) => database.prepare(`SELECT * FROM ${table}`).all() as readonly Record<string, unknown>[];
  const event = (name: string, value?: unknown) => ({ type: 'event', name, value });

  async function ask() {
    const { token, path } = await start(own.url);
    await call('POST', `${path}/activities`, { token, body: message('What is the tuition fee?'), at: own.url });
    const { body } = await call('GET', `${path}/activities`, { token, at: own.url });
    const say = (said: object) => call('POST', `${path}/activities`, { token, body: said, at: own.url });
    return { token, path, say, answer: body.activities.at(-1)?.id };
  }

  test('a vote is kept with the topics and the knowledge that the answer came from; a later one takes its place', async () => {
    const { say, answer } = await ask();
    for (const vote of ['up', 'down']) expect((await say(event('feedback', { reply: answer, vote }))).status).toBe(200);
    const votes = rows('feedback').filter(({ reply }) => reply === answer);
    expect(votes).toMatchObject([
      { vote: 'down', topics: 'tuition-fee', knowledge: expect.stringMatching(/^[0-9a-f]{12}$/) as string },
    ]);
  });

  test.each([{}, { reply: 'x', vote: 'up' }, { reply: 1 }, 'up'])('%j is no vote', async (value) => {
    const { say } = await ask();
    expect((await say(event('feedback', value))).status).toBe(400);
  });

  test('who wishes to be forgotten is: transcript, state and votes, and the token opens nothing any more', async () => {
    const { say, answer, token, path } = await ask();
    const conversation = path.split('/').at(-1);
    await say(event('feedback', { reply: answer, vote: 'up' }));
    const kept = () => JSON.stringify([rows('transcript'), rows('state'), rows('feedback')]);
    expect(kept()).toContain(conversation);
    expect((await say(event('delete-my-data'))).status).toBe(200);
    expect(kept()).not.toContain(conversation);
    expect((await call('GET', `${path}/activities`, { token, at: own.url })).status).toBe(404);
    expect((await say(message('hi'))).status).toBe(404);
    expect((await call('POST', '/conversations', { token, at: own.url })).status).toBe(404);
  });

  test('a vote is told again to who comes back', async () => {
    const { say, answer, token, path } = await ask();
    await say(event('feedback', { reply: answer, vote: 'up' }));
    const { body } = await call('GET', `${path}/activities`, { token, at: own.url });
    expect(body.activities.at(-1)).toMatchObject({ type: 'event', name: 'feedback', value: { reply: answer, vote: 'up' } });
  });
});

test('nobody outside may claim the address by which the chat is answered', async () => {
  const response = await fetch(`${server.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...message('hi'), serviceUrl: 'https://direct-line.invalid/', conversation: { id: 'x' } }),
  });
  expect(response.status).toBe(400);
});

test('an upgrade at any other address is refused, and does not hang', async () => {
  const { port, hostname } = new URL(server.url);
  const head = await new Promise<string>((resolve) => {
    const socket = createConnection(Number(port), hostname, () =>
      socket.write('GET /api/messages HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
    );
    socket.once('data', (data) => resolve(data.toString().split('\r\n')[0] ?? ''));
  });
  expect(head).toContain('404');
});

test('of more than five windows of one conversation the oldest is closed', async () => {
  const { streamUrl } = await start();
  const sockets = Array.from({ length: 6 }, () => new WebSocket(streamUrl));
  const closed = await Promise.race(
    sockets.map((socket, i) => new Promise<number>((resolve) => socket.on('close', () => resolve(i)))),
  );
  expect(closed).toBeLessThan(6);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(sockets.filter(({ readyState }) => readyState === WebSocket.OPEN)).toHaveLength(5);
  sockets.forEach((socket) => socket.close());
});

test('nothing went wrong on our side in all this', () => {
  expect(server.logged).toEqual([]);
});
