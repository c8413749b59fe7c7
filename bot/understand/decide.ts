import type { Knowledge } from '../../knowledge/knowledge';
import type { Reading, Reason } from '../types';
import type { Candidate } from './rank';

/** The one place that says how sure is sure. A wrong fact is far worse than a question back. Tuned by npm run eval. */
export const policy = {
  /** A fact is stated if it is at least so likely, ... */
  sureOfFact: 0.4,
  /** ... so many times likelier than the next thing, ... */
  timesTheNext: 2.5,
  /** ... and facts together so many times likelier than any other kind of answer. */
  timesOtherKinds: 2,
  /** A kind (unknown, off-topic, small talk, a person) states no fact, so less is enough. */
  sureOfKind: 0.3,
  /** Below this the subject of an unanswered question is not named. */
  sureOfSubject: 0.3,
  /** A degree, or a test without a score, is judged from this likelihood of a check on. */
  sureOfOwnResults: 0.15,
  /** The same where the message speaks of what somebody asks for ("they want a 7"). */
  sureOfResultsOfOthers: 0.75,
  /** Nobody names a diploma that is too low, or none, but to ask whether it will do. */
  sureOfNoDegree: 0.03,
  /** Not offered as a choice below this. */
  worthOffering: 0.04,
  mostOffered: 3,
  /** A message that points back asks for a facet from this probability on, one that only is short from this. */
  sureOfFacet: 0.4,
  sureOfBareFacet: 0.6,
  /** A facet as likely as this is believed before a topic that is named, unless the topic is likely as this. */
  certainFacet: 0.9,
  certainTopic: 0.95,
  /** A topic is named by a message in a conversation from this probability on. */
  sureOfMention: 0.4,
  /** A short message names a topic if it and the subjects next to it are so likely together, and it itself so. */
  sureOfName: 0.8,
  named: 0.1,
  /** A short message in a conversation is about something else from this probability on. */
  sureOfElse: 0.8,
  /** A subject is asked in words of its own, not as a facet, from this probability on. */
  sureOfOther: 0.6,
  /** Of so many words one stands so many times oftener in ways of asking for a fact than in any others, or it is not stated. */
  fewWords: 3,
  tellingOfFew: 9,
  moreWords: 4,
  tellingOfMore: 5,
  /** In a message of so many words, one that stands in no way of asking for a fact makes it that of another thing, unless the model is so sure. */
  mostOfOneThing: 10,
  sureOfThisThing: 0.985,
  /**
   * A part of a message, of at least so many words, counts as a question of its own from this probability on: the higher,
   * the less the message as a whole asks for it; and higher for a part that is not worded as a question.
   */
  fewestWords: 2,
  shared: 0.05,
  slight: 0.01,
  faint: 0.0005,
  sureOfQuestion: { shared: 0.8, slight: 0.9, faint: 0.9, unheard: 0.99 },
  sureOfPart: { shared: 0.95, slight: 0.95, faint: 0.985, unheard: 0.993 },
  /** A few words are no list of questions if the message as a whole asks for one so surely. */
  sureOfList: 0.9,
  /** And if the message as a whole asks what the brochure does not say. */
  sureBesideUnknown: 0.97,
  /** More questions at once than this are not answered one by one. */
  mostQuestions: 4,
} as const;

export type Kind =
  'check' | 'source' | 'answer' | 'unknown' | 'smalltalk' | 'care' | 'offtopic' | 'eligibility' | 'human' | 'help';

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
  return doubted(candidates, 'not sure enough to state a fact', knowledge);
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

/** No fact is stated, for a reason that is told; what might be meant is offered. */
export function doubted(candidates: readonly Candidate[], why: string, knowledge: Knowledge): Reading {
  const options = worthOffering(candidates, knowledge);
  const reasons = explain(candidates, options, `${why}: asked back`);
  return options.length > 0 ? { kind: 'clarify', options, reasons } : { kind: 'unknown', options, reasons };
}

/** A match higher on the ladder than "learned" is sure by itself. */
export function sureOf({ rank, score }: Candidate): number {
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

export function kindOf(id: string, { topics, subjects, intents }: Knowledge): Kind {
  if (topics.has(id)) return 'answer';
  if (subjects.has(id)) return 'unknown';
  return intents.get(id)?.kind ?? 'offtopic';
}

/** For the first few the words are told. */
const explained = 3;

/** Each candidate with what became of it. */
export function explain(candidates: readonly Candidate[], taken: readonly string[], why: string): readonly Reason[] {
  return candidates.map(({ id, rank, score, words, phrasing }, i) => {
    const isTaken = taken.includes(id);
    return {
      id,
      rank,
      score,
      // Only who asks why needs them, and nobody's answer hangs on them.
      get words() {
        return i < explained ? words() : [];
      },
      taken: isTaken,
      why: isTaken ? why : 'less likely',
      ...(phrasing === undefined ? {} : { phrasing }),
    };
  });
}
