import { check, type Claims } from '../../dialogs/eligibility/check';
import { comparable } from '../../knowledge/comparable';
import type { Reading } from '../types';
import { decide, doubted, explain, policy, sureOf } from './decide';
import { readNamed, takenUp, withEcho } from './echo';
import { readFacet, type Remark } from './facet';
import { goingOn, isRemark, spelledOut, together, type GoingOn } from './follow-up';
import { furtherCheck } from './further-check';
import type { Index } from './lookup';
import { tellsOwnResults, toBeJudged } from './own-results';
import { readOnceMore } from './once-more';
import { premiseOf, wronglyDescribed } from './premise';
import type { Candidate } from './rank';
import { decideInParts } from './parts';
import { readListed } from './listed';
import { staying } from './staying';
import { mended } from './mended';
import { readWords } from './words';

/** A message and what it tells of the student. */
interface Said {
  readonly text: string;
  readonly words: readonly string[];
  readonly claims: Claims;
  readonly context: Context;
}

/** What was spoken of just before. */
export interface Context {
  readonly topics: readonly string[];
  readonly earlier: readonly string[];
  readonly claims?: Claims;
}

/** What a text means, in the light of what was just spoken of. */
export function understand(text: string, index: Index, context: Context = { topics: [], earlier: [] }): Reading {
  const words = readWords(text, index.knowledge);
  const reading = withPremise(read(text, mended(words, index), index, context), text, index);
  const language = index.readLanguage(text, words);
  return language === undefined ? reading : { ...reading, language };
}

function read(text: string, words: readonly string[], index: Index, context: Context): Reading {
  if (words.length === 0) return { kind: 'unreadable', why: 'wordless', reasons: [] };
  const alone = index.rank(words);
  const further = furtherCheck(text, context, index);
  if (further) return { kind: 'check', check: further, reasons: [] };
  const claims = index.readClaims(text);
  const listed = readListed(text, context, index);
  if (listed) return listed;
  const remark = remarkIn(text, words, alone, context, index);
  const goesOn = claims.tests.length > 0 ? undefined : readGoingOn(words, remark, context, index);
  if (goesOn) return goesOn;
  const candidates = remark?.goesOn ? inContext(text, remark.goesOn, alone, context.topics, index) : alone;
  const whole =
    candidates === alone ? decideAlone({ text, words, claims, context }, alone, index) : decide(candidates, index.knowledge);
  const wish = readWish(claims, whole, index);
  if (wish) return wish;
  if (tellsOwnResults(text, claims, candidates, index.knowledge))
    return readCheck(toBeJudged(claims, index.knowledge), candidates, index);
  if (remark) return staying(withEcho(whole, remark, context, index), text, context, index);
  return corrected(decideInParts({ text, words, candidates, claims, whole }, index), text, candidates, index);
}

function readGoingOn(words: readonly string[], remark: Remark | undefined, context: Context, index: Index): Reading | undefined {
  return remark ? (readFacet(remark, context, index) ?? readNamed(remark, context, index)) : readOnceMore(words, index);
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

/** What a message means by itself; a fact only if it has a word that tells which. */
function decideAlone(said: Said, candidates: readonly Candidate[], index: Index): Reading {
  const reading = decide(candidates, index.knowledge);
  const [best] = candidates;
  if (reading.kind !== 'answer' || best?.rank !== 'learned') return reading;
  const doubt = doubtOf(said, best, index);
  return doubt === undefined ? reading : doubted(candidates, doubt, index.knowledge);
}

/** Why the words do not ask for the fact that they are taken for; nothing if they may, as they do for what is being spoken of. */
function doubtOf({ text, words, claims, context }: Said, { id, score }: Candidate, index: Index): string | undefined {
  if (context.topics.includes(id)) return undefined;
  if (index.tellNothing(words, id)) return 'none of its few words tells what is asked';
  const strange = index.ofAnotherThing(words, id, score);
  // What somebody has studied is no other thing, and of other languages few ways of asking are written down.
  if (strange === undefined || claims.degree !== undefined || index.readLanguage(text, words) !== undefined) return undefined;
  if (isPerson(strange, text, index.knowledge.vocabulary.introduces)) return undefined;
  return `"${strange}" stands in no way of asking for it`;
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

/** Read into words, spelling mended, ranked against everything that can be asked. */
function hear(text: string, index: Index): readonly Candidate[] {
  const words = mended(readWords(text, index.knowledge), index);
  return words.length === 0 ? [] : index.rank(words);
}

/** Within the text with a capital of its own ("please give Ann the fee"), or after words that a name comes after. */
function isPerson(word: string, text: string, introduces: readonly string[]): boolean {
  const said = ` ${comparable(text)} `;
  if (introduces.some((before) => said.includes(` ${before} ${word} `))) return true;
  return [...text.matchAll(/(?<=\S\s)\p{Lu}\p{Ll}+/gu)].some(([name]) => comparable(name) === word);
}

/** Who tells degree and test with the wish to be let in is asked for the rest, not judged on two requirements of three. */
function readWish(claims: Claims, reading: Reading, { knowledge }: Index): Reading | undefined {
  if (reading.kind !== 'eligibility' || claims.degree === undefined || claims.tests.length === 0) return undefined;
  return { ...reading, told: toBeJudged(claims, knowledge) };
}

function readCheck(claims: Claims, candidates: readonly Candidate[], { knowledge }: Index): Reading {
  const reasons = explain(
    candidates,
    [candidates[0]?.id ?? ''],
    'tells an own result or degree, which is judged by the requirements',
  );
  // A test that was told with the degree, but not recognised, is asked for: the degree alone settles nothing.
  const intent = knowledge.intents.get(candidates[0]?.id ?? '');
  const lacksTest = claims.tests.length === 0 && intent?.kind === 'check' && intent.judges === 'both';
  const judged = check(claims, knowledge.requirements);
  return {
    kind: 'check',
    check: lacksTest && judged.verdict === 'meets' ? { ...judged, verdict: 'needs-total' } : judged,
    reasons,
  };
}

/** What a message takes for granted wrongly is set right, unless it asks for something else surely. */
function corrected(reading: Reading, text: string, candidates: readonly Candidate[], { knowledge }: Index): Reading {
  if (reading.kind !== 'answer' && reading.kind !== 'clarify') return reading;
  const topic = wronglyDescribed(text, knowledge.topics.values(), knowledge.vocabulary);
  if (!topic || (reading.kind === 'answer' && reading.topics.includes(topic.id))) return reading;
  // "What is the fee of the 1-year programme?" asks for the fee as well.
  const asksOther = reading.kind === 'answer' && candidates[0] !== undefined && sureOf(candidates[0]) >= policy.certainTopic;
  const reasons = explain(candidates, [topic.id], 'takes a wrong value of it for granted');
  return { kind: 'answer', topics: [topic.id, ...(asksOther ? reading.topics : [])], premise: 'no', reasons };
}

function withPremise(reading: Reading, text: string, { knowledge, familiar, spelling }: Index): Reading {
  if (reading.kind !== 'answer' || reading.topics.length > 1 || reading.premise) return reading;
  const topic = knowledge.topics.get(reading.topics[0]);
  const isFamiliar = (sentence: string) =>
    readWords(sentence, knowledge).every((word) => familiar.get(topic?.id ?? '')?.has(spelling(word)) ?? false);
  const premise = topic && premiseOf(text, topic, knowledge.vocabulary, isFamiliar);
  return premise ? { ...reading, premise } : reading;
}
