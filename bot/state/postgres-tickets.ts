import { inTransaction, keyOf, type Postgres, type Queryable } from './postgres';
import {
  countsOf,
  messageOf,
  newNumber,
  orderOf,
  ownerOf,
  ticketColumns as columns,
  ticketOf,
  type Asker,
  type Destination,
  type NewMessage,
  type NewTicket,
  type StoredMessage,
  type StoredTicket,
  type Ticket,
  type Tickets,
} from './tickets';

const insert = `INSERT INTO ticket (number, origin, owner, content, opened, last) VALUES ($1, $2, $3, $4, $5, $5)
  ON CONFLICT DO NOTHING RETURNING ${columns}`;

const add = `INSERT INTO ticket_message (ticket, n, message, delivery)
  SELECT $1::text, coalesce(max(n), 0) + 1, $2::text, $3::text FROM ticket_message WHERE ticket = $1
  ON CONFLICT DO NOTHING RETURNING n`;

const post = `INSERT INTO outbox (ticket, message, destination, since, next)
  SELECT $1::text, $2::integer, destination, $4::bigint, $4::bigint FROM unnest($3::text[]) AS destination`;

const turn = `UPDATE ticket SET status = $1, taken_by = coalesce($2, taken_by) WHERE number = $3 AND status = ANY($4)`;

/** Tickets in PostgreSQL. */
export function postgresTickets(postgres: Postgres): Tickets {
  const select = async (where: string, ...values: readonly unknown[]): Promise<readonly Ticket[]> => {
    const { rows } = await postgres.query<StoredTicket>(`SELECT ${columns} FROM ticket WHERE ${where}`, [...values]);
    return rows.map(ticketOf);
  };
  return {
    open: (ticket, to, at) => inTransaction(postgres, (client) => open(client, ticket, to, at)),
    find: async (number) => (await select('number = $1', number))[0],
    ofThread: async (thread) => (await select('thread = $1', keyOf(thread)))[0],
    setThread: async (number, thread) => {
      await postgres.query('UPDATE ticket SET thread = $1 WHERE number = $2', [keyOf(thread), number]);
    },
    messages: async (number) => {
      const query = 'SELECT n, message FROM ticket_message WHERE ticket = $1 ORDER BY n';
      return (await postgres.query<StoredMessage>(query, [number])).rows.map(messageOf);
    },
    say: (number, message, to, at) => inTransaction(postgres, (client) => say(client, number, message, to, at)),
    change: (number, { from, to, by }, message, ways, at) =>
      inTransaction(postgres, async (client) => {
        const { rowCount } = await client.query(turn, [to, by ?? null, number, from]);
        return rowCount === 1 && (await say(client, number, message, ways, at));
      }),
    liveIn: (asker) => select("owner = $1 AND status <> 'closed' ORDER BY opened DESC", ownerKey(asker)),
    of: (asker) => select('owner = $1 ORDER BY opened DESC', ownerKey(asker)),
    quietSince: (at) => select("status = 'taken' AND last <= $1", at.getTime()),
    list: (status, most) => select(`status = $1 ORDER BY ${orderOf(status)} LIMIT $2`, status, most),
    counts: async () => {
      const query = 'SELECT status, count(*) AS count FROM ticket GROUP BY status';
      return countsOf((await postgres.query<Parameters<typeof countsOf>[0][number]>(query)).rows);
    },
    erase: async (asker) => {
      await postgres.query('DELETE FROM ticket WHERE owner = $1', [ownerKey(asker)]);
    },
  };
}

function ownerKey(asker: Pick<Asker, 'channel' | 'conversation'>): string {
  return keyOf(ownerOf(asker));
}

/** Nothing is added where the number is taken, or the same was opened before: then it is looked for, and tried again. */
async function open(client: Queryable, ticket: NewTicket, to: readonly Destination[], at: Date): Promise<Ticket> {
  const origin = keyOf(ticket.origin);
  for (;;) {
    const values = [newNumber(), origin, ownerKey(ticket), JSON.stringify(ticket), at.getTime()];
    const { rows: opened } = await client.query<StoredTicket>(insert, values);
    if (opened[0]) {
      await client.query(post, [opened[0].number, 0, to, at.getTime()]);
      return ticketOf(opened[0]);
    }
    const { rows: known } = await client.query<StoredTicket>(`SELECT ${columns} FROM ticket WHERE origin = $1`, [origin]);
    if (known[0]) return ticketOf(known[0]);
  }
}

async function say(
  client: Queryable,
  number: string,
  { delivery, ...message }: NewMessage,
  to: readonly Destination[],
  at: Date,
): Promise<boolean> {
  // Whoever else says something in it waits here, so that no number is given twice.
  const touched = await client.query('UPDATE ticket SET last = $1, at = now() WHERE number = $2', [at.getTime(), number]);
  if (touched.rowCount === 0) return false;
  const values = [number, JSON.stringify({ ...message, at: at.getTime() }), delivery === undefined ? null : keyOf(delivery)];
  const { rows } = await client.query<{ readonly n: number }>(add, values);
  if (!rows[0]) return false;
  await client.query(post, [number, rows[0].n, to, at.getTime()]);
  return true;
}
