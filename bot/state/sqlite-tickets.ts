import { forgetWrites, inOnePiece, settle, type Sqlite } from './sqlite';
import {
  countsOf,
  messageOf,
  newNumber,
  orderOf,
  ownerOf,
  ticketColumns as columns,
  ticketOf,
  type Change,
  type Destination,
  type NewMessage,
  type NewTicket,
  type StoredMessage,
  type StoredTicket,
  type Ticket,
  type Tickets,
  type TicketStatus,
} from './tickets';

/** Tickets in a SQLite database. */
export function sqliteTickets(db: Sqlite): Tickets {
  const select = (where: string) => db.prepare(`SELECT ${columns} FROM ticket WHERE ${where}`);
  const by = {
    number: select('number = ?'),
    thread: select('thread = ?'),
    owner: select('owner = ? ORDER BY opened DESC'),
    live: select("owner = ? AND status <> 'closed' ORDER BY opened DESC"),
    quiet: select("status = 'taken' AND last <= ?"),
  };
  const lists = {
    open: select(listed('open')),
    taken: select(listed('taken')),
    closed: select(listed('closed')),
  };
  const counts = db.prepare('SELECT status, count(*) AS count FROM ticket GROUP BY status');
  const all = (statement: (typeof by)[keyof typeof by], value: unknown): readonly Ticket[] =>
    (statement.all(value) as readonly StoredTicket[]).map(ticketOf);
  const setThread = db.prepare('UPDATE ticket SET thread = ? WHERE number = ?');
  const said = db.prepare('SELECT n, message FROM ticket_message WHERE ticket = ? ORDER BY n');
  const remove = db.prepare('DELETE FROM ticket WHERE owner = ?');
  const { open, say, change } = changesOf(db);
  return {
    open: (ticket, to, at) => settle(() => ticketOf(open(ticket, to, at))),
    find: (number) => settle(() => all(by.number, number)[0]),
    ofThread: (thread) => settle(() => all(by.thread, thread)[0]),
    setThread: (number, thread) => settle(() => void setThread.run(thread, number)),
    messages: (number) => settle(() => (said.all(number) as readonly StoredMessage[]).map(messageOf)),
    say: (number, message, to, at) => settle(() => say(number, message, to, at)),
    change: (number, change_, message, to, at) => settle(() => change(number, change_, message, to, at)),
    liveIn: (asker) => settle(() => all(by.live, ownerOf(asker))),
    of: (asker) => settle(() => all(by.owner, ownerOf(asker))),
    quietSince: (at) => settle(() => all(by.quiet, at.getTime())),
    list: (status, most) => settle(() => (lists[status].all(status, most) as readonly StoredTicket[]).map(ticketOf)),
    counts: () => settle(() => countsOf(counts.all() as Parameters<typeof countsOf>[0])),
    erase: (asker) =>
      settle(() => {
        if (remove.run(ownerOf(asker)).changes > 0) forgetWrites(db);
      }),
  };
}

function listed(status: TicketStatus): string {
  return `status = ? ORDER BY ${orderOf(status)} LIMIT ?`;
}

/** What changes a ticket, each in one piece with what is to be sent of it. */
function changesOf(db: Sqlite) {
  const before = db.prepare(`SELECT ${columns} FROM ticket WHERE origin = ?`);
  const insert = db.prepare(
    `INSERT INTO ticket (number, origin, owner, content, opened, last, at) VALUES (?, ?, ?, ?, ?, ?, unixepoch())
     ON CONFLICT (number) DO NOTHING`,
  );
  const touch = db.prepare('UPDATE ticket SET last = ?, at = unixepoch() WHERE number = ?');
  const next = db.prepare('SELECT coalesce(max(n), 0) + 1 AS n FROM ticket_message WHERE ticket = ?');
  const add = db.prepare('INSERT INTO ticket_message (ticket, n, message, delivery) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const post = db.prepare('INSERT INTO outbox (ticket, message, destination, since, next) VALUES (?, ?, ?, ?, ?)');
  const turn = db.prepare('UPDATE ticket SET status = ?, taken_by = coalesce(?, taken_by) WHERE number = ? AND status = ?');
  const postAll = (number: string, message: number, to: readonly Destination[], at: Date) =>
    to.forEach((destination) => post.run(number, message, destination, at.getTime(), at.getTime()));
  const open = (ticket: NewTicket, to: readonly Destination[], at: Date): StoredTicket => {
    const known = before.get(ticket.origin) as StoredTicket | undefined;
    if (known) return known;
    const values = [ticket.origin, ownerOf(ticket), JSON.stringify(ticket), at.getTime(), at.getTime()];
    let number = newNumber();
    while (insert.run(number, ...values).changes === 0) number = newNumber();
    postAll(number, 0, to, at);
    return before.get(ticket.origin) as StoredTicket;
  };
  const say = (number: string, { delivery, ...message }: NewMessage, to: readonly Destination[], at: Date): boolean => {
    if (touch.run(at.getTime(), number).changes === 0) return false;
    const { n } = next.get(number) as { n: number };
    if (add.run(number, n, JSON.stringify({ ...message, at: at.getTime() }), delivery ?? null).changes === 0) return false;
    postAll(number, n, to, at);
    return true;
  };
  const change = (number: string, { from, to, by }: Change, message: NewMessage, ways: readonly Destination[], at: Date) => {
    const isTurned = from.some((status) => turn.run(to, by ?? null, number, status).changes > 0);
    return isTurned && say(number, message, ways, at);
  };
  return { open: inOnePiece(db, open), say: inOnePiece(db, say), change: inOnePiece(db, change) };
}
