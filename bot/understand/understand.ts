import { carryOn, check, type Check, type Claims } from '../../dialogs/eligibility/check';
import type { Reading } from '../types';
import { decide, explain } from './decide';
import { readNamed, takenUp, withEcho } from './echo';
import { readFacet, type Remark } from './facet';
import { goingOn, isRemark, spelledOut, together, type GoingOn } from './follow-up';
import type { Index } from './lookup';
import { tellsOwnResults } from './own-results';
import { premiseOf } from './premise';
import { rank, type Candidate } from './rank';
import { segmentsOf } from './segments';
import { decideSeveral, type Heard } from './several';
import { readWords } from './words';

/** What was spoken of just before. */
export interface Context {
  readonly topics: readonly string[];
  readonly earlier: readonly string[];
  readonly claims?: Claims;
}

/** What a text means, in the light of what was just spoken of. */
export function understand(text: string, index: Index, context: Context = { topics: [], earlier: [] }): Reading {
  const reading = withPremise(read(text, index, context), text, index);
  const language = index.readLanguage(text);
  return language === undefined ? reading : { ...reading, language };
}

function read(text: string, index: Index, context: Context): Reading {
  const words = readWords(text, index.knowledge).map(index.spelling);
  if (words.length === 0) return { kind: 'unreadable', why: 'wordless', reasons: [] };
  const alone = rank(words, index);
  const further = context.claims && furtherCheck(text, context.claims, index);
  if (further) return { kind: 'check', check: further, reasons: [] };
  const claims = index.readClaims(text);
  const remark = remarkIn(text, words, alone, context, index);
  const facet = remark && claims.tests.length === 0 ? readFacet(remark, context, index) : undefined;
  if (facet) return facet;
  const named = remark && readNamed(remark, context, index);
  if (named) return named;
  const candidates = remark?.goesOn ? inContext(text, remark.goesOn, alone, context.topics, index) : alone;
  if (tellsOwnResults(text, claims, candidates, index.knowledge)) return readCheck(claims, candidates, index);
  if (remark) return withEcho(decide(candidates, index.knowledge), remark, context, index);
  return decideInParts(text, candidates, index);
}

/** A message that may go on from what was spoken of; nothing if none was, or if it is too long to. */
function remarkIn(
  text: string,
  words: readonly string[],
  alone: readonly Candidate[],
  context: Context,
  index: Index,
): Remark | undefined {
  if (context.topics.length === 0) return undefined;
  const goesOn = goingOn(text, index.knowledge);
  const isShort = isRemark(words, goesOn, takenUp(words, context, index) !== undefined);
  return isShort ? { words, goesOn, alone } : undefined;
}

function decideInParts(text: string, candidates: readonly Candidate[], index: Index): Reading {
  const whole = decide(candidates, index.knowledge);
  const segments = segmentsOf(text);
  if (segments.length < 2) return whole;
  const heard = segments.map((segment) => hearSegment(segment, whole, index));
  return decideSeveral(whole, candidates, heard, index.knowledge);
}

/** A message that only adds and is sure by itself needs no context. */
function inContext(
  text: string,
  how: GoingOn,
  alone: readonly Candidate[],
  topics: readonly string[],
  index: Index,
): readonly Candidate[] {
  if (how === 'adds' && decide(alone, index.knowledge).kind === 'answer') return alone;
  return together(how, alone, hear(spelledOut(text, topics, index.knowledge), index), topics);
}

function hearSegment(segment: string, whole: Reading, index: Index): Heard {
  const words = readWords(segment, index.knowledge).map(index.spelling);
  const candidates = words.length === 0 ? [] : rank(words, index);
  return { words: words.length, candidates, isOwn: () => !hangsOn(segment, words, candidates, whole, index) };
}

/** It asks for a facet of what the message as a whole is about, and that tells it ("..., and how many EC does it get?"). */
function hangsOn(segment: string, words: readonly string[], alone: readonly Candidate[], whole: Reading, index: Index): boolean {
  const topics: readonly string[] = whole.kind === 'answer' ? whole.topics : [];
  const facet = readFacet({ words, alone, goesOn: goingOn(segment, index.knowledge) }, { topics, earlier: [] }, index);
  return facet?.kind === 'answer' && facet.topics.every((id) => topics.includes(id));
}

/** Read into words, spelling mended, ranked against everything that can be asked. */
function hear(text: string, index: Index): readonly Candidate[] {
  const words = readWords(text, index.knowledge).map(index.spelling);
  return words.length === 0 ? [] : rank(words, index);
}

function readCheck(claims: Claims, candidates: readonly Candidate[], { knowledge }: Index): Reading {
  const reasons = explain(
    candidates,
    [candidates[0]?.id ?? ''],
    'tells an own result or degree, which is judged by the requirements',
  );
  return { kind: 'check', check: check(claims, knowledge.requirements), reasons };
}

/** "And if speaking was 19?": scores without a test go on with the test that was just judged. */
function furtherCheck(text: string, before: Claims, { readClaims, knowledge }: Index): Check | undefined {
  const exam = before.tests.at(-1)?.exam;
  if (exam === undefined || readClaims(text).tests.length > 0) return undefined;
  const now = readClaims(text, exam);
  const [claim] = now.tests;
  if (!claim || (claim.total === undefined && claim.components.length === 0)) return undefined;
  return check(carryOn(before, now), knowledge.requirements);
}

function withPremise(reading: Reading, text: string, { knowledge }: Index): Reading {
  if (reading.kind !== 'answer' || reading.topics.length > 1) return reading;
  const topic = knowledge.topics.get(reading.topics[0]);
  const premise = topic && premiseOf(text, topic, knowledge.vocabulary);
  return premise ? { ...reading, premise } : reading;
}
