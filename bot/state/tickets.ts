import { randomInt } from 'node:crypto';

/** What the office and a student say to each other about one question, and how far it has come. */
export type TicketStatus = 'open' | 'taken' | 'closed';

/** Where news of a ticket is sent: to the office by any of three ways, and to the student in the chat. */
export const destinations = ['mail', 'webhook', 'teams', 'student'] as const;
export type Destination = (typeof destinations)[number];

/** Whose question it is, by the channel's own names; `reference` is what the channel needs to be told something unasked. */
export interface Asker {
  readonly channel: string;
  readonly conversation: string;
  readonly reference: object;
}

/** What a student has consented to send. */
export interface NewTicket extends Asker {
  /** By what the same, delivered once more, is known. */
  readonly origin: string;
  readonly question: string;
  /** The language of the question, if it is not English: two letters. */
  readonly language?: string;
  readonly email?: string;
  /** The last turns of the conversation, a line each, and the answers to the interview, as they were shown. */
  readonly conversationLines: readonly string[];
  readonly answers?: string;
}

export interface Ticket extends NewTicket {
  readonly number: string;
  readonly opened: Date;
  readonly status: TicketStatus;
  /** Who of the office has taken it. */
  readonly by?: string;
  /** The thread in Teams in which it is talked about. */
  readonly thread?: string;
}

export type Side = 'student' | 'office' | 'bot';

export interface TicketMessage {
  /** From 1 on; 0 stands for the question itself. */
  readonly n: number;
  readonly side: Side;
  readonly text: string;
  /** It ends the talk with a person, or begins it. */
  readonly turns?: 'taken' | 'closed';
  /** Who of the office has said it, where that is known. */
  readonly by?: string;
  /** In milliseconds. */
  readonly at: number;
}

export type NewMessage = Omit<TicketMessage, 'n' | 'at'> & {
  /** By what the same, delivered once more, is known. */
  readonly delivery?: string;
};

/** Something of a ticket that is to be sent; `message` 0 is the question itself. */
export interface OutboxEntry {
  readonly id: number;
  readonly ticket: string;
  readonly message: number;
  readonly destination: Destination;
  /** How often it was tried before. */
  readonly tries: number;
  readonly since: Date;
  /** Shows that it is still ours. */
  readonly lease: number;
}

/** `dead` was given up; `reason` is why it has not arrived when it was last tried. */
export interface Delivery extends Pick<OutboxEntry, 'message' | 'destination' | 'tries'> {
  readonly state: 'waiting' | 'sent' | 'dead';
  readonly reason: string;
}

export interface Change {
  readonly from: readonly TicketStatus[];
  readonly to: TicketStatus;
  readonly by?: string;
}

/** Questions that were handed over to a person. What is to be sent is stored in one piece with what it tells of. */
export interface Tickets {
  /** Opens a ticket, and puts it into the outbox; the one of the same origin, if there is one. */
  open(ticket: NewTicket, to: readonly Destination[], at: Date): Promise<Ticket>;
  find(number: string): Promise<Ticket | undefined>;
  ofThread(thread: string): Promise<Ticket | undefined>;
  setThread(number: string, thread: string): Promise<void>;
  messages(number: string): Promise<readonly TicketMessage[]>;
  /** Adds what was said, and puts it into the outbox; false if it had been added before, or the ticket is gone. */
  say(number: string, message: NewMessage, to: readonly Destination[], at: Date): Promise<boolean>;
  /** Changes the status, with a message of it; false if it had another status than those named. */
  change(number: string, change: Change, message: NewMessage, to: readonly Destination[], at: Date): Promise<boolean>;
  /** Those of a conversation that are not closed, the latest first. */
  liveIn(asker: Pick<Asker, 'channel' | 'conversation'>): Promise<readonly Ticket[]>;
  of(asker: Pick<Asker, 'channel' | 'conversation'>): Promise<readonly Ticket[]>;
  /** For the office, so many of a status: of those that are closed the latest first, of the others those that wait longest. */
  list(status: TicketStatus, most: number): Promise<readonly Ticket[]>;
  /** How many there are of each status. */
  counts(): Promise<Readonly<Record<TicketStatus, number>>>;
  /** Those that are taken, and in which nothing was said since. */
  quietSince(at: Date): Promise<readonly Ticket[]>;
  erase(asker: Pick<Asker, 'channel' | 'conversation'>): Promise<void>;
}

