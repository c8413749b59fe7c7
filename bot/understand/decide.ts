import type { Knowledge } from '../../knowledge/knowledge';
import type { Reading, Reason } from '../types';
import type { Candidate } from './rank';

/** The one place that says how sure is sure. A wrong fact is far worse than a question back. */
export const policy = {
  /** From this probability on a fact is stated. */
  sureOfFact: 0.5,
  /** A kind (unknown, off-topic, small talk, a person) states no fact, so less is enough. */
  sureOfKind: 0.5,
  /** Below this the subject of an unanswered question is not named. */
  sureOfSubject: 0.35,
  /** Not offered as a choice below this. */
  worthOffering: 0.08,
  mostOffered: 3,
} as const;

type Kind = 'answer' | 'unknown' | 'smalltalk' | 'care' | 'offtopic' | 'eligibility' | 'human' | 'help';

/** Sure, ask back, not in the brochure, off-topic, small talk, or a person. */
export function decide(candidates: readonly Candidate[], knowledge: Knowledge): Reading {
  const [best] = candidates;
  if (!best) return { kind: 'offtopic', reasons: [] };
  const kind = likeliestKind(candidates, knowledge);
  const top = candidates.find(({ id }) => kindOf(id, knowledge) === kind.name) ?? best;
  const reasons = (taken: readonly string[], why: string): readonly Reason[] =>
    candidates.map((candidate) => explain(candidate, taken, why));
  const options = worthOffering(candidates, knowledge);
  if (kind.name === 'answer' && sureOf(top) >= policy.sureOfFact)
    return { kind: 'answer', topics: [top.id], reasons: reasons([top.id], 'sure enough to state the fact') };
  if (kind.name === 'answer' || kind.probability < policy.sureOfKind)
    return askBack(options, reasons(options, 'not sure enough to state a fact: asked back'));
  return readKind(kind.name, top, options, reasons([top.id], `the likeliest kind is ${kind.name}`));
}

function readKind(
  kind: Exclude<Kind, 'answer'>,
  top: Candidate,
  options: readonly string[],
  reasons: readonly Reason[],
): Reading {
  switch (kind) {
    case 'unknown':
      return { kind, options, reasons, ...(sureOf(top) >= policy.sureOfSubject ? { about: top.id } : {}) };
    case 'smalltalk':
    case 'care':
      return { kind, intent: top.id, reasons };
    case 'help':
      return { kind: 'command', command: 'help', reasons };
    case 'offtopic':
    case 'eligibility':
    case 'human':
      return { kind, reasons };
  }
}

function askBack(options: readonly string[], reasons: readonly Reason[]): Reading {
  return options.length > 0 ? { kind: 'clarify', options, reasons } : { kind: 'unknown', options, reasons };
}

/** A match higher on the ladder than "learned" is sure by itself. */
function sureOf({ rank, score }: Candidate): number {
  return rank === 'learned' ? score : 1;
}

/** Many small doubts of one kind make one good reason: probabilities add up within a kind. */
function likeliestKind(candidates: readonly Candidate[], knowledge: Knowledge): { name: Kind; probability: number } {
  const [best] = candidates;
  if (best && best.rank !== 'learned') return { name: kindOf(best.id, knowledge), probability: 1 };
  const sums = new Map<Kind, number>();
  for (const { id, score } of candidates) {
    const kind = kindOf(id, knowledge);
    sums.set(kind, (sums.get(kind) ?? 0) + score);
  }
  const [name, probability] = [...sums].sort(([, a], [, b]) => b - a)[0] ?? ['offtopic', 1];
  return { name, probability };
}

function worthOffering(candidates: readonly Candidate[], knowledge: Knowledge): readonly string[] {
  const ids = candidates
    .filter(({ id, score }) => score >= policy.worthOffering && ['answer', 'unknown'].includes(kindOf(id, knowledge)))
    .map(({ id }) => id);
  return [...new Set(ids)].slice(0, policy.mostOffered);
}

function kindOf(id: string, { topics, subjects, intents }: Knowledge): Kind {
  if (topics.has(id)) return 'answer';
  if (subjects.has(id)) return 'unknown';
  return intents.get(id)?.kind ?? 'offtopic';
}

function explain({ id, rank, score, words, phrasing }: Candidate, taken: readonly string[], why: string): Reason {
  const isTaken = taken.includes(id);
  return {
    id,
    rank,
    score,
    words,
    taken: isTaken,
    why: isTaken ? why : 'less likely',
    ...(phrasing === undefined ? {} : { phrasing }),
  };
}
