import { examOf } from '../../dialogs/eligibility/answers';
import { carryOn, check, type Check, type Claims } from '../../dialogs/eligibility/check';
import type { TestClaim } from '../../dialogs/eligibility/rules';
import type { Requirements } from '../../knowledge/schema';
import type { Index } from './lookup';
import { whose } from './whose';

/** What was said before: the results that were judged, and the topics spoken of. */
interface Before {
  readonly claims?: Claims;
  readonly topics: readonly string[];
}

/**
 * Scores without a test's name go on with the test that was just judged ("and if speaking was 19?"), or, told as somebody's
 * own, with the one that was just spoken of ("I got 6.5").
 */
export function furtherCheck(text: string, { claims, topics }: Before, { readClaims, knowledge }: Index): Check | undefined {
  const { requirements, vocabulary } = knowledge;
  const judged = claims?.tests.at(-1);
  const exam = judged?.exam ?? examSpokenOf(topics, requirements);
  if (exam === undefined || readClaims(text).tests.length > 0) return undefined;
  const now = readClaims(text, exam);
  const [claim] = now.tests;
  if (!claim || (claim.total === undefined && claim.components.length === 0)) return undefined;
  const { having, ofAnother, asked } = whose(text, vocabulary);
  if (!judged && (!having || asked)) return undefined;
  // Another person's scores stand by themselves.
  const before = claims && !ofAnother ? claims : { tests: [] };
  const told = { ...now, tests: [asPart(text, claim, before.tests.at(-1), requirements)] };
  return check(carryOn(before, told), requirements);
}

/** The first exam of the requirement that was spoken of last. */
function examSpokenOf([last]: readonly string[], { tests }: Requirements): string | undefined {
  return tests.find(({ id }) => id === last)?.exams[0]?.id;
}

/**
 * A number alone, after a total that cannot be a component score, or in a test of which only component scores count, is
 * the lowest component score: it is what was asked for.
 */
function asPart(text: string, claim: TestClaim, before: TestClaim | undefined, requirements: Requirements): TestClaim {
  const { total, ...rest } = claim;
  const found = examOf(claim.exam, requirements);
  if (!found || total === undefined || claim.components.length > 0 || claim.takenBack || totals.test(text)) return claim;
  const { from, to } = found.exam.scale.component;
  const isOnScale = (score: number | undefined) => score !== undefined && score >= from && score <= to;
  const onlyParts = found.requirement.minimum.total === undefined && before !== undefined;
  const isPart = isOnScale(total) && (onlyParts || (before?.total !== undefined && !isOnScale(before.total)));
  return isPart ? { ...rest, components: [total], wholeRange: true } : claim;
}

const totals = /\b(total|overall|altogether)\b/i;
