import { backlogQuery, waitingOf, type Backlog, type WaitingRow } from './backlog';
import { settle, type Sqlite } from './sqlite';

/** The backlog in a SQLite database. */
export function sqliteBacklog(db: Sqlite): Backlog {
  const select = db.prepare(backlogQuery);
  return () => settle(() => (select.all() as readonly WaitingRow[]).map(waitingOf));
}
