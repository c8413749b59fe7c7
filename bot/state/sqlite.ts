import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';

/** Each step brings a database of the version before it up to date; a new database takes all of them. */
const migrations: readonly string[] = [
  'CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL, etag INTEGER NOT NULL)',
  `CREATE TABLE conversation (id TEXT PRIMARY KEY, user TEXT NOT NULL, ended INTEGER NOT NULL DEFAULT 0);
   CREATE TABLE transcript (conversation TEXT NOT NULL, watermark INTEGER NOT NULL, activity TEXT NOT NULL,
     PRIMARY KEY (conversation, watermark)) WITHOUT ROWID`,
  `CREATE TABLE feedback (conversation TEXT NOT NULL, reply TEXT NOT NULL, vote TEXT NOT NULL, topics TEXT NOT NULL,
     knowledge TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (conversation, reply)) WITHOUT ROWID`,
];

export type Sqlite = Database.Database;

/**
 * The one file that the bot keeps everything in; it makes itself. ":memory:" is kept nowhere.
 * @throws if it cannot be opened, or was written by a newer version of the bot
 */
export function openSqlite(file: string): Sqlite {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000');
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > migrations.length) throw new Error(`${file} was written by a newer version of the bot`);
  db.transaction(() => {
    for (const step of migrations.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
  })();
  return db;
}

/** The database answers at once; whoever asks expects a promise. */
export function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
