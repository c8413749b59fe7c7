import { inspect } from 'node:util';
import { readConfig } from '../../../bot/config';
import type { Logger } from '../../../bot/log';
import { Busy, makeInOrder } from '../../../bot/state/in-order';
import { openState, postgresState } from '../../../bot/state/open-state';
import { openPostgres } from '../../../bot/state/postgres';
import { postgresLock } from '../../../bot/state/postgres-lock';
import { openSession, type Session } from '../../../bot/state/postgres-session';
import type { State } from '../../../bot/state/state';
import { openLine, type Line } from '../../postgres/line';
import { startPostgres, type TestPostgres } from '../../postgres/start';
import { until } from '../../postgres/until';

/** All that was told to the log, and all errors, as they would be printed. */
const told: string[] = [];
const print = (value: unknown) => told.push(inspect(value, { depth: 20, maxArrayLength: 1000 }));
const log: Logger = { info: print, error: (message, cause) => print([message, cause]) };
let server: TestPostgres;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => (server = await startPostgres()));

afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});

afterAll(() => server.stop());

async function open(url: string, connections = 10): Promise<State> {
  const state = await postgresState(url, connections, log);
  ends.push(state.close);
  return state;
}

/** A line to the database, and its address over that. */
async function lineTo(url: string): Promise<Line & { readonly url: string }> {
  const line = await openLine(server.port);
  ends.push(line.close);
  return { ...line, url: url.replace(`:${server.port}/`, `:${line.port}/`) };
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const times = (count: number) => Array.from({ length: count }, (_, i) => i);

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason as Error,
  );
  print(error);
  return error.message;
}

describe('the tables', () => {
  test('ten instances that start at once on a new database make them once', async () => {
    const url = await server.newDatabase();
    await Promise.all(times(10).map(() => open(url, 1)));
    expect(await server.run(url, 'SELECT version FROM assistant_version')).toEqual([{ version: 5 }]);
  });

  test('a database of a newer version is left alone', async () => {
    const url = await server.newDatabase();
    await open(url);
    await server.run(url, 'UPDATE assistant_version SET version = 99');
    const message = await failureOf(openState(readConfig({ DATABASE_URL: url }), log));
    expect(message).toBe(
      'DATABASE_URL: the state of conversations cannot be kept in PostgreSQL: the database was written by a newer version of the bot',
    );
    expect(await server.run(url, 'SELECT version FROM assistant_version')).toEqual([{ version: 99 }]);
  });

  test('a step that fails leaves nothing behind', async () => {
    const url = await server.newDatabase();
    await server.run(url, 'CREATE TABLE transcript (of_somebody_else text)');
    expect(await failureOf(openPostgres(url, 1, log))).toContain('"transcript" already exists');
    const tables = await server.run(url, "SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public'");
    expect(tables).toEqual([{ relname: 'transcript' }]);
  });

  test('once they are there, a user that may only read and write can start and serve', async () => {
    const url = await server.newDatabase();
    await open(url);
    await server.run(
      url,
      `CREATE ROLE plain LOGIN PASSWORD '${server.password}'; REVOKE ALL ON SCHEMA public FROM PUBLIC;
       GRANT USAGE ON SCHEMA public TO plain; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO plain;
       GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO plain`,
    );
    const state = await open(url.replace('//bot:', '//plain:'));
    await state.storage.write({ a: { n: 1 } });
    expect(await state.exclusively('a', () => state.storage.read(['a']))).toMatchObject({ a: { n: 1 } });
  });
});

