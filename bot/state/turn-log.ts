import type { ReadingKind } from '../types';
import { topicsIn } from './feedback';

/** What is counted of a turn: nothing by which anybody could be known, and nothing that anybody wrote. */
export interface LoggedTurn {
  /** To the hour, so that nobody is known again by the moment. */
  readonly at: Date;
  readonly channel: string;
  readonly kind: ReadingKind;
  /** The topics told or offered, the subject or facet that the brochure does not answer, the command, or the step of a hand-over. */
  readonly topics: readonly string[];
  /** Two letters. */
  readonly language: string;
  /** The version of the knowledge base. */
  readonly knowledge: string;
  /** Whether an interview begins. */
  readonly begun: boolean;
  /** The question of the interview that is now asked, and the one that is no longer: answered, or given up. */
  readonly asked?: string;
  readonly left?: string;
  readonly verdict?: string;
}

/** So many turns of one day that are alike. */
export interface TurnCount extends Omit<LoggedTurn, 'at' | 'knowledge'> {
  /** As in 2026-11-23, of UTC. */
  readonly day: string;
  readonly count: number;
}

/** Declined: not understood as anything that is known of. */
export type WhyMissed = 'declined' | 'asked-back' | 'voted-down';

/** A question that was not answered well, without the names, numbers and addresses that stood in it. */
export interface Missed {
  /** To the hour. */
  readonly at: Date;
  readonly why: WhyMissed;
  readonly question: string;
  /** What was offered, or told. */
  readonly topics: readonly string[];
  readonly knowledge: string;
}

/** What somebody of the office has made of it: a way of asking for a card, or nothing. */
export type MissedStatus = 'open' | 'assigned' | 'ignored';

export interface StoredMissed extends Missed {
  readonly id: number;
  readonly status: MissedStatus;
}

/** From the first moment on and before the second. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** What was asked, for the people who keep the knowledge: whose question it was is not in it, and cannot be found. */
export interface TurnLog {
  /** Settled when it is kept, which takes a moment. */
  count(turn: LoggedTurn): Promise<void>;
  miss(missed: Missed): Promise<void>;
  counts(period: Period): Promise<readonly TurnCount[]>;
  /** The oldest first; of all time, without a period. */
  missed(period?: Period): Promise<readonly StoredMissed[]>;
  settle(ids: readonly number[], status: MissedStatus): Promise<void>;
}

/** A count as a database gives it back: what is not there is empty. */
export interface CountRow {
  readonly day: string;
  readonly channel: string;
  readonly kind: ReadingKind;
  readonly topics: string;
  readonly language: string;
  readonly begun: number | boolean;
  readonly asked: string;
  readonly going: string;
  readonly verdict: string;
  readonly count: number;
}

export function countOf({ topics, begun, asked, going, verdict, ...row }: CountRow): TurnCount {
  return {
    ...row,
    topics: topicsIn(topics),
    begun: Boolean(begun),
    ...(asked === '' ? {} : { asked }),
    ...(going === '' ? {} : { left: going }),
    ...(verdict === '' ? {} : { verdict }),
  };
}

/** The columns of a turn in the order in which both databases take them, but for its time. */
export function valuesOf({ channel, kind, topics, language, knowledge, asked, left, verdict }: LoggedTurn): readonly string[] {
  return [channel, kind, topics.join(' '), language, knowledge, asked ?? '', left ?? '', verdict ?? ''];
}

export interface MissedRow extends Pick<StoredMissed, 'id' | 'why' | 'question' | 'knowledge' | 'status'> {
  readonly topics: string;
  readonly at: string | Date;
}

export function missedOf({ topics, at, ...row }: MissedRow): StoredMissed {
  return { ...row, topics: topicsIn(topics), at: new Date(at) };
}

/** Ever. */
export const always: Period = { from: new Date(0), to: new Date('9999-01-01T00:00:00Z') };
