import type { Knowledge } from '../../knowledge/knowledge';
import type { Reading, Reason } from '../types';
import type { Candidate } from './rank';

/** The one place that says how sure is sure. A wrong fact is far worse than a question back. Tuned by npm run eval. */
export const policy = {
  /** A fact is stated if it is at least so likely, ... */
  sureOfFact: 0.2,
  /** ... so many times likelier than the next thing, ... */
  timesTheNext: 2,
  /** ... and facts together so many times likelier than any other kind of answer. */
  timesOtherKinds: 2,
  /** A kind (unknown, off-topic, small talk, a person) states no fact, so less is enough. */
  sureOfKind: 0.3,
  /** Below this the subject of an unanswered question is not named. */
  sureOfSubject: 0.3,
  /** A degree, or a test without a score, is judged from this likelihood of a check on. */
  sureOfOwnResults: 0.15,
  /** Not offered as a choice below this. */
  worthOffering: 0.04,
  mostOffered: 3,
  /** A message that points back asks for a facet from this probability on, one that only is short from this. */
  sureOfFacet: 0.4,
  sureOfBareFacet: 0.6,
  certainFacet: 0.9,
  /** A topic is named by a message in a conversation from this probability on. */
  sureOfMention: 0.4,
  /** A short message names a topic if it and the subjects next to it are so likely together, and it itself so. */
  sureOfName: 0.8,
  named: 0.1,
  /** A subject is asked in words of its own, not as a facet, from this probability on. */
  sureOfOther: 0.6,
  /** A part of a message that opens like a question counts as one of its own from this probability on. */
  sureOfQuestion: 0.8,
  /** A part of a message of at least two words counts as a question of its own from this probability on; ... */
  sureOfSegment: 0.9,
  fewestWords: 2,
  /** ... beside a fact that is as good as certain for the message as a whole it takes more. */
  certain: 0.8,
  sureBesideCertain: 0.99,
  /** More questions at once than this are not answered one by one. */
  mostQuestions: 4,
} as const;

type Kind = 'check' | 'source' | 'answer' | 'unknown' | 'smalltalk' | 'care' | 'offtopic' | 'eligibility' | 'human' | 'help';

/** Sure, ask back, not in the brochure, off-topic, small talk, or a person. */
export function decide(candidates: readonly Candidate[], knowledge: Knowledge): Reading {
  const kinds = kindsOf(candidates, knowledge);
  const [likeliest] = kinds;
  if (!likeliest) return { kind: 'offtopic', reasons: [] };
  const { kind, top, probability } = likeliest;
  const because = (taken: readonly string[], why: string) => explain(candidates, taken, why);
  if (isSureFact(candidates, kinds))
    return { kind: 'answer', topics: [top.id], reasons: because([top.id], 'sure enough to state the fact') };
  if (kind === 'source' && probability >= policy.sureOfKind)
    return { kind, reasons: because([top.id], 'asks where the last answer stands') };
  if (kind !== 'answer' && kind !== 'check' && kind !== 'source' && probability >= policy.sureOfKind)
    return readKind(kind, top, worthOffering(candidates, knowledge), because([top.id], `the likeliest kind is ${kind}`));
  const options = worthOffering(candidates, knowledge);
  const reasons = because(options, 'not sure enough to state a fact: asked back');
  return options.length > 0 ? { kind: 'clarify', options, reasons } : { kind: 'unknown', options, reasons };
}

function isSureFact([best, next]: readonly Candidate[], [likeliest, other]: readonly LikelyKind[]): boolean {
  if (!best || likeliest?.kind !== 'answer' || likeliest.top !== best) return false;
  if (best.rank !== 'learned') return true;
  return (
    best.score >= policy.sureOfFact &&
    best.score >= policy.timesTheNext * (next?.score ?? 0) &&
    likeliest.probability >= policy.timesOtherKinds * (other?.probability ?? 0)
  );
}

/** A part of a message, and how it could be understood. */
export interface Heard {
  /** How many words it has. */
  readonly words: number;
  /** Whether it opens like a question. */
  readonly asks: boolean;
  readonly candidates: readonly Candidate[];
}

/** Several questions in one message: each that is sure both in its own part and in the whole, in the order of the text. */
export function decideSeveral(
  whole: Reading,
  candidates: readonly Candidate[],
  heard: readonly Heard[],
  knowledge: Knowledge,
): Reading {
  if (whole.kind !== 'answer' && whole.kind !== 'clarify' && whole.kind !== 'unknown') return whole;
  const isCertain = whole.kind === 'answer' && candidates[0] !== undefined && sureOf(candidates[0]) >= policy.certain;
  const needed = isCertain ? policy.sureBesideCertain : policy.sureOfSegment;
  const sure = heard.flatMap(({ words, asks, candidates: [best] }) => {
    const inWhole = candidates.some(({ id }) => id === best?.id);
    const isQuestion = words >= policy.fewestWords || best?.rank !== 'learned';
    return best && inWhole && isQuestion && sureOf(best) >= (asks ? policy.sureOfQuestion : needed) ? [best.id] : [];
  });
  const found = [...new Set([...sure, ...(whole.kind === 'answer' ? whole.topics : [])])];
  const ids = found.filter((id) => !yields(id, found, candidates, knowledge));
  const topics = ids.filter((id) => knowledge.topics.has(id)).slice(0, policy.mostQuestions);
  const unknowns = ids.filter((id) => knowledge.subjects.has(id));
  const [first, ...rest] = topics;
  if (first === undefined || topics.length + unknowns.length < 2) return whole;
  const why = 'one of several questions in the message';
  const reasons = explain(candidates, ids, why);
  return { kind: 'answer', topics: [first, ...rest], unknowns, reasons };
}

function readKind(
  kind: Exclude<Kind, 'answer' | 'check' | 'source'>,
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

/** A match higher on the ladder than "learned" is sure by itself. */
function sureOf({ rank, score }: Candidate): number {
  return rank === 'learned' ? score : 1;
}

interface LikelyKind {
  readonly kind: Kind;
  readonly top: Candidate;
  readonly probability: number;
}

/** The kinds, the likeliest first. Many small doubts of one kind make one good reason: probabilities add up within it. */
function kindsOf(candidates: readonly Candidate[], knowledge: Knowledge): readonly LikelyKind[] {
  const kinds = new Map<Kind, LikelyKind>();
  for (const candidate of candidates) {
    const kind = kindOf(candidate.id, knowledge);
    const { top = candidate, probability = 0 } = kinds.get(kind) ?? {};
    kinds.set(kind, { kind, top, probability: probability + sureOf(candidate) });
  }
  return [...kinds.values()].sort((a, b) => b.probability - a.probability);
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

/** "The internship, and how many credits?" asks for the internship's; not if the message as a whole asks for both. */
function yields(id: string, found: readonly string[], candidates: readonly Candidate[], { topics }: Knowledge): boolean {
  const inWhole = candidates.find((candidate) => candidate.id === id)?.score ?? 0;
  return inWhole < policy.worthOffering && (topics.get(id)?.yieldsTo.some((other) => found.includes(other)) ?? false);
}

/** For the first few the words are told. */
const explained = 3;

/** Each candidate with what became of it. */
export function explain(candidates: readonly Candidate[], taken: readonly string[], why: string): readonly Reason[] {
  return candidates.map(({ id, rank, score, words, phrasing }, i) => {
    const isTaken = taken.includes(id);
    const told = { id, rank, score, words: i < explained ? words() : [], taken: isTaken, why: isTaken ? why : 'less likely' };
    return phrasing === undefined ? told : { ...told, phrasing };
  });
}
