import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import type { Logger } from '../../../bot/log';
import { startRetention } from '../../../bot/retention-job';
import { postgresState, sqliteState } from '../../../bot/state/open-state';
import { openSqlite } from '../../../bot/state/sqlite';
import type { State } from '../../../bot/state/state';
import { startPostgres, type TestPostgres } from '../../postgres/start';

const folder = mkdtempSync(join(tmpdir(), 'retention-'));
const database = openSqlite(join(folder, 'state.db'));
const sqlite = sqliteState(database);
const quiet: Logger = { info: () => undefined, error: () => undefined };
let server: TestPostgres;
let address: string;
let postgres: State;
let other: State;

beforeAll(async () => {
  server = await startPostgres();
  address = await server.newDatabase();
  [postgres, other] = [await postgresState(address, 5, quiet), await postgresState(address, 5, quiet)];
});

afterAll(async () => {
  await Promise.all([postgres.close(), other.close(), sqlite.close()]);
  await server.stop();
  rmSync(folder, { recursive: true });
});

const times = (count: number) => Array.from({ length: count }, (_, i) => i);

/** `age` turns back the clock of what is there already, by days. */
describe.each<
  [string, () => State, () => State, (query: string) => Promise<readonly unknown[]>, (days: number) => readonly string[]]
>([
  [
    'sqlite',
    () => sqlite,
    () => sqlite,
    (query) => Promise.resolve(query.startsWith('SELECT') ? database.prepare(query).all() : (database.exec(query), [])),
    (days) => [
      ...['state', 'conversation', 'transcript', 'job', 'ticket', 'missed', 'turn'].map(
        (table) => `UPDATE ${table} SET at = at - 86400 * ${days}`,
      ),
      `UPDATE feedback SET at = strftime('%Y-%m-%dT%H:%M:%fZ', at, '-${days} days')`,
    ],
  ],
  [
    'postgres',
    () => postgres,
    () => other,
    (query) => server.run(address, query),
    (days) =>
      ['state', 'conversation', 'transcript', 'job', 'feedback', 'ticket', 'missed', 'turn'].map(
        (table) => `UPDATE ${table} SET at = at - interval '${days} days'`,
      ),
  ],
])('%s', (_name, here, there, run, aged) => {
  const age = async (days: number) => {
    for (const query of aged(days)) await run(query);
  };
  const all = async () =>
    JSON.stringify(
      await Promise.all(
        ['state', 'conversation', 'transcript', 'feedback', 'ticket', 'ticket_message', 'outbox', 'missed'].map((table) =>
          run(`SELECT * FROM ${table}`),
        ),
      ),
    );

  /** Somebody who says something and votes. */
  async function talk(name: string) {
    const { storage, transcript, feedback, tickets, turnLog } = here();
    await storage.write({ [`directline/conversations/${name}/`]: { said: `state of ${name}` } });
    await transcript.open(name, `user of ${name}`);
    await transcript.append(name, { type: 'message', text: `words of ${name}` });
    await feedback.save({ conversation: name, reply: '1', vote: 'up', topics: [], knowledge: 'k', at: new Date() });
    await turnLog.miss({ at: new Date(), why: 'declined', question: `question missed of ${name}`, topics: [], knowledge: 'k' });
    const asker = { channel: 'directline', conversation: name, reference: {} };
    const ticket = { ...asker, origin: name, question: `question of ${name}`, conversationLines: [] };
    const { number } = await tickets.open(ticket, ['mail'], new Date());
    await tickets.say(number, { side: 'student', text: `message of ${name}` }, ['teams'], new Date());
  }

  test('what is older than so many days goes, all of it; what is younger stays, and so does the key of the chat', async () => {
    await here().storage.write({ 'direct-line/signing-key': { key: 'secret key' }, 'hand-over/teams-channel': { at: 'desk' } });
    await talk('old');
    await age(31);
    await talk('new');
    await age(29);
    expect(await here().retention.erase(30)).toEqual({
      states: 1,
      conversations: 1,
      activities: 1,
      votes: 1,
      tickets: 1,
      questions: 1,
    });
    const left = await all();
    expect(left).not.toMatch(/\bold\b/);
    for (const kept of ['state of new', 'words of new', 'user of new', 'secret key']) expect(left).toContain(kept);
    expect(await here().retention.erase(30)).toEqual({
      states: 0,
      conversations: 0,
      activities: 0,
      votes: 0,
      tickets: 0,
      questions: 0,
    });
  });

  test('of a conversation that goes on, what was said long ago goes; its numbers go on', async () => {
    await talk('long');
    await age(40);
    await here().transcript.append('long', { type: 'message', text: 'back again' });
    await here().retention.erase(30);
    const { activities } = await here().transcript.since('long', 0);
    expect(activities.map(({ text }) => text)).toEqual(['back again']);
    expect(await here().transcript.stateOf('long')).toBe('open');
    expect((await here().transcript.append('long', { type: 'message', text: 'and on' })).watermark).toBe(3);
  });

  test('thousands go too', async () => {
    await Promise.all(times(1200).map((n) => here().storage.write({ [`sms/conversations/${n}/`]: { n } })));
    await age(31);
    expect((await here().retention.erase(30)).states).toBeGreaterThanOrEqual(1200);
  });

  test('of all instances one is to erase, once an hour', async () => {
    await run('DELETE FROM job');
    const claims = await Promise.all(times(10).map((i) => (i % 2 ? here() : there()).retention.claim(55)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await there().retention.claim(55)).toBe(false);
    await age(1);
    expect(await there().retention.claim(55)).toBe(true);
    // A time that lies ahead, as after the clock was set back, holds up nobody.
    await age(-1);
    expect(await here().retention.claim(55)).toBe(true);
  });
});

test('what is erased is not left in any file either', async () => {
  const name = '+447700900555';
  const user = 'a user who is to be forgotten';
  await sqlite.storage.write({ [`sms/conversations/${name}/`]: { said: `state of ${name}` } });
  await sqlite.transcript.open(name, user);
  for (const n of times(50)) await sqlite.transcript.append(name, { type: 'message', text: `${n} words of ${name}` });
  await sqlite.feedback.save({ conversation: name, reply: '1', vote: 'up', topics: [], knowledge: 'k', at: new Date() });
  const bytes = () =>
    readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'latin1'))
      .join('');
  for (const kept of [`words of ${name}`, `state of ${name}`, user]) expect(bytes()).toContain(kept);
  await sqlite.storage.delete([`sms/conversations/${name}/`]);
  await sqlite.feedback.erase(name);
  await sqlite.transcript.clear(name);
  expect(bytes()).not.toContain(`words of ${name}`);
  expect(bytes()).not.toContain(`state of ${name}`);
  await sqlite.transcript.erase(name);
  expect(bytes()).not.toContain(user);
});

