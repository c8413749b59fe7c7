import type { Knowledge } from '../../knowledge/knowledge';
import type { Reading } from '../types';
import { explain, kindOf, policy, sureOf } from './decide';
import type { Candidate } from './rank';

/** A part of a message, and how it could be understood. */
export interface Heard {
  /** How many words it has. */
  readonly words: number;
  /** It is worded as a question. */
  readonly isAsking: boolean;
  /** It says itself what it is about, and does not just ask more of what the message as a whole is about. */
  readonly isOwn: () => boolean;
  readonly candidates: readonly Candidate[];
}

interface Found {
  readonly id: string;
  /** How many words ask for it. */
  readonly words: number;
}

/** Several questions in one message: each that is sure in its own part, in the order of the text. */
export function decideSeveral(
  whole: Reading,
  candidates: readonly Candidate[],
  heard: readonly Heard[],
  knowledge: Knowledge,
): Reading {
  if (!mayBeSeveral(whole, heard, knowledge)) return whole;
  const sure = heard.flatMap((part) => surelyAsked(part, whole, candidates));
  const told = (whole.kind === 'answer' ? whole.topics : []).map((id) => ({ id, words: Infinity }));
  const found = [...sure, ...told.filter(({ id }) => !sure.some((one) => one.id === id))];
  const ids = [...new Set(found.filter((one) => !yields(one, found, candidates, knowledge)).map(({ id }) => id))];
  const topics = ids.filter((id) => knowledge.topics.has(id)).slice(0, policy.mostQuestions);
  const unknowns = ids.filter((id) => knowledge.subjects.has(id));
  const [first, ...rest] = topics;
  if (first === undefined || topics.length + unknowns.length < 2) return whole;
  const reasons = explain(candidates, ids, 'one of several questions in the message');
  return { kind: 'answer', topics: [first, ...rest], unknowns, reasons };
}

/**
 * What looks off-topic as a whole ("fees, deadline, scholarships?") may be several questions if no part of it is, or if
 * some are the very words of phrasings.
 */
function mayBeSeveral({ kind }: Reading, heard: readonly Heard[], { topics, ...others }: Knowledge): boolean {
  if (kind === 'answer' || kind === 'clarify' || kind === 'unknown') return true;
  const best = heard.flatMap(({ candidates }) => candidates.slice(0, 1));
  const kinds = best.map(({ id }) => kindOf(id, { topics, ...others }));
  const certain = best.filter(({ id, rank }) => rank !== 'learned' && topics.has(id));
  return kind === 'offtopic' && (certain.length > 1 || kinds.every((one) => one === 'answer' || one === 'unknown'));
}

function surelyAsked(part: Heard, whole: Reading, candidates: readonly Candidate[]): readonly Found[] {
  const [best] = part.candidates;
  const isQuestion = part.words >= policy.fewestWords || best?.rank !== 'learned';
  if (!best || !isQuestion || sureOf(best) < neededFor(best.id, part, whole, candidates)) return [];
  return part.isOwn() ? [{ id: best.id, words: part.words }] : [];
}

/** The less the message as a whole asks for it, and the less it is worded as a question, the surer the part must be. */
function neededFor(id: string, { isAsking }: Heard, whole: Reading, candidates: readonly Candidate[]): number {
  if (whole.kind === 'unknown') return policy.sureBesideUnknown;
  const inWhole = candidates.find((candidate) => candidate.id === id)?.score ?? 0;
  const sure = isAsking ? policy.sureOfQuestion : policy.sureOfPart;
  if (inWhole >= policy.shared) return sure.shared;
  if (inWhole >= policy.slight) return sure.slight;
  return inWhole >= policy.faint ? sure.faint : sure.unheard;
}

/** A part of no more words hangs on the rest of the message ("and how many credits?"). */
const fewWords = 4;

/**
 * "The internship, and how many credits?" asks for the internship's, not if the message as a whole asks for both; and
 * "IELTS and TOEFL scores" for the two, not for all tests.
 */
function yields({ id, words }: Found, found: readonly Found[], candidates: readonly Candidate[], { topics }: Knowledge): boolean {
  const others = found.filter((other) => other.id !== id).map((other) => other.id);
  const isTopOfWhole = candidates[0]?.id === id;
  if (others.filter((other) => topics.get(other)?.partOf.includes(id)).length > (isTopOfWhole ? 1 : 0)) return true;
  const inWhole = candidates.find((candidate) => candidate.id === id)?.score ?? 0;
  const hangs = words <= fewWords && inWhole < policy.worthOffering;
  return hangs && (topics.get(id)?.yieldsTo.some((other) => others.includes(other)) ?? false);
}
