import type { Destination, OutboxEntry, Ticket, TicketMessage } from '../state/tickets';

/** Something of a ticket that is due: the question itself, or a message of either side. */
export interface News {
  readonly entry: OutboxEntry;
  readonly ticket: Ticket;
  readonly message?: TicketMessage;
}

/** Sends it on one way; rejects if it was not taken, and is then tried again. */
export type Send = (news: News) => Promise<void>;

/** The ways that are set up. */
export type Senders = Readonly<Partial<Record<Destination, Send>>>;

/** By what a delivery is known wherever it arrives, so that the same that arrives twice can be told. */
export function idOf({ entry: { ticket, message } }: Pick<News, 'entry'>): string {
  return `${ticket}-${message}`;
}
