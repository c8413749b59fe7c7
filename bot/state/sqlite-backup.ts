import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'libsql';
import { newestVersion } from './sqlite';

/** Nothing was written; the message says what to do about it. */
export class NoBackup extends Error {}

/**
 * Writes what stands in the database at this moment into a file, while the bot goes on writing.
 * @throws NoBackup, or what the disk says
 */
export function backUp(database: string, to: string): void {
  if (!existsSync(database)) throw new NoBackup(`${database} is not there: there is nothing to back up`);
  inPlace(to, (part) => {
    // As it is, not brought up to date: the bot that has it open may be an older version.
    const db = new Database(database);
    try {
      db.prepare('VACUUM INTO ?').run(part);
    } finally {
      db.close();
    }
  });
}

/**
 * Puts a backup where the bot looks for its database, which must have none.
 * @throws NoBackup, or what the disk says
 */
export function restore(backup: string, database: string): void {
  // What is left of another database's log would be taken for this one's.
  const left = filesOf(database).filter((file) => existsSync(file));
  if (left.length > 0) throw new NoBackup(`${left.join(' and ')}: there already; stop the bot and move it away first`);
  if (!existsSync(backup)) throw new NoBackup(`${backup} is not there`);
  inPlace(database, (part) => copyFileSync(backup, part));
}

/** The file is there when it is whole, checked and on the disk, and not before. */
function inPlace(file: string, write: (part: string) => void): void {
  if (existsSync(file)) throw new NoBackup(`${file} is there already; name another file`);
  const part = `${file}.part`;
  const clear = () => filesOf(part).forEach((one) => rmSync(one, { force: true }));
  clear();
  try {
    write(part);
    mustBeWhole(part);
    force(part);
    renameSync(part, file);
  } finally {
    clear();
  }
}

/** The database, its log of writes, and the index of that. */
function filesOf(database: string): readonly string[] {
  return ['', '-wal', '-shm'].map((end) => database + end);
}

function mustBeWhole(file: string): void {
  const problem = problemOf(file);
  if (problem !== undefined) throw new NoBackup(`This is no backup of the bot: ${problem}`);
}

function problemOf(file: string): string | undefined {
  const db = new Database(file);
  try {
    const { integrity_check: found } = db.prepare('PRAGMA integrity_check(1)').get() as { integrity_check: string };
    const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
    if (found !== 'ok') return `it is damaged (${found})`;
    if (version === 0) return 'it holds nothing of the bot';
    return version > newestVersion ? 'it was written by a newer version of the bot' : undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    db.close();
  }
}

/** A machine that loses its power right afterwards still has it. */
function force(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
