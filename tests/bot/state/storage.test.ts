import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryStorage, type Storage } from 'botbuilder';
import { openSqlite } from '../../../bot/state/sqlite';
import { sqliteStorage } from '../../../bot/state/sqlite-storage';

const folder = mkdtempSync(join(tmpdir(), 'storage-'));
const database = openSqlite(join(folder, 'deep', 'state.db'));
const sqlite = sqliteStorage(database);

afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

/** What Bot Framework expects of any storage. */
describe.each<[string, Storage]>([
  ['memory', new MemoryStorage()],
  ['sqlite', sqlite],
])('%s', (_, storage) => {
  const one = async (key: string) => ((await storage.read([key])) as Record<string, { n?: number; eTag?: string }>)[key];

  test('what was not written is not there', async () => {
    expect(await storage.read(['nothing'])).toEqual({});
  });

  test('what was written is read, in a new version each time', async () => {
    await storage.write({ a: { n: 1 } });
    const first = await one('a');
    await storage.write({ a: { n: 2 } });
    const second = await one('a');
    expect([first?.n, second?.n]).toEqual([1, 2]);
    expect(first?.eTag).not.toBe(second?.eTag);
  });

  test('a stale version is refused, the current one and "*" are not', async () => {
    await storage.write({ b: { n: 1 } });
    const stale = await one('b');
    await storage.write({ b: { ...stale, n: 2 } });
    await expect(storage.write({ b: { ...stale, n: 3 } })).rejects.toThrow();
    expect((await one('b'))?.n).toBe(2);
    await storage.write({ b: { n: 4, eTag: '*' } });
    expect((await one('b'))?.n).toBe(4);
  });

  test('of twenty writers of one version one wins', async () => {
    await storage.write({ c: { n: 0 } });
    const current = await one('c');
    const writes = Array.from({ length: 20 }, (_, n) => storage.write({ c: { ...current, n: n + 1 } }));
    const settled = await Promise.allSettled(writes);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('what was deleted is gone, and may be deleted again', async () => {
    await storage.write({ d: { n: 1 } });
    await storage.delete(['d']);
    await storage.delete(['d']);
    expect(await one('d')).toBeUndefined();
  });

  test('keys and values of any characters', async () => {
    const key = "webchat/conversations/a'; DROP TABLE state; -- é 中 \u{1F600}";
    await storage.write({ [key]: { text: '"\\\n\u0000😀' } });
    expect(await storage.read([key])).toMatchObject({ [key]: { text: '"\\\n\u0000😀' } });
  });
});

test('sqlite: a write of several keys is done whole or not at all', async () => {
  await sqlite.write({ x: { n: 1 }, y: { n: 1 } });
  await expect(sqlite.write({ x: { n: 2 }, y: { n: 2, eTag: 'stale' } })).rejects.toThrow('changed by somebody else');
  expect(await sqlite.read(['x', 'y'])).toMatchObject({ x: { n: 1 }, y: { n: 1 } });
});

test('sqlite: what was written is there after the file is opened again', async () => {
  const file = join(folder, 'again.db');
  const before = openSqlite(file);
  await sqliteStorage(before).write({ k: { n: 7 } });
  before.close();
  const after = openSqlite(file);
  expect(await sqliteStorage(after).read(['k'])).toMatchObject({ k: { n: 7 } });
  after.close();
});
