import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryStorage, type Storage } from 'botbuilder';
import * as fc from 'fast-check';
import type { Logger } from '../../../bot/log';
import { ETagConflict } from '../../../bot/state/etag-conflict';
import { postgresState, sqliteState } from '../../../bot/state/open-state';
import { openSqlite } from '../../../bot/state/sqlite';
import type { State } from '../../../bot/state/state';
import type { Sent } from '../../../bot/state/transcript';
import { startPostgres, type TestPostgres } from '../../postgres/start';
import { until } from '../../postgres/until';

const folder = mkdtempSync(join(tmpdir(), 'contract-'));
const database = openSqlite(join(folder, 'deep', 'state.db'));
const sqlite = sqliteState(database);
const memory: Storage = new MemoryStorage();
const logged: string[] = [];
const log: Logger = { info: () => undefined, error: (message, cause) => logged.push(`${message}: ${String(cause)}`) };
let server: TestPostgres;
let address: string;
let postgres: State;
/** Another instance of the bot on the same database. */
let other: State;

beforeAll(async () => {
  server = await startPostgres();
  address = await server.newDatabase();
  // As two instances that start at once on a new database do.
  [postgres, other] = await Promise.all([postgresState(address, 10, log), postgresState(address, 10, log)]);
});

afterAll(async () => {
  await Promise.all([postgres.close(), other.close(), sqlite.close()]);
  await server.stop();
  rmSync(folder, { recursive: true });
  expect(logged).toEqual([]);
});

type Item = Record<string, unknown> & { readonly n?: number; readonly eTag?: string };
const all = async (storage: Storage, keys: readonly string[]) => (await storage.read([...keys])) as Record<string, Item>;
const one = async (storage: Storage, key: string) => (await all(storage, [key]))[key];
const times = (count: number) => Array.from({ length: count }, (_, i) => i);

