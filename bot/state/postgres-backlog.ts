import { backlogQuery, waitingOf, type Backlog, type WaitingRow } from './backlog';
import type { Postgres } from './postgres';

/** The backlog in PostgreSQL. */
export function postgresBacklog(postgres: Postgres): Backlog {
  return async () => (await postgres.query<WaitingRow>(backlogQuery)).rows.map(waitingOf);
}