test('a file of an earlier version is brought up to date, with all that is in it', async () => {
  const file = join(folder, 'earlier.db');
  const earlier = new Database(file);
  earlier.exec(`CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL, etag INTEGER NOT NULL);
    CREATE TABLE conversation (id TEXT PRIMARY KEY, user TEXT NOT NULL, ended INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE transcript (conversation TEXT NOT NULL, watermark INTEGER NOT NULL, activity TEXT NOT NULL,
      PRIMARY KEY (conversation, watermark)) WITHOUT ROWID;
    CREATE TABLE feedback (conversation TEXT NOT NULL, reply TEXT NOT NULL, vote TEXT NOT NULL, topics TEXT NOT NULL,
      knowledge TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (conversation, reply)) WITHOUT ROWID;
    INSERT INTO state VALUES ('a', '{"n":1}', 1); INSERT INTO conversation VALUES ('c', 'u', 0);
    INSERT INTO transcript VALUES ('c', 1, '{"type":"message","text":"hi","id":"c|0000001"}'); PRAGMA user_version = 3`);
  earlier.close();
  const state = sqliteState(openSqlite(file));
  expect(await state.storage.read(['a'])).toMatchObject({ a: { n: 1 } });
  expect((await state.transcript.since('c', 0)).activities).toMatchObject([{ text: 'hi' }]);
  // It is as old as the update, and no older.
  expect(await state.retention.erase(1)).toEqual({
    states: 0,
    conversations: 0,
    activities: 0,
    votes: 0,
    tickets: 0,
    questions: 0,
  });
  await state.close();
});

describe('the job', () => {
  const hour = 3_600_000;
  afterEach(() => jest.useRealTimers());

  /** So many hours with a clock that is set by `jump` in the middle of the second; gives after which hours it was erased. */
  async function erasedAfter(hours: number, jump: number): Promise<readonly number[]> {
    jest.useFakeTimers();
    const erased: number[] = [];
    let passed = 0;
    let set = 0;
    const retention = {
      claim: () => Promise.resolve(true),
      erase: () => (
        erased.push(passed),
        Promise.resolve({ states: 0, conversations: 0, activities: 0, votes: 0, tickets: 0, questions: 0 })
      ),
    };
    startRetention(retention, 30, quiet, { wall: () => passed * hour + set, steady: () => passed * hour });
    for (passed = 1; passed <= hours; passed += 1) {
      if (passed === 2) set = jump;
      await jest.advanceTimersByTimeAsync(hour);
    }
    return erased;
  }

  test.each([
    ['is right', 0, [1, 2, 3, 4]],
    ['is set by a minute', 60_000, [1, 2, 3, 4]],
    ['is set ahead by a year', 365 * 24 * hour, [1, 3, 4]],
    ['is set back by a day', -24 * hour, [1, 3, 4]],
  ])('erases each hour; when the clock %s (%d ms), after hours %j', async (_what, jump, hours) => {
    expect(await erasedAfter(4, jump)).toEqual(hours);
  });
});
