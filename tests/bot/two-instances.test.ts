import type { Storage } from 'botbuilder';
import { WebSocket } from 'ws';
import { postgresState } from '../../bot/state/open-state';
import type { State } from '../../bot/state/state';
import { openLine, type Line } from '../postgres/line';
import { startPostgres, type TestPostgres } from '../postgres/start';
import { until } from '../postgres/until';
import { serveDirectLine, type TestServer } from './channels/direct-line-server';
import { hash, Officer } from './staff/officer';

/** How many turns read their state at once, on whatever instance, and how many did at most. */
const reading = { now: 0, most: 0 };
const logged: string[] = [];
const log = { info: () => undefined, error: (message: string) => logged.push(message) };
let database: TestPostgres;
let line: Line;
let url: string;
let states: readonly State[];
let servers: readonly TestServer[];
let a: string;
let b: string;

beforeAll(async () => {
  database = await startPostgres();
  line = await openLine(database.port);
  url = await database.newDatabase();
  // Only B's way to the database can be cut.
  const toB = url.replace(`:${database.port}/`, `:${line.port}/`);
  states = await Promise.all([url, toB].map((each) => postgresState(each, 5, log)));
  servers = await Promise.all(
    states.map((state) => serveDirectLine({ state, storage: watched(state.storage), env: { DIRECT_LINE_SIGNING_KEY: '' } })),
  );
  [a = '', b = ''] = servers.map((server) => server.url);
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await Promise.all(states.map((state) => state.close()));
  await line.close();
  await database.stop();
});

/** Slow, so that turns which may overlap do. */
function watched(storage: Storage): Storage {
  return {
    read: async (keys) => {
      reading.most = Math.max(reading.most, (reading.now += 1));
      const items = (await storage.read(keys)) as Record<string, unknown>;
      await new Promise((resolve) => setTimeout(resolve, 15));
      reading.now -= 1;
      return items;
    },
    write: (changes) => storage.write(changes),
    delete: (keys) => storage.delete(keys),
  };
}

interface Activity {
  readonly id: string;
  readonly text?: string;
  readonly from: { readonly role: string };
}

interface Body {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
  readonly watermark: string;
  readonly activities: readonly Activity[];
}

async function call(at: string, method: string, path: string, token = '', text?: string): Promise<Body & { status: number }> {
  const response = await fetch(`${at}/v3/directline${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(text === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(text === undefined ? {} : { body: JSON.stringify({ type: 'message', text }) }),
  });
  return { ...((await response.json()) as Body), status: response.status };
}

/** A conversation that has begun at A. */
async function begin() {
  const { conversationId, token, streamUrl } = await call(a, 'POST', '/begin');
  const path = `/conversations/${conversationId}/activities`;
  return {
    streamUrl,
    say: (at: string, text: string) => call(at, 'POST', path, token, text),
    heard: async (at: string) => (await call(at, 'GET', `${path}?watermark=1`, token)).activities,
  };
}

/** What a socket is told, as it is told it. */
async function listen(url: string): Promise<{ readonly told: Activity[]; readonly socket: WebSocket }> {
  const socket = new WebSocket(url);
  const told: Activity[] = [];
  socket.on('message', (data: Buffer) => told.push(...(JSON.parse(data.toString()) as Body).activities));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return { told, socket };
}

const texts = (activities: readonly Activity[]) => activities.map(({ from, text }) => [from.role, text?.slice(0, 25)]);

test('a socket at A gets the answer to what was said at B', async () => {
  const { streamUrl, say } = await begin();
  const { told, socket } = await listen(streamUrl);
  await say(b, 'What is the tuition fee?');
  await until(() => told.length === 2);
  expect(texts(told)).toEqual([
    ['user', 'What is the tuition fee?'],
    ['bot', 'The tuition fee is €18,01'],
  ]);
  socket.close();
});

test('a conversation goes on at the other instance where it was, with the token of the first', async () => {
  const { say, heard } = await begin();
  for (const [at, text] of [
    [a, 'am I eligible?'],
    [b, 'BSc'],
    [a, 'IELTS'],
    [b, '6.5'],
  ] as const)
    expect((await say(at, text)).status).toBe(200);
  expect(await heard(a)).toEqual(await heard(b));
  expect((await heard(a)).at(-1)?.text).toContain('Which of these documents');
});

test('twenty messages at once at both are answered one at a time, each once, and all see the same order', async () => {
  const { streamUrl, say, heard } = await begin();
  const listeners = [await listen(streamUrl), await listen(streamUrl.replace(new URL(a).host, new URL(b).host))];
  reading.most = 0;
  const questions = Array.from({ length: 20 }, (_, i) => (i % 3 ? `what is the tuition fee? ${i}` : `when does it start? ${i}`));
  const answers = await Promise.all(questions.map((text, i) => say(i % 2 ? a : b, text)));
  expect(answers.map(({ status }) => status)).toEqual(questions.map(() => 200));
  expect(reading.most).toBe(1);
  const activities = await heard(a);
  expect(activities.map(({ from }) => from.role)).toEqual(questions.flatMap(() => ['user', 'bot']));
  expect(activities.filter((_, i) => i % 2 === 0).map(({ text }) => text).sort()).toEqual([...questions].sort()); // prettier-ignore
  for (let i = 0; i < activities.length; i += 2)
    expect(activities[i + 1]?.text).toContain(activities[i]?.text?.includes('fee') ? '18,016' : 'September');
  await until(() => listeners.every(({ told }) => told.length === 40));
  for (const { told, socket } of listeners) {
    expect(told).toEqual(activities);
    socket.close();
  }
});

test('messages of one conversation that a channel sends at once to both take turns; other conversations do not wait', async () => {
  const post = (at: string, conversation: string) =>
    fetch(`${at}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        text: 'What is the tuition fee?',
        channelId: 'webchat',
        deliveryMode: 'expectReplies',
        serviceUrl: 'http://127.0.0.1:9',
        conversation: { id: conversation },
        from: { id: 'student' },
        recipient: { id: 'bot' },
      }),
    }).then((response) => response.json() as Promise<{ activities: readonly Activity[] }>);
  reading.most = 0;
  const same = await Promise.all(Array.from({ length: 10 }, (_, i) => post(i % 2 ? a : b, 'same')));
  expect(reading.most).toBe(1);
  for (const { activities } of same) expect(activities[0]?.text).toContain('18,016');
  await Promise.all(Array.from({ length: 10 }, (_, i) => post(i % 2 ? a : b, `other ${i}`)));
  expect(reading.most).toBeGreaterThan(3);
});

