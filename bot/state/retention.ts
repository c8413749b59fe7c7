/** How much of each was erased. */
export interface Erased {
  readonly states: number;
  readonly conversations: number;
  readonly activities: number;
  readonly votes: number;
}

/** What is kept is not kept for ever. */
export interface Retention {
  /** Erases what was said, and what was remembered and not used since, more than so many days ago. */
  erase(days: number): Promise<Erased>;
  /** Whether it is for this instance to erase now: true for one of all, once in so many minutes. */
  claim(minutes: number): Promise<boolean>;
}

/** It is of no conversation, and stays. */
export const signingKeyName = 'direct-line/signing-key';
