import { closeSync, fstatSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { readConfig } from '../../../bot/config';
import { openState, sqliteState } from '../../../bot/state/open-state';
import { openSqlite } from '../../../bot/state/sqlite';
import type { State } from '../../../bot/state/state';

const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

/** A file of its own, with something in it. */
async function filled(): Promise<{ readonly state: State; readonly file: string; readonly db: ReturnType<typeof openSqlite> }> {
  const file = join(folder, String((files += 1)), 'state.db');
  const db = openSqlite(file);
  const state = sqliteState(db);
  for (let n = 0; n < 50; n += 1) await state.storage.write({ [`sms/conversations/${n}/`]: { text: 'x'.repeat(2000) } });
  return { state, file, db };
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing failed',
    (error: unknown) => (error as Error).message,
  );

/** What happens to the file while the bot runs, and what ends it. */
test.each<[string, (file: string, db: ReturnType<typeof openSqlite>) => () => void, string]>([
  [
    'the disk is full',
    (_file, db) => {
      // As on a disk that is full, but for this file only.
      const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
      db.exec(`PRAGMA max_page_count = ${pages}`);
      return () => db.exec('PRAGMA max_page_count = 1000000');
    },
    'database or disk is full',
  ],
  [
    'it may only be read',
    (_file, db) => {
      db.exec('PRAGMA query_only = ON');
      return () => db.exec('PRAGMA query_only = OFF');
    },
    'attempt to write a readonly database',
  ],
  [
    'somebody else has it locked',
    (file) => {
      const other = new Database(file);
      other.exec('BEGIN EXCLUSIVE');
      return () => (other.exec('COMMIT'), other.close());
    },
    'database is locked',
  ],
])('%s: what is written fails, with its reason; nothing of it is there; afterwards it goes on', async (_what, happens, told) => {
  const { state, file, db } = await filled();
  const end = happens(file, db);
  const write = { a: { n: 1, text: 'x'.repeat(100_000) }, b: { n: 2, text: 'x'.repeat(100_000) } };
  expect(await failure(state.storage.write(write))).toBe(told);
  end();
  expect(await state.storage.read(['a', 'b'])).toEqual({});
  await state.storage.write(write);
  expect(await state.storage.read(['b'])).toMatchObject({ b: { n: 2 } });
  expect(await state.isReady()).toBe(true);
  await state.close();
});

test('the file is taken away: not ready, as all that is said now would be gone; ready when it is back', async () => {
  const { state, file } = await filled();
  expect(await state.isReady()).toBe(true);
  renameSync(file, `${file}.away`);
  expect(await state.isReady()).toBe(false);
  renameSync(`${file}.away`, file);
  expect(await state.isReady()).toBe(true);
  await state.close();
});

test('a file that is damaged while it is used: not ready, and nobody is told what is not so', async () => {
  const { state, file, db } = await filled();
  db.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA shrink_memory');
  damage(file);
  expect(await failure(state.storage.read(['sms/conversations/7/']))).toMatch(/malformed|not a database/);
  expect(await state.isReady()).toBe(false);
});

test.each([
  ['damaged', damage, /state\.db is damaged .*; put a backup in its place, or move it away to begin anew$/s],
  ['no database', (file: string) => writeFileSync(file, 'no database at all '.repeat(1000)), /file is not a database/],
])('the bot does not start on a file that is %s, and says so', async (_what, spoil, told) => {
  const { state, file } = await filled();
  await state.close();
  spoil(file);
  const opened = openState(readConfig({ DATA_DIR: join(file, '..') }), { info: () => undefined, error: () => undefined });
  expect(await failure(opened)).toMatch(told);
});

/** All but the first pages are overwritten. */
function damage(file: string): void {
  const descriptor = openSync(file, 'r+');
  const { size } = fstatSync(descriptor);
  writeSync(descriptor, Buffer.alloc(size - 8192, 0x5a), 0, size - 8192, 8192);
  closeSync(descriptor);
}