/** What Bot Framework expects of any storage. */
describe.each<[string, () => Storage]>([
  ['memory', () => memory],
  ['sqlite', () => sqlite.storage],
  ['postgres', () => postgres.storage],
])('storage: %s', (name, storageOf) => {
  let storage: Storage;
  beforeAll(() => (storage = storageOf()));

  test('what was not written is not there', async () => {
    expect(await storage.read(['nothing'])).toEqual({});
    expect(await storage.read([])).toEqual({});
  });

  test('what was written is read, in a new version each time', async () => {
    await storage.write({ a: { n: 1 } });
    const first = await one(storage, 'a');
    await storage.write({ a: { n: 2 } });
    const second = await one(storage, 'a');
    expect([first?.n, second?.n]).toEqual([1, 2]);
    expect(first?.eTag).not.toBe(second?.eTag);
  });

  test('a stale version is refused, the current one and "*" are not', async () => {
    await storage.write({ b: { n: 1 } });
    const stale = await one(storage, 'b');
    await storage.write({ b: { ...stale, n: 2 } });
    await expect(storage.write({ b: { ...stale, n: 3 } })).rejects.toThrow();
    expect((await one(storage, 'b'))?.n).toBe(2);
    await storage.write({ b: { n: 4, eTag: '*' } });
    expect((await one(storage, 'b'))?.n).toBe(4);
  });

  test('of twenty writers of one version one wins', async () => {
    await storage.write({ c: { n: 0 } });
    const current = await one(storage, 'c');
    const settled = await Promise.allSettled(times(20).map((n) => storage.write({ c: { ...current, n: n + 1 } })));
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('of twenty writers at once that try again after a conflict nothing is lost', async () => {
    await storage.write({ count: { n: 0 } });
    const add = async (): Promise<void> => {
      const { n = 0, ...rest } = (await one(storage, 'count')) ?? {};
      await storage.write({ count: { ...rest, n: n + 1 } }).catch(add);
    };
    await Promise.all(times(20).map(add));
    expect((await one(storage, 'count'))?.n).toBe(20);
  });

  test('what was deleted is gone, and may be deleted again', async () => {
    await storage.write({ d: { n: 1 }, e: { n: 2 } });
    await storage.delete(['d', 'nothing']);
    await storage.delete(['d']);
    expect(Object.keys(await all(storage, ['d', 'e']))).toEqual(['e']);
  });

  test('keys of any characters, and values as JSON has them', async () => {
    const value = { text: '"\\\n\u0000\u2028 é 中 😀', 'ke"y\\': [1.5e300, -0.1, null, true, { deep: ['\u0000'] }] };
    const keys = [
      '',
      'webchat/conversations/a\'; DROP TABLE state; -- "\\',
      '\u0000',
      'a\u0000b',
      'a\\u0000b',
      'é 中 \u{1F600}',
      'a\nb',
      '{a,b}',
      '%',
    ];
    for (const [n, key] of keys.entries()) await storage.write({ [key]: { ...value, n } });
    const read = await all(storage, keys);
    expect(keys.map((key) => read[key])).toMatchObject(keys.map((_, n) => ({ ...value, n })));
  });

  test('keys of any length, which differ at their end only', async () => {
    const keys = ['a', 'b', 'c'].map((end) => `teams/conversations/${'19:ü中😀'.repeat(500)}${end}`);
    for (const [n, key] of keys.entries()) await storage.write({ [key]: { n } });
    const read = await all(storage, keys);
    expect(keys.map((key) => read[key]?.n)).toEqual([0, 1, 2]);
  });

  test('whatever JSON is written under whatever key is read as it was', async () => {
    const key = fc.string({ unit: 'binary' }).filter((text) => text !== '__proto__');
    const value = fc.dictionary(
      fc.string().filter((text) => !/^(eTag|__proto__)$/.test(text)),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(key, value, async (at, written) => {
        await storage.write({ [at]: written });
        const { eTag, ...read } = (await one(storage, at)) ?? {};
        expect(eTag).toEqual(expect.any(String));
        expect(read).toEqual(JSON.parse(JSON.stringify(written)));
      }),
      { numRuns: 100 },
    );
  });

  if (name === 'memory') return;

  test('a conflict is the same error everywhere, and names the key', async () => {
    await storage.write({ f: { n: 1 } });
    const conflict = storage.write({ f: { n: 2, eTag: 'stale' } });
    await expect(conflict).rejects.toBeInstanceOf(ETagConflict);
    await expect(conflict).rejects.toThrow('"f" was changed by somebody else meanwhile');
    await expect(storage.write({ nothing: { n: 2, eTag: '1' } })).rejects.toBeInstanceOf(ETagConflict);
  });

  test('a write of several keys is done whole or not at all', async () => {
    await storage.write({ x: { n: 1 }, y: { n: 1 } });
    await expect(storage.write({ x: { n: 2 }, y: { n: 2, eTag: 'stale' } })).rejects.toThrow('changed by somebody else');
    expect(await storage.read(['x', 'y'])).toMatchObject({ x: { n: 1 }, y: { n: 1 } });
  });

  test('writers of the same keys in another order do not block each other', async () => {
    const writes = times(20).map((n) => storage.write(n % 2 ? { p: { n }, q: { n } } : { q: { n }, p: { n } }));
    await Promise.all(writes);
    const { p, q } = await all(storage, ['p', 'q']);
    expect(p?.n).toBe(q?.n);
  });
});

test('postgres: half of a surrogate pair is kept apart from what it would be replaced by', async () => {
  const keys = ['\ud800', '\ufffd', '\udfff'];
  for (const [n, key] of keys.entries()) await postgres.storage.write({ [key]: { n, text: key } });
  expect(await postgres.storage.read(keys)).toMatchObject(Object.fromEntries(keys.map((key, n) => [key, { n, text: key }])));
});

test('postgres: a version of what was deleted does not fit what is written under its key later', async () => {
  await postgres.storage.write({ g: { n: 1 } });
  const stale = await one(postgres.storage, 'g');
  await postgres.storage.delete(['g']);
  await postgres.storage.write({ g: { n: 2 } });
  await expect(postgres.storage.write({ g: { ...stale, n: 3 } })).rejects.toBeInstanceOf(ETagConflict);
});

/** What a SQLite file and a PostgreSQL have in common; `b` is another instance where there can be one. */
describe.each<[string, () => { readonly a: State; readonly b: State }, (query: string) => Promise<readonly unknown[]>]>([
  ['sqlite', () => ({ a: sqlite, b: sqlite }), (query) => Promise.resolve(database.prepare(query).all())],
  ['postgres', () => ({ a: postgres, b: other }), (query) => server.run(address, query)],
])('state: %s', (_, instances, run) => {
  let a: State;
  let b: State;
  beforeAll(() => ({ a, b } = instances()));
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const message = (text: string): Sent => ({ type: 'message', text });

  test('a conversation begins once', async () => {
    expect(await a.transcript.stateOf('once')).toBeUndefined();
    const begun = await Promise.all(times(10).map((i) => (i % 2 ? a : b).transcript.open('once', 'user')));
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(await b.transcript.stateOf('once')).toBe('open');
  });

  test('what is said at once by all sides is numbered without gap or repetition, and read in that order', async () => {
    const said = await Promise.all(times(40).map((i) => (i % 2 ? a : b).transcript.append('busy', message(`m${i}`))));
    expect(said.map(({ watermark }) => watermark).sort((x, y) => x - y)).toEqual(times(40).map((i) => i + 1));
    const { activities, watermark } = await a.transcript.since('busy', 0);
    expect(watermark).toBe(40);
    expect(activities.map(({ id }) => id)).toEqual(times(40).map((i) => `busy|${String(i + 1).padStart(7, '0')}`));
    for (const { activity, watermark: number } of said) expect(activities[number - 1]).toEqual(activity);
  });

  test('what is delivered once more, at once or later and to whichever instance, is there once; in another conversation it is new', async () => {
    const at = (i: number) => (i % 2 ? a : b).transcript.append('twice', message('hi'), 'k\u0000 "1" 😀');
    const [first, ...more] = [...(await Promise.all(times(10).map(at))), await at(1)];
    expect([first, ...more].filter((appended) => appended.isNew)).toHaveLength(1);
    for (const { activity, watermark } of more) expect([activity, watermark]).toEqual([first.activity, first.watermark]);
    expect((await a.transcript.since('twice', 0)).watermark).toBe(1);
    expect(await a.transcript.append('twice', message('hi'), 'k2')).toMatchObject({ isNew: true, watermark: 2 });
    expect(await a.transcript.append('twice', message('hi'))).toMatchObject({ isNew: true, watermark: 3 });
    expect(await b.transcript.append('other', message('hi'), 'k\u0000 "1" 😀')).toMatchObject({ isNew: true, watermark: 1 });
  });

  test('who reads on while it is said misses nothing, and sees nothing twice', async () => {
    const seen: unknown[] = [];
    let last = 0;
    let isDone = false;
    const read = async () => {
      const { activities, watermark } = await b.transcript.since('read', last);
      last = watermark;
      seen.push(...activities.map(({ text }) => text));
    };
    const follow = async () => {
      while (!isDone) await read().then(() => pause(0));
    };
    const following = follow();
    await Promise.all(times(30).map((i) => (i % 2 ? a : b).transcript.append('read', message(`m${i}`))));
    isDone = true;
    await following;
    await read();
    expect(seen).toHaveLength(30);
    expect(new Set(seen).size).toBe(30);
  });

  test('what was said is found by its id, in its own conversation only', async () => {
    const { activity } = await a.transcript.append('a|b', message('"\u0000\ud800 é 😀'));
    expect(await b.transcript.find('a|b', String(activity.id))).toEqual(activity);
    expect(activity).toEqual({ type: 'message', text: '"\u0000\ud800 é 😀', id: 'a|b|0000001' });
    for (const id of ['a|b|0000002', 'a|b|x', 'a|b|', 'a|b|1', 'a|b|99999999999', 'a', '', "a|b|0000001' --"])
      expect(await a.transcript.find('a|b', id)).toBeUndefined();
    expect(await a.transcript.find('a', 'a|b|0000001')).toBeUndefined();
  });

  test('reading on from a number gives what came after it; at the end nothing, and the same number', async () => {
    for (const i of times(3)) await a.transcript.append('on', message(`m${i}`));
    expect((await b.transcript.since('on', 1)).activities.map(({ text }) => text)).toEqual(['m1', 'm2']);
    expect(await b.transcript.since('on', 3)).toEqual({ activities: [], watermark: 3 });
    expect(await b.transcript.since('never', 0)).toEqual({ activities: [], watermark: 0 });
  });

  test('an erased conversation has ended, holds nothing, and does not begin again', async () => {
    await a.transcript.open('gone', 'the user of it');
    await a.transcript.append('gone', message('secret'));
    await b.transcript.erase('gone');
    expect(await a.transcript.stateOf('gone')).toBe('ended');
    expect((await a.transcript.since('gone', 0)).activities).toEqual([]);
    expect(await a.transcript.open('gone', 'somebody')).toBe(false);
    expect(JSON.stringify([await run('SELECT * FROM conversation'), await run('SELECT * FROM transcript')])).not.toMatch(
      /secret|the user of it|somebody/,
    );
  });

  test('a cleared conversation holds only that it was, and goes on with the next number', async () => {
    await a.transcript.open('cleared', 'user');
    for (const i of times(3)) await a.transcript.append('cleared', message(`secret ${i}`));
    await b.transcript.clear('cleared');
    expect(await a.transcript.stateOf('cleared')).toBe('open');
    expect((await a.transcript.append('cleared', message('after'))).watermark).toBe(5);
    const { activities, watermark } = await b.transcript.since('cleared', 2);
    expect([watermark, activities.map(({ id, name, text }) => [id, name ?? text])]).toEqual([
      5,
      [
        ['cleared|0000004', 'admissions/erased'],
        ['cleared|0000005', 'after'],
      ],
    ]);
  });

  test('a later vote on the same reply takes the place of the earlier one; erasing takes those of one conversation', async () => {
    const vote = { conversation: 'v', reply: "r'1", topics: ['fee', 'start'], knowledge: 'k', at: new Date(0) } as const;
    await a.feedback.save({ ...vote, vote: 'up' });
    await b.feedback.save({ ...vote, vote: 'down', at: new Date(1000) });
    await a.feedback.save({ ...vote, conversation: 'w', vote: 'up' });
    await a.feedback.save({ ...vote, conversation: '中😀'.repeat(400), reply: '\u0000é'.repeat(400), vote: 'up' });
    const votes = async () => (await run('SELECT * FROM feedback ORDER BY conversation')) as readonly Record<string, unknown>[];
    const [first, second] = await votes();
    expect(first).toMatchObject({ conversation: 'v', reply: "r'1", vote: 'down', topics: 'fee start', knowledge: 'k' });
    expect(new Date(first?.at as string)).toEqual(new Date(1000));
    expect(second).toMatchObject({ conversation: 'w', vote: 'up' });
    const { conversation, ...rest } = vote;
    expect(await a.feedback.of(conversation)).toEqual([{ ...rest, vote: 'down', at: new Date(1000) }]);
    await b.feedback.erase('v');
    expect((await votes()).map(({ conversation }) => conversation)).toEqual(['w', expect.stringMatching(/^中/)]);
  });

  test('of what may be had only so often no more is had, however many ask at once and whichever instance they ask', async () => {
    const limits = { name: 'few', points: 4, seconds: 60 };
    const [atA, atB] = a === b ? [a.makeLimiter(limits)] : [a.makeLimiter(limits), b.makeLimiter(limits)];
    const asked = await Promise.all(times(12).map((i) => (i % 2 ? (atB ?? atA) : atA).take('"key" é 😀')));
    expect(asked.filter((wait) => wait === undefined)).toHaveLength(4);
    for (const wait of asked.filter((one) => one !== undefined)) expect(wait).toBeGreaterThan(50);
    expect(await Promise.all([atA, atB ?? atA].map((limiter) => limiter.isUsedUp('"key" é 😀')))).toEqual([true, true]);
    expect([await atA.isUsedUp('another'), await atA.take('another'), await atA.isUsedUp('another')]).toEqual([
      false,
      undefined,
      false,
    ]);
    expect(await a.makeLimiter({ ...limits, name: 'others' }).take('"key" é 😀')).toBeUndefined();
  });

  test('what is given back or forgotten was not had; whoever is blocked waits longer', async () => {
    const limiter = a.makeLimiter({ name: 'blocked', points: 1, seconds: 1, blocked: 600 });
    expect(await limiter.take('x')).toBeUndefined();
    await limiter.giveBack('x');
    expect([await limiter.isUsedUp('x'), await limiter.take('x'), await limiter.isUsedUp('x')]).toEqual([false, undefined, true]);
    expect(await limiter.take('x')).toBeGreaterThan(590);
    await limiter.forget('x');
    expect(await limiter.take('x')).toBeUndefined();
  });

  test('when the time is over it is had again', async () => {
    const limiter = a.makeLimiter({ name: 'soon', points: 1, seconds: 1 });
    expect([await limiter.take('x'), await limiter.take('x')]).toEqual([undefined, 1]);
    await pause(1100);
    expect([await limiter.isUsedUp('x'), await limiter.take('x')]).toEqual([false, undefined]);
  });

  test('the work of one key is done one after the other in the order in which it comes, failing or not', async () => {
    const done: string[] = [];
    const work = (n: number) => async () => {
      done.push(`begin ${n}`);
      await pause(n % 3);
      done.push(`end ${n}`);
      if (n % 4 === 0) throw new Error(`failed ${n}`);
      return n;
    };
    const settled = await Promise.allSettled(times(12).map((n) => a.exclusively('key', work(n))));
    expect(done).toEqual(times(12).flatMap((n) => [`begin ${n}`, `end ${n}`]));
    expect(settled.map((each) => (each.status === 'fulfilled' ? each.value : String(each.reason)))).toEqual(
      times(12).map((n) => (n % 4 === 0 ? `Error: failed ${n}` : n)),
    );
  });

  test('of all instances only one is at work on a key', async () => {
    let atWork = 0;
    const most: number[] = [];
    const work = async () => {
      most.push((atWork += 1));
      await pause(3);
      atWork -= 1;
    };
    await Promise.all(times(30).map((i) => (i % 2 ? a : b).exclusively('a\u0000 "key" 😀', work)));
    expect(most).toEqual(times(30).map(() => 1));
  });

  test('the work of other keys goes on side by side', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const begun: number[] = [];
    const works = times(100).map((n) =>
      (n % 2 ? a : b).exclusively(`key ${n}`, () => {
        begun.push(n);
        return held;
      }),
    );
    await until(() => begun.length === 100);
    // With a hundred at work, the rest is as fast as ever.
    await a.storage.write({ beside: { n: 1 } });
    await b.transcript.append('beside', message('hi'));
    release();
    await Promise.all(works);
  });

  test('who follows is told of each conversation, once; no more after the end', async () => {
    const told: Record<string, (string | undefined)[]> = { here: [], there: [] };
    const ends = [a.changes.follow((name) => told.here?.push(name)), b.changes.follow((name) => told.there?.push(name))];
    const names = ['plain', "odd ' \u0000 \ud800 😀"];
    for (const name of names) a.changes.tell(name);
    // Here at once, before any way to a database.
    expect(told.here).toEqual(names);
    await until(() => told.there?.length === 2);
    await pause(50);
    ends.forEach((end) => end());
    a.changes.tell('later');
    await pause(50);
    expect(told).toEqual({ here: names, there: names });
  });

  test('it is ready', async () => {
    expect(await a.isReady()).toBe(true);
  });
});

test('postgres: while it does not answer each instance counts by itself what may be had only so often', async () => {
  const gone = await postgresState(address, 1, log);
  const limiter = gone.makeLimiter({ name: 'gone', points: 2, seconds: 60 });
  expect(await limiter.take('x')).toBeUndefined();
  await gone.close();
  expect([await limiter.take('x'), await limiter.take('x')]).toEqual([undefined, undefined]);
  expect([await limiter.isUsedUp('x'), await limiter.take('x')]).toEqual([true, 60]);
});
