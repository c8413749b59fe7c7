import type { Phrasing } from '../../../knowledge/draft';

/** What a baseline takes a question for. */
export interface Guess {
  readonly id: string;
  /** The higher, the surer; comparable only within one baseline. */
  readonly score: number;
}

export type Ask = (question: string) => Guess | undefined | Promise<Guess | undefined>;

/** A ready-made way of finding the phrasing, or the id, that is nearest to a question. */
export interface Baseline {
  readonly name: string;
  /** More phrasings of an id than this it is not given, for its work grows too fast with them. */
  readonly mostPhrasings: number;
  readonly prepare: (phrasings: readonly Phrasing[]) => Ask | Promise<Ask>;
}
