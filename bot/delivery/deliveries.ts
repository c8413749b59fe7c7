import type { Logger } from '../log';
import type { Outbox, OutboxEntry, Tickets } from '../state/tickets';
import type { Send, Senders } from './send';

/** What the deliveries work with. */
export interface Works {
  readonly tickets: Tickets;
  readonly outbox: Outbox;
  readonly senders: Senders;
  readonly log: Logger;
  readonly now: () => Date;
}

export interface Deliveries {
  /** Takes nothing new, and ends when what is on its way has arrived or failed. */
  stop(): Promise<void>;
}

/** Milliseconds between two looks at what is due: whoever answers a student expects it to be there at once. */
const everyLook = 500;
/** A database that is away is not asked, nor the log filled, twice a second. */
const muchRarer = 20;
/** For so long an entry is ours: longer than any way takes, so that of several instances one sends. */
export const lease = 120_000;
const atOnce = 10;

/**
 * Sends what is in the outbox, on whatever instance, in its order, until it has arrived. There is one moment that nobody can
 * guard: who dies after a server has taken it and before that is noted sends it once more when the lease is over. Then it
 * has the same id (Message-ID, webhook-id), by which whoever gets it can tell.
 */
export function startDeliveries(works: Works, every = everyLook): Deliveries {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  const look = async () => {
    const wait = await sendDue(works).then(
      () => every,
      (error: unknown) => {
        works.log.error('what is to be sent could not be read', error);
        return every * muchRarer;
      },
    );
    if (!isStopped) timer = setTimeout(begin, wait).unref();
  };
  const begin = () => void (round = look());
  begin();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}

/** One round: all that is due now. */
export async function sendDue(works: Works): Promise<void> {
  for (;;) {
    const entries = await works.outbox.claim(works.now(), lease, atOnce);
    await Promise.all(entries.map((entry) => sendOne(entry, works)));
    if (entries.length < atOnce) return;
  }
}

async function sendOne(entry: OutboxEntry, works: Works): Promise<void> {
  const { tickets, outbox, senders } = works;
  const ticket = await tickets.find(entry.ticket);
  // Erased meanwhile, and the entry with it.
  if (!ticket) return;
  const message = entry.message === 0 ? undefined : (await tickets.messages(ticket.number)).find(({ n }) => n === entry.message);
  const send = senders[entry.destination] ?? nowhere;
  await send({ entry, ticket, ...(message ? { message } : {}) }).then(
    () => outbox.sent(entry),
    (error: unknown) => giveBack(entry, error, works),
  );
}

/** The way was set up when it was put there, and is not any more. */
const nowhere: Send = ({ entry }) => Promise.reject(new Error(`there is no way to ${entry.destination} any more`));

/** So long it is tried; what does not arrive within a day is for a person to look at. */
const longest = 86_400_000;

async function giveBack(entry: OutboxEntry, error: unknown, { outbox, log, now }: Works): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const { ticket, destination, tries } = entry;
  const isOver = now().getTime() - entry.since.getTime() >= longest;
  if (isOver) log.error(`request ${ticket} could not be sent (${destination}) within a day, and is given up`, error);
  else if (tries === 0) log.error(`request ${ticket} could not be sent (${destination}), and is tried again for a day`, error);
  await outbox.failed(entry, isOver ? undefined : new Date(now().getTime() + waitAfter(tries)), reason);
}

/** In milliseconds. From two seconds on, each time twice as long, up to a quarter of an hour. */
const firstWait = 2000;
const longestWait = 900_000;

/** Half of it is by chance, so that what has failed together does not come back together. */
export function waitAfter(tries: number): number {
  const wait = Math.min(firstWait * 2 ** Math.min(tries, 20), longestWait);
  return wait / 2 + (wait / 2) * Math.random();
}