test('a password that was tried too often at one is not looked at by the other either, and no address is written down', async () => {
  const env = { DIRECT_LINE_SIGNING_KEY: '', STAFF_PASSWORD_HASH: hash };
  const both = await Promise.all(states.map((state) => serveDirectLine({ state, env })));
  const anna = (i: number) => new Officer(both[i % 2]?.url ?? '');
  for (let i = 0; i < 5; i += 1) expect((await anna(i).signIn('Anna', 'wrong')).status).toBe(403);
  expect([(await anna(0).signIn()).status, (await anna(1).signIn()).status]).toEqual([429, 429]);
  await Promise.all(both.map((server) => server.stop()));
  const tries = await database.run(url, 'SELECT key, points FROM tries ORDER BY points');
  expect(tries.map(({ points }) => points)).toEqual([5, 7]);
  expect(JSON.stringify(tries)).not.toContain('127.0.0.1');
});

test('B without its database says so at /ready; when it is back all is as before, and nothing that was said was missed', async () => {
  const { streamUrl, say } = await begin();
  const { told, socket } = await listen(streamUrl.replace(new URL(a).host, new URL(b).host));
  const ready = async () => {
    const response = await fetch(`${b}/ready`);
    return [response.status, ((await response.json()) as { status: string }).status];
  };
  expect(await ready()).toEqual([200, 'ready']);
  // A socket that is just reading when its database goes is closed; its client comes back by itself.
  await new Promise((resolve) => setTimeout(resolve, 200));
  // Nor is a turn of the tests before still to be counted.
  await Promise.all(states.map(({ turnLog }) => turnLog.counts({ from: new Date(), to: new Date() })));
  line.cut();
  expect(await ready()).toEqual([503, 'storage']);
  expect((await fetch(`${b}/health`)).status).toBe(200);
  expect((await fetch(`${a}/ready`)).status).toBe(200);
  await say(a, 'What is the tuition fee?');
  line.mend();
  await until(async () => (await ready())[0] === 200);
  await until(() => told.length === 2);
  expect(texts(told)[1]).toEqual(['bot', 'The tuition fee is €18,01']);
  socket.close();
  expect(new Set(logged)).toEqual(
    new Set(['the connection to PostgreSQL was lost', 'an idle connection to PostgreSQL was lost']),
  );
});

test('nothing else went wrong on either side', () => {
  expect(servers.flatMap((server) => server.logged)).toEqual([]);
});
