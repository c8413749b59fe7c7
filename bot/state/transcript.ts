/** An activity as it was sent, by either side. */
export type Sent = Readonly<Record<string, unknown>> & { readonly type: string };

/** What was said in each conversation, numbered from 1 on: a client that comes back names the last number that it has seen. */
export interface Transcript {
  /** Begins a conversation; false if it has begun already. */
  open(conversation: string, user: string): Promise<boolean>;
  stateOf(conversation: string): Promise<'open' | 'ended' | undefined>;
  /** Gives the activity its id, and its number. */
  append(conversation: string, activity: Sent): Promise<{ readonly activity: Sent; readonly watermark: number }>;
  find(conversation: string, id: string): Promise<Sent | undefined>;
  /** Ends the conversation, and forgets all that was said in it. */
  erase(conversation: string): Promise<void>;
  since(conversation: string, watermark: number): Promise<{ readonly activities: readonly Sent[]; readonly watermark: number }>;
}
