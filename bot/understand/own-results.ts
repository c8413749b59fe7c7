import type { Claims } from '../../dialogs/eligibility/check';
import type { Knowledge } from '../../knowledge/knowledge';
import { policy } from './decide';
import type { Candidate } from './rank';
import { whose } from './whose';
import { readWords } from './words';

/**
 * Whether a message tells own results to be judged. Its likelihood alone does not settle it: "IELTS 7, ok?" and "IELTS
 * 7, right?" differ in a word. A score of a test that is spoken of as one's own is a result; a degree needs some
 * likelihood more.
 */
export function tellsOwnResults(text: string, claims: Claims, candidates: readonly Candidate[], knowledge: Knowledge): boolean {
  const likelihood = candidates
    .filter(({ id }) => knowledge.intents.get(id)?.kind === 'check')
    .reduce((sum, { score }) => sum + score, 0);
  // Who tells of themselves is heard as small talk all too easily.
  const asks = candidates.find(({ id }) => knowledge.intents.get(id)?.kind !== 'smalltalk');
  const isAdmission = asks !== undefined && (aboutAdmission(asks.id, knowledge) || isNothingElse(asks.id, text, knowledge));
  if (!isAdmission) return false;
  const { ofAPerson, having, asked } = whose(text, knowledge.vocabulary);
  const isHeld = having || /(?<!\p{L})\d{2}/u.test(text);
  if (!asked && (isScored(claims) || (isHeld && namesUnlisted(claims, knowledge)))) return true;
  const isShort = claims.degree === 'none' || claims.degree === 'lower';
  if (isShort && ofAPerson) return true;
  const isTold = claims.tests.length > 0 || claims.degree !== undefined;
  return isTold && likelihood >= neededFor(isShort, asked);
}

/** Who tells a score of one test names another that is listed only in passing ("TOEFL 90, as there is no IELTS here"). */
export function toBeJudged({ tests, ...rest }: Claims, knowledge: Knowledge): Claims {
  const telling = tests.filter((test) => isScored({ tests: [test] }) || namesUnlisted({ tests: [test] }, knowledge));
  return { ...rest, tests: telling.length > 0 ? telling : tests };
}

function neededFor(isShort: boolean, asked: boolean): number {
  if (isShort) return policy.sureOfNoDegree;
  return asked ? policy.sureOfResultsOfOthers : policy.sureOfOwnResults;
}

function isScored({ tests }: Claims): boolean {
  return tests.some(({ total, components }) => total !== undefined || components.length > 0);
}

/** A test is named that the brochure does not list. */
function namesUnlisted({ tests }: Claims, { requirements }: Knowledge): boolean {
  return tests.some(({ exam }) => !requirements.tests.some(({ exams }) => exams.some(({ id }) => id === exam)));
}

/** Off-topic only because its words are few and odd ("tofl r21 l20 s20 w20 pass?"): it names no other place or school. */
function isNothingElse(id: string, text: string, { intents, vocabulary, names }: Knowledge): boolean {
  if (intents.get(id)?.kind !== 'offtopic') return false;
  return !readWords(text, { vocabulary, names }).some((word) => elsewhere.has(names.kinds.get(word) ?? ''));
}

const elsewhere = new Set(['country', 'nationality', 'city', 'university', 'organisation', 'exam']);

/** Requirements, what lies near them, and the wish to be checked. */
function aboutAdmission(id: string, { topics, subjects, intents }: Knowledge): boolean {
  const kind = intents.get(id)?.kind;
  if (kind !== undefined) return kind === 'check' || kind === 'eligibility';
  const near = subjects.get(id)?.near ?? [id];
  return near.some((topic) => topics.get(topic)?.isRequirement ?? false);
}