/** What is to be sent, in the order of each ticket and destination. Of several instances each entry goes to one at a time. */
export interface Outbox {
  /** Takes what is due for so many milliseconds, after which others may take it. */
  claim(now: Date, lease: number, most: number): Promise<readonly OutboxEntry[]>;
  /** Nothing happens to an entry that is ours no more. */
  sent(entry: OutboxEntry): Promise<void>;
  /** To be tried again then; never, without a time. */
  failed(entry: OutboxEntry, next: Date | undefined, reason: string): Promise<void>;
  /** How far what is to be sent of a ticket has come, in its order. */
  of(ticket: string): Promise<readonly Delivery[]>;
  /** What was given up, and why, for whoever looks after the bot. */
  dead(): Promise<readonly (Pick<OutboxEntry, 'ticket' | 'message' | 'destination'> & { readonly reason: string })[]>;
}

/** Letters and digits that are not taken for one another, and make no words. */
const signs = '23456789BCDFGHJKMNPQRTVWXZ';
const half = 3;

/** Short enough to be told on the phone, and of so many that the next one cannot be guessed: two million for each thousandth. */
export function newNumber(): string {
  const part = () => Array.from({ length: half }, () => signs[randomInt(signs.length)]).join('');
  return `${part()}-${part()}`;
}

/** The conversation of a ticket, as one name. */
export function ownerOf({ channel, conversation }: Pick<Asker, 'channel' | 'conversation'>): string {
  return `${channel}/${conversation}`;
}

/** A ticket as a database gives it back. */
export interface StoredTicket {
  readonly number: string;
  readonly content: string;
  readonly status: TicketStatus;
  readonly thread: string | null;
  readonly taken_by: string | null;
  readonly opened: number | string;
}

export const ticketColumns = 'number, content, status, thread, taken_by, opened';

/** The order of a list for the office. */
export function orderOf(status: TicketStatus): string {
  return status === 'closed' ? 'last DESC, number' : 'opened, number';
}

/** None is left out, not even one of which there is no row. */
export function countsOf(rows: readonly { readonly status: TicketStatus; readonly count: number | string }[]) {
  const of = (status: TicketStatus) => Number(rows.find((row) => row.status === status)?.count ?? 0);
  return { open: of('open'), taken: of('taken'), closed: of('closed') };
}

export interface StoredMessage {
  readonly n: number;
  readonly message: string;
}

/** One from before its time was kept is of the beginning of all time. */
export function messageOf({ n, message }: StoredMessage): TicketMessage {
  return { at: 0, ...(JSON.parse(message) as Omit<TicketMessage, 'n' | 'at'>), n };
}

export function ticketOf({ number, content, status, thread, taken_by: by, opened }: StoredTicket): Ticket {
  return {
    ...(JSON.parse(content) as NewTicket),
    number,
    status,
    opened: new Date(Number(opened)),
    ...(thread === null ? {} : { thread }),
    ...(by === null ? {} : { by }),
  };
}

export interface StoredEntry {
  readonly id: number | string;
  readonly ticket: string;
  readonly message: number;
  readonly destination: Destination;
  readonly tries: number;
  readonly since: number | string;
  readonly lease: number | string;
}

export function entryOf({ id, since, lease, ...rest }: StoredEntry): OutboxEntry {
  return { ...rest, id: Number(id), since: new Date(Number(since)), lease: Number(lease) };
}
