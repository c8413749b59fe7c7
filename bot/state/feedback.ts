/** What somebody thought of a reply, with what it was about and the knowledge that it came from. */
export interface Vote {
  readonly conversation: string;
  readonly reply: string;
  readonly vote: 'up' | 'down';
  readonly topics: readonly string[];
  readonly knowledge: string;
  readonly at: Date;
}

/** A vote as a database gives it back. */
export interface StoredVote extends Pick<Vote, 'reply' | 'vote' | 'knowledge'> {
  readonly topics: string;
  readonly at: string | Date;
}

export function voteOf({ topics, at, ...rest }: StoredVote): Omit<Vote, 'conversation'> {
  return { ...rest, topics: topicsIn(topics), at: new Date(at) };
}

export function topicsIn(stored: string): readonly string[] {
  return stored.split(' ').filter(Boolean);
}

export interface Feedback {
  /** Takes the place of an earlier vote on the same reply. */
  save(vote: Vote): Promise<void>;
  of(conversation: string): Promise<readonly Omit<Vote, 'conversation'>[]>;
  erase(conversation: string): Promise<void>;
  /** What was voted in a time, by whomever. */
  between(from: Date, to: Date): Promise<readonly Pick<Vote, 'vote' | 'topics'>[]>;
}
