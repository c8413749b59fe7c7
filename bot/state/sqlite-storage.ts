import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Storage, StoreItem, StoreItems } from 'botbuilder';
import Database from 'libsql';

/** A newer version waited for at the same key; Bot Framework calls this an eTag conflict. */
export class ETagConflict extends Error {}

/** Each step brings a database of the version before it up to date; a new database takes all of them. */
const migrations: readonly string[] = ['CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL, etag INTEGER NOT NULL)'];

export interface ClosableStorage extends Storage {
  close(): void;
}

/**
 * Bot Framework's storage in one SQLite file, which makes itself. A write is on the disk before it is answered.
 * @throws if the file cannot be opened or was written by a newer version of the bot
 */
export function openSqliteStorage(file: string): ClosableStorage {
  mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000');
  migrate(db, file);
  const select = db.prepare('SELECT value, etag FROM state WHERE key = ?');
  const remove = db.prepare('DELETE FROM state WHERE key = ?');
  const upsert = db.prepare(
    'INSERT INTO state (key, value, etag) VALUES (?, ?, 1) ON CONFLICT (key) DO UPDATE SET value = excluded.value, etag = etag + 1',
  );
  const writeAll = db.transaction((changes: StoreItems) => {
    for (const [key, item] of Object.entries(changes)) {
      const { eTag, ...value } = item as StoreItem;
      const stored = select.get(key) as Row | undefined;
      if (eTag !== undefined && eTag !== '*' && eTag !== String(stored?.etag))
        throw new ETagConflict(`"${key}" was changed by somebody else meanwhile`);
      upsert.run(key, JSON.stringify(value));
    }
  });
  return {
    read: (keys) => settle(() => Object.fromEntries(keys.flatMap((key) => entryOf(key, select.get(key) as Row | undefined)))),
    write: (changes: StoreItems) => settle(() => writeAll.immediate(changes)),
    delete: (keys) => settle(() => keys.forEach((key) => remove.run(key))),
    close: () => db.close(),
  };
}

/** The database answers at once; whoever asks expects a promise. */
function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}

interface Row {
  readonly value: string;
  readonly etag: number;
}

function entryOf(key: string, row: Row | undefined): readonly (readonly [string, StoreItem])[] {
  return row ? [[key, { ...(JSON.parse(row.value) as object), eTag: String(row.etag) }]] : [];
}

function migrate(db: Database.Database, file: string): void {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > migrations.length) throw new Error(`${file} was written by a newer version of the bot`);
  db.transaction(() => {
    for (const step of migrations.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
  })();
}
