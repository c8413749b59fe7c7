import type { Knowledge } from '../../../knowledge/knowledge';
import type { Outcome } from '../../../bot/turn';
import { newSession } from '../../../bot/types';
import { judge, type Grade } from '../judge';
import type { Labelled } from '../labelled';
import type { Guess } from './baseline';

/** What a baseline and we can be compared by: an asked fact (or rightly none), none though one was asked, a wrong fact. */
export const results = ['right', 'declined', 'wrong'] as const;
export type Result = (typeof results)[number];

/** Where no fact is asked for, everything that states none is right: a baseline has no words for why not. */
export function resultOf(question: Labelled, grade: Grade): Result {
  if (grade === 'wrong') return 'wrong';
  return question.kind !== 'answer' || grade === 'right' ? 'right' : 'declined';
}

/** The same judge as for our own answers; an id that is no topic states no fact. */
export function gradeGuess(question: Labelled, guess: Guess | undefined, knowledge: Knowledge): Result {
  const topics = guess && knowledge.topics.has(guess.id) ? ([guess.id] as const) : undefined;
  const reading: Outcome['reading'] = topics ? { kind: 'answer', topics, reasons: [] } : { kind: 'offtopic', reasons: [] };
  const reply: Outcome['reply'] = { kind: reading.kind, parts: [], choices: [] };
  return resultOf(question, judge(question, { reading, reply, session: newSession }, knowledge));
}

/** A question, and what a baseline took it for. */
export interface Asked {
  readonly question: Labelled;
  readonly guess: Guess | undefined;
}

/** A guess below the threshold is not believed. */
export function gradesOf(asked: readonly Asked[], threshold: number, knowledge: Knowledge): readonly Result[] {
  return asked.map(({ question, guess }) =>
    gradeGuess(question, guess && guess.score >= threshold ? guess : undefined, knowledge),
  );
}

/** The threshold that is best for these very questions: a wrong fact costs as much as two right answers are worth. */
export function bestThreshold(asked: readonly Asked[], knowledge: Knowledge): number {
  const scores = asked.flatMap(({ guess }) => (guess ? [guess.score] : []));
  const thresholds = [Infinity, ...[...new Set(scores)].sort((a, b) => b - a)];
  const worths = thresholds.map((threshold) => worthOf(gradesOf(asked, threshold, knowledge)));
  return thresholds[worths.indexOf(Math.max(...worths))] ?? Infinity;
}

function worthOf(given: readonly Result[]): number {
  return given.reduce((sum, result) => sum + (result === 'right' ? 1 : result === 'wrong' ? -2 : 0), 0);
}
