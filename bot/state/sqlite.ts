import { mkdirSync, statSync } from 'node:fs';
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
  // When what is kept was written, so that it is kept no longer than it may be, and what was delivered twice is said once.
  `ALTER TABLE state ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE conversation ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE transcript ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE transcript ADD COLUMN delivery TEXT;
   UPDATE state SET at = unixepoch();
   UPDATE conversation SET at = unixepoch();
   UPDATE transcript SET at = unixepoch();
   CREATE INDEX state_at ON state (at);
   CREATE INDEX conversation_at ON conversation (at);
   CREATE INDEX transcript_at ON transcript (at);
   CREATE UNIQUE INDEX transcript_delivery ON transcript (conversation, delivery) WHERE delivery IS NOT NULL;
   CREATE TABLE job (name TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID`,
  // Questions that were handed over to a person, what was said about them, and what of it is still to be sent.
  `CREATE TABLE ticket (number TEXT PRIMARY KEY, origin TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, content TEXT NOT NULL,
     status TEXT NOT NULL DEFAULT 'open', thread TEXT UNIQUE, taken_by TEXT, opened INTEGER NOT NULL, last INTEGER NOT NULL,
     at INTEGER NOT NULL) WITHOUT ROWID;
   CREATE INDEX ticket_owner ON ticket (owner);
   CREATE INDEX ticket_at ON ticket (at);
   CREATE TABLE ticket_message (ticket TEXT NOT NULL REFERENCES ticket ON DELETE CASCADE, n INTEGER NOT NULL,
     message TEXT NOT NULL, delivery TEXT, PRIMARY KEY (ticket, n), UNIQUE (ticket, delivery)) WITHOUT ROWID;
   CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, ticket TEXT NOT NULL REFERENCES ticket ON DELETE CASCADE,
     message INTEGER NOT NULL, destination TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'waiting', tries INTEGER NOT NULL DEFAULT 0,
     since INTEGER NOT NULL, next INTEGER NOT NULL, lease INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '',
     UNIQUE (ticket, message, destination));
   CREATE INDEX outbox_waiting ON outbox (ticket, destination, id) WHERE state = 'waiting'`,
  // What was asked: counts, which hold nothing that anybody wrote, and questions that were missed, which hold nobody.
  `CREATE TABLE turn (at INTEGER NOT NULL, channel TEXT NOT NULL, kind TEXT NOT NULL, topics TEXT NOT NULL, language TEXT NOT NULL,
     knowledge TEXT NOT NULL, begun INTEGER NOT NULL, asked TEXT NOT NULL, going TEXT NOT NULL, verdict TEXT NOT NULL);
   CREATE INDEX turn_at ON turn (at);
   CREATE TABLE missed (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, why TEXT NOT NULL, question TEXT NOT NULL,
     topics TEXT NOT NULL, knowledge TEXT NOT NULL, status TEXT NOT NULL DEFAULT 'open');
   CREATE INDEX missed_at ON missed (at)`,
];

/** Of a database that has taken all steps. */
export const newestVersion = migrations.length;

export type Sqlite = Database.Database;

/**
 * The one file that the bot keeps everything in; it makes itself. ":memory:" is kept nowhere.
 * @throws if it cannot be opened, is damaged, or was written by a newer version of the bot
 */
export function openSqlite(file: string): Sqlite {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file);
  // What is erased is overwritten.
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON',
  );
  const { quick_check: found } = db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (found !== 'ok') throw new Error(`${file} is damaged (${found}); put a backup in its place, or move it away to begin anew`);
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > migrations.length) throw new Error(`${file} was written by a newer version of the bot`);
  inOnePiece(db, () => {
    for (const step of migrations.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
  })();
  return db;
}

/** All of it or, if it fails, nothing. The driver's own tells of a roll-back that failed and not of what went wrong before. */
export function inOnePiece<A extends readonly unknown[], R>(db: Sqlite, work: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work(...args);
      db.exec('COMMIT');
      return result;
    } catch (error) {
      // Where a disk is full SQLite has done so by itself.
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };
}

/** What is written to a file that somebody has taken away is gone with the process. */
export function mustBeThere(db: Sqlite): void {
  const { file } = db.prepare('PRAGMA database_list').get() as { file: string };
  if (file !== '') statSync(file);
}

/** All writes go from their log into the file itself: what was erased is not left in the log either. */
export function forgetWrites(db: Sqlite): void {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

/** The database answers at once; whoever asks expects a promise. */
export function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
