/** An activity as it was sent, by either side. */
export type Sent = Readonly<Record<string, unknown>> & { readonly type: string };

export interface Appended {
  readonly activity: Sent;
  readonly watermark: number;
  /** False if it had been appended before. */
  readonly isNew: boolean;
}

/** What was said in each conversation, numbered from 1 on: a client that comes back names the last number that it has seen. */
export interface Transcript {
  /** Begins a conversation; false if it has begun already. */
  open(conversation: string, user: string): Promise<boolean>;
  stateOf(conversation: string): Promise<'open' | 'ended' | undefined>;
  /** Gives the activity its id, and its number. What was appended with the same `delivery` before is given as it was then. */
  append(conversation: string, activity: Sent, delivery?: string): Promise<Appended>;
  find(conversation: string, id: string): Promise<Sent | undefined>;
  /** Forgets all that was said; the conversation goes on, with the next number. */
  clear(conversation: string): Promise<void>;
  /** Ends the conversation, and forgets all that was said in it. */
  erase(conversation: string): Promise<void>;
  since(conversation: string, watermark: number): Promise<{ readonly activities: readonly Sent[]; readonly watermark: number }>;
}

/** Stands in place of what was cleared: who follows the conversation is to forget it as well. */
export const cleared: Sent = { type: 'event', name: 'admissions/erased', from: { id: 'bot', role: 'bot' } };

export function idOf(conversation: string, watermark: number): string {
  return `${conversation}|${String(watermark).padStart(7, '0')}`;
}

/** The number in the id of an activity, if it is one of the conversation. */
export function watermarkIn(conversation: string, id: string): number | undefined {
  const number = id.startsWith(`${conversation}|`) ? id.slice(conversation.length + 1) : '';
  return /^\d{7,9}$/.test(number) ? Number(number) : undefined;
}
