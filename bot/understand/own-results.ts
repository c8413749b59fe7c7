import type { Claims } from '../../dialogs/eligibility/check';
import { comparable } from '../../knowledge/comparable';
import type { Knowledge } from '../../knowledge/knowledge';
import { policy } from './decide';
import type { Candidate } from './rank';

/**
 * Whether a message tells own results to be judged. Its likelihood alone does not settle it: "IELTS 7, ok?" and "IELTS
 * 7, right?" differ in a word. A score of a test that is spoken of as one's own is a result; a degree needs some
 * likelihood more.
 */
export function tellsOwnResults(text: string, claims: Claims, candidates: readonly Candidate[], knowledge: Knowledge): boolean {
  const likelihood = candidates
    .filter(({ id }) => knowledge.intents.get(id)?.kind === 'check')
    .reduce((sum, { score }) => sum + score, 0);
  const isAdmission = candidates[0] !== undefined && aboutAdmission(candidates[0].id, knowledge);
  const words = ` ${comparable(text)} `;
  const isScored = claims.tests.some(({ total, components }) => total !== undefined || components.length > 0);
  const isListed = (exam: string) => knowledge.requirements.tests.some(({ exams }) => exams.some(({ id }) => id === exam));
  const isMarked = claims.tests.some(({ exam }) => !isListed(exam)) && /(?<!\p{L})\d{2}/u.test(text);
  const ofOthers = knowledge.vocabulary.asksOfOthers.some((word) => words.includes(` ${word} `));
  if ((isScored || isMarked) && isAdmission && !ofOthers) return true;
  const isTold = claims.tests.length > 0 || claims.degree !== undefined;
  const isShort = claims.degree === 'none' || claims.degree === 'lower';
  const needed = isShort ? policy.sureOfNoDegree : policy.sureOfOwnResults;
  return isTold && isAdmission && likelihood >= needed;
}

/** Requirements, what lies near them, and the wish to be checked. */
function aboutAdmission(id: string, { topics, subjects, intents }: Knowledge): boolean {
  const kind = intents.get(id)?.kind;
  if (kind !== undefined) return kind === 'check' || kind === 'eligibility';
  const near = subjects.get(id)?.near ?? [id];
  return near.some((topic) => topics.get(topic)?.isRequirement ?? false);
}
