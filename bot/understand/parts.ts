import type { Claims } from '../../dialogs/eligibility/check';
import { examOf } from '../../dialogs/eligibility/answers';
import type { Knowledge } from '../../knowledge/knowledge';
import type { Reading } from '../types';
import { policy, sureOf } from './decide';
import { readFacet, type Remark } from './facet';
import { goingOn } from './follow-up';
import type { Index } from './lookup';
import type { Candidate } from './rank';
import { exactly } from './phrasings';
import { isAsking, listedIn, segmentsOf } from './segments';
import { decideSeveral, type Heard } from './several';
import { mended } from './mended';
import { readWords } from './words';

/** A message as it was heard as a whole. */
export interface Message {
  readonly text: string;
  readonly words: readonly string[];
  readonly candidates: readonly Candidate[];
  readonly claims: Claims;
  /** What it means if it holds one question. */
  readonly whole: Reading;
}

/** What a message means that may hold several questions: its parts are heard one by one, beside the whole. */
export function decideInParts({ text, words, candidates, claims, whole }: Message, index: Index): Reading {
  const parts = segmentsOf(text);
  const isSure = candidates[0] && sureOf(candidates[0]) >= policy.sureOfList;
  const segments = parts.length > 1 || isSure ? parts : listedIn(words, (word) => exactly([word], index.phrasings) !== undefined);
  const exams = examsAsked(text, claims, whole, index.knowledge);
  if (segments.length < 2 && exams.length < 2) return whole;
  const heard = segments.map((segment) => hearSegment(segment, whole, index));
  return decideSeveral(whole, candidates, [...heard, ...exams.map(heardByName)], index.knowledge);
}

function hearSegment(segment: string, whole: Reading, index: Index): Heard {
  const words = mended(readWords(segment, index.knowledge), index);
  const alone = words.length === 0 ? [] : index.rank(words);
  const goesOn = goingOn(segment, index.knowledge);
  const asked = () => askedOfWhole({ words, alone, goesOn }, whole, index);
  const told: readonly string[] = whole.kind === 'answer' ? whole.topics : [];
  const isOther = (id: string) => !told.includes(id);
  const isAsked = isAsking(segment, index.knowledge);
  const pointsBack = isAsked && goesOn === 'points-back' && words.length <= mostPointingBack;
  const other = pointsBack ? asked().find(isOther) : undefined;
  return {
    words: words.length,
    isAsking: isAsked,
    // "..., and how many EC does it get?" asks only for more of what the message as a whole is about.
    isOwn: () => {
      const asksOf = asked();
      return asksOf.length === 0 || asksOf.some(isOther);
    },
    candidates: other === undefined ? alone : [{ id: other, rank: 'follow-up', score: 1, words: () => words }, ...alone],
  };
}

/** What tells the facet for which a part asks of what the message as a whole is about ("..., and when will that be?"). */
function askedOfWhole(remark: Remark, whole: Reading, index: Index): readonly string[] {
  if (whole.kind !== 'answer') return [];
  const facet = readFacet(remark, { topics: whole.topics, earlier: [] }, index);
  return facet?.kind === 'answer' ? facet.topics : [];
}

/** A part of no more words has none of its own beside those that point back. */
const mostPointingBack = 6;

/** The topics of the listed exams that a message about exams names, if it does not set one against another. */
function examsAsked(
  text: string,
  { tests }: Claims,
  whole: Reading,
  { topics, requirements, vocabulary }: Knowledge,
): readonly string[] {
  const named = new Set(tests.flatMap(({ exam }) => examOf(exam, requirements)?.requirement.id ?? []));
  const ids = [...named].filter((id) => topics.has(id));
  const about = whole.kind === 'answer' ? whole.topics : whole.kind === 'clarify' ? whole.options.slice(0, 1) : [];
  const isAbout = about.some((topic) => ids.some((id) => id === topic || topics.get(id)?.partOf.includes(topic)));
  const isAgainst = vocabulary.contrasts.some((word) => ` ${text.toLowerCase()} `.includes(` ${word} `));
  return isAbout && !isAgainst ? ids : [];
}

function heardByName(id: string): Heard {
  return { words: Infinity, isAsking: true, isOwn: () => true, candidates: [{ id, rank: 'exact', score: 1, words: () => [id] }] };
}
