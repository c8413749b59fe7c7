import { settle, type Sqlite } from './sqlite';
import { entryOf, type Delivery, type Outbox, type StoredEntry } from './tickets';

/** The outbox in a SQLite database. */
export function sqliteOutbox(db: Sqlite): Outbox {
  const claim = db.prepare(
    `UPDATE outbox SET lease = @until WHERE id IN (SELECT id FROM outbox AS one WHERE state = 'waiting' AND next <= @now
       AND lease <= @now AND NOT EXISTS (SELECT 1 FROM outbox AS before WHERE before.ticket = one.ticket
         AND before.destination = one.destination AND before.state = 'waiting' AND before.id < one.id) ORDER BY next LIMIT @most)
     RETURNING id, ticket, message, destination, tries, since, lease`,
  );
  const sent = db.prepare("UPDATE outbox SET state = 'sent', reason = '' WHERE id = ? AND lease = ?");
  const failed = db.prepare(
    'UPDATE outbox SET state = ?, next = ?, reason = ?, tries = tries + 1, lease = 0 WHERE id = ? AND lease = ?',
  );
  const of = db.prepare('SELECT message, destination, tries, state, reason FROM outbox WHERE ticket = ? ORDER BY id');
  const dead = db.prepare("SELECT ticket, message, destination, reason FROM outbox WHERE state = 'dead' ORDER BY id");
  return {
    claim: (now, lease, most) =>
      settle(() => {
        const taken = claim.all({ now: now.getTime(), until: now.getTime() + lease, most }) as readonly StoredEntry[];
        return taken.map(entryOf);
      }),
    sent: ({ id, lease }) => settle(() => void sent.run(id, lease)),
    failed: ({ id, lease }, next, reason) =>
      settle(() => void failed.run(next ? 'waiting' : 'dead', next?.getTime() ?? 0, reason, id, lease)),
    of: (ticket) => settle(() => of.all(ticket) as readonly Delivery[]),
    dead: () => settle(() => dead.all() as Awaited<ReturnType<Outbox['dead']>>),
  };
}