describe('the connection that hears of news and holds locks', () => {
  let url: string;
  beforeAll(async () => (url = await server.newDatabase()));
  const cutAll = () =>
    server.run(
      url,
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'admissions-assistant'",
    );

  test('comes back by itself, and then everybody is told to look again', async () => {
    const line = await lineTo(url);
    const [here, there] = [await open(line.url), await open(url)];
    const heard: { here: (string | undefined)[]; there: (string | undefined)[] } = { here: [], there: [] };
    here.changes.follow((name) => heard.here.push(name));
    there.changes.follow((name) => heard.there.push(name));
    line.cut();
    await pause(100);
    there.changes.tell('missed');
    here.changes.tell('said while away');
    expect(heard).toEqual({ here: ['said while away'], there: ['missed'] });
    line.mend();
    await until(() => heard.here.includes(undefined) && heard.there.length === 2);
    expect(heard).toEqual({ here: ['said while away', undefined], there: ['missed', 'said while away'] });
    there.changes.tell('after');
    await until(() => heard.here.includes('after'));
  });

  test('whoever has its conversation when it is lost ends its work; then it is free for all', async () => {
    const [here, there] = [await open(url), await open(url)];
    const done: string[] = [];
    const first = here.exclusively('key', async () => {
      await cutAll();
      await pause(200);
      done.push('first');
    });
    await first;
    await there.exclusively('key', () => Promise.resolve(done.push('second')));
    await here.exclusively('key', () => Promise.resolve(done.push('third')));
    expect(done).toEqual(['first', 'second', 'third']);
    await until(here.isReady);
  });

  test('an instance that dies holds up nobody', async () => {
    const line = await lineTo(url);
    const [dying, living] = [await open(line.url), await open(url)];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const hanging = dying.exclusively('key', () => held);
    await pause(100);
    line.cut();
    expect(await living.exclusively('key', () => Promise.resolve('on it goes'))).toBe('on it goes');
    line.mend();
    release();
    await hanging;
  });

  test('another instance is waited for so long and no longer', async () => {
    const sessions: Session[] = [await openSession(url, 'test', log), await openSession(url, 'test', log)];
    ends.push(...sessions.map(({ close }) => close));
    const [here, there] = sessions.map((session) => makeInOrder(postgresLock(session, 300)));
    const holding = here?.('key', () => pause(1000));
    await pause(50);
    const begun: string[] = [];
    const waiting = there?.('key', () => Promise.resolve(begun.push('waiting')));
    await expect(waiting).rejects.toBeInstanceOf(Busy);
    await holding;
    await there?.('key', () => Promise.resolve(begun.push('later')));
    expect(begun).toEqual(['later']);
  });

  test('a hundred conversations that wait for another instance take no connection from the work that goes on', async () => {
    const [here, there] = [await open(url, 1), await open(url, 2)];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const holding = times(100).map((n) => here.exclusively(`key ${n}`, () => held));
    await pause(300);
    const waiting = times(100).map((n) => there.exclusively(`key ${n}`, () => there.storage.read([`key ${n}`])));
    await pause(100);
    const query = "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'admissions-assistant' AND datname = current_database()"; // prettier-ignore
    const [counted] = await server.run(url, query);
    expect(counted?.n).toBeLessThanOrEqual(1 + 2 + 2);
    const began = performance.now();
    for (const n of times(20)) await there.exclusively(`free ${n}`, () => there.storage.write({ [`free ${n}`]: { n } }));
    expect(performance.now() - began).toBeLessThan(2000);
    release();
    await Promise.all([...holding, ...waiting]);
  });
});

describe('when the database does not answer', () => {
  test.each(['cut', 'hang'] as const)('%s: not ready within a second; ready again by itself, and so is the rest', async (how) => {
    const url = await server.newDatabase();
    const line = await lineTo(url);
    const state = await open(line.url);
    expect(await state.isReady()).toBe(true);
    line[how]();
    const began = performance.now();
    expect(await state.isReady()).toBe(false);
    expect(performance.now() - began).toBeLessThan(1500);
    await failureOf(state.storage.read(['a']));
    line.mend();
    await until(state.isReady);
    await state.exclusively('a', () => state.storage.write({ a: { n: 1 }, b: { n: 2 } }));
    expect(await state.storage.read(['b'])).toMatchObject({ b: { n: 2 } });
  });

  test('a write of several keys that is cut off fails, and does not take the process with it', async () => {
    const url = await server.newDatabase();
    const line = await lineTo(url);
    const state = await open(line.url, 1);
    await state.storage.write({ a: { n: 1 }, b: { n: 1 } });
    const writing = state.storage.write(Object.fromEntries(times(500).map((n) => [`k${n}`, { n }])));
    await pause(20);
    line.cut();
    await failureOf(writing);
    line.mend();
    expect(await state.storage.read(times(500).map((n) => `k${n}`))).toEqual({});
  });
});

describe('a start that fails says why, in one sentence', () => {
  const start = (url: string) => failureOf(openState(readConfig({ DATABASE_URL: url }), log));

  test.each([
    [
      'a wrong password',
      (url: string) => url.replace(/:[^:@]+@/, '$&').replace('pass-', 'pass-not-'),
      /password authentication failed for user "bot"$/,
    ],
    ['no such database', (url: string) => `${url}x`, /database "d\w+x" does not exist$/],
    ['nobody there', (url: string) => url.replace(/@.*\//, '@127.0.0.1:9/'), /connect ECONNREFUSED 127\.0\.0\.1:9$/],
    ['no such host', (url: string) => url.replace(/@.*\//, '@nowhere.invalid/'), /getaddrinfo \w+ nowhere\.invalid$/],
  ] as const)('%s', async (_, change, message) => {
    const url = change(await server.newDatabase());
    const failure = await start(url);
    expect(failure).toMatch(message);
    expect(failure).toMatch(/^DATABASE_URL: the state of conversations cannot be kept in PostgreSQL: /);
  });
});

test('the password stands in nothing of all that was logged or thrown, nor in what the state is made of', async () => {
  const url = await server.newDatabase();
  const [pool, session, state] = [await openPostgres(url, 2, log), await openSession(url, 'test', log), await open(url)];
  ends.push(() => pool.end(), session.close);
  await pool.query('SELECT 1');
  await failureOf(pool.query('SELECT nonsense'));
  print([pool, session, session.connection, state]);
  expect(told.length).toBeGreaterThan(15);
  expect(told.join('\n')).toContain('ECONNREFUSED');
  expect(told.filter((line) => line.includes(server.password) || line.includes('pass-not-'))).toEqual([]);
});
