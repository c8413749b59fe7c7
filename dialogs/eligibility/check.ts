import type { Requirements } from '../../knowledge/schema';
import { judgeDegree, judgeTest, type DegreeLevel, type DegreeVerdict, type TestClaim, type TestVerdict } from './rules';

/** What a student says of their own results and degree. */
export interface Claims {
  readonly tests: readonly TestClaim[];
  readonly degree?: DegreeLevel;
}

export type Verdict = TestVerdict['outcome'] | DegreeVerdict;

/** What a student has, each with its verdict, and all together. */
export interface Check {
  readonly tests: readonly { readonly claim: TestClaim; readonly verdict: TestVerdict }[];
  readonly degree?: { readonly level: DegreeLevel; readonly verdict: DegreeVerdict };
  readonly verdict: Verdict;
}

/** Judges what a student says of their own results: each test and the degree by itself, and all together. */
export function check({ tests, degree }: Claims, requirements: Requirements): Check {
  const judged = tests.map((claim) => ({ claim, verdict: judgeTest(claim, requirements) }));
  const ofDegree = degree && { level: degree, verdict: judgeDegree(degree) };
  const test = best(judged.map(({ verdict }) => verdict.outcome));
  return { tests: judged, ...(ofDegree ? { degree: ofDegree } : {}), verdict: worst([test, ofDegree?.verdict]) };
}

/** What is known after more was said: a new score takes the place of an old total, and is one more of the parts. */
export function carryOn(before: Claims, now: Claims): Claims {
  const degree = now.degree ?? before.degree;
  const tests = now.tests.map((claim) => {
    const old = before.tests.find(({ exam }) => exam === claim.exam);
    const { total, components } = old ? corrected(old, claim) : claim;
    return {
      exam: claim.exam,
      components,
      wholeRange: claim.wholeRange || (old?.wholeRange ?? false),
      ...(total === undefined ? {} : { total }),
    };
  });
  return { tests: tests.length > 0 ? tests : before.tests, ...(degree ? { degree } : {}) };
}

/** "27, not 17": what is taken back gives way to the new score, in the place where it was told. */
function corrected(old: TestClaim, { total, components, takenBack = [] }: TestClaim): Pick<TestClaim, 'total' | 'components'> {
  const kept = old.components.filter((score) => !takenBack.includes(score));
  const isComponent = kept.length < old.components.length && total !== undefined;
  if (isComponent) return { components: [...kept, total], ...(old.total === undefined ? {} : { total: old.total }) };
  const latest = total ?? old.total;
  return { components: [...kept, ...components], ...(latest === undefined ? {} : { total: latest }) };
}

/** From the one that settles a matter for good to the one that settles it for bad. */
const ladder: readonly Verdict[] = ['meets', 'needs-component', 'needs-total', 'unlisted-test', 'pending', 'verify', 'below'];

/** One accepted test is enough, so of several tests the best counts. */
function best(verdicts: readonly Verdict[]): Verdict | undefined {
  return ladder.find((verdict) => verdicts.includes(verdict));
}

/** Degree and test are both needed, so of the two the worse counts. */
function worst(verdicts: readonly (Verdict | undefined)[]): Verdict {
  return ladder.findLast((verdict) => verdicts.includes(verdict)) ?? 'needs-total';
}
