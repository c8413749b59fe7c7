/** How much of each was erased. */
export interface Erased {
  readonly states: number;
  readonly conversations: number;
  readonly activities: number;
  readonly votes: number;
  /** Questions that were handed over, with all that was said of them. */
  readonly tickets: number;
  /** Texts of questions that were missed; what was counted stays. */
  readonly questions: number;
}

/** What is kept is not kept for ever. */
export interface Retention {
  /** Erases what was said, and what was remembered and not used since, more than so many days ago. */
  erase(days: number): Promise<Erased>;
  /** Whether it is for this instance to erase now: true for one of all, once in so many minutes. */
  claim(minutes: number): Promise<boolean>;
}

export const signingKeyName = 'direct-line/signing-key';
export const deskName = 'hand-over/teams-channel';

/** States of no conversation, which stay: the key of the chat's tokens, and where the office takes requests in Teams. */
export const lasting = [signingKeyName, deskName].map((name) => `'${name}'`).join(', ');
