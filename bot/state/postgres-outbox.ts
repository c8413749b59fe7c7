import type { Postgres } from './postgres';
import { entryOf, type Delivery, type Outbox, type StoredEntry } from './tickets';

/** What another instance is just taking is passed over. */
const claim = `UPDATE outbox SET lease = $1::bigint + $2::bigint WHERE id IN (SELECT id FROM outbox AS one WHERE state = 'waiting'
    AND next <= $1 AND lease <= $1 AND NOT EXISTS (SELECT 1 FROM outbox AS before WHERE before.ticket = one.ticket
      AND before.destination = one.destination AND before.state = 'waiting' AND before.id < one.id)
    ORDER BY next LIMIT $3 FOR UPDATE SKIP LOCKED)
  RETURNING id, ticket, message, destination, tries, since, lease`;

const failed = `UPDATE outbox SET state = $1, next = $2, reason = $3, tries = tries + 1, lease = 0 WHERE id = $4 AND lease = $5`;

/** The outbox in PostgreSQL. */
export function postgresOutbox(postgres: Postgres): Outbox {
  return {
    claim: async (now, lease, most) => {
      const { rows } = await postgres.query<StoredEntry>(claim, [now.getTime(), lease, most]);
      return rows.map(entryOf);
    },
    sent: async ({ id, lease }) => {
      await postgres.query("UPDATE outbox SET state = 'sent', reason = '' WHERE id = $1 AND lease = $2", [id, lease]);
    },
    failed: async ({ id, lease }, next, reason) => {
      await postgres.query(failed, [next ? 'waiting' : 'dead', next?.getTime() ?? 0, reason, id, lease]);
    },
    of: async (ticket) => {
      const select = 'SELECT message, destination, tries, state, reason FROM outbox WHERE ticket = $1 ORDER BY id';
      return (await postgres.query<Delivery>(select, [ticket])).rows;
    },
    dead: async () => {
      const select = "SELECT ticket, message, destination, reason FROM outbox WHERE state = 'dead' ORDER BY id";
      return (await postgres.query<Awaited<ReturnType<Outbox['dead']>>[number]>(select)).rows;
    },
  };
}
