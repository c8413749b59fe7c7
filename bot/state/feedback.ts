/** What somebody thought of a reply, with what it was about and the knowledge that it came from. */
export interface Vote {
  readonly conversation: string;
  readonly reply: string;
  readonly vote: 'up' | 'down';
  readonly topics: readonly string[];
  readonly knowledge: string;
  readonly at: Date;
}

export interface Feedback {
  /** Takes the place of an earlier vote on the same reply. */
  save(vote: Vote): Promise<void>;
  erase(conversation: string): Promise<void>;
}
