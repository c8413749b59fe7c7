import type { Requirements, TestRequirement } from '../../knowledge/schema';

/** What a student says of an English test. Scores are as told: none of them has to be there. */
export interface TestClaim {
  /** The id of an exam in `requirements.yaml`, or of a test that it does not list. */
  readonly exam: string;
  readonly total?: number;
  /** Scores of single parts, in any order, as far as told. */
  readonly components: readonly number[];
  /** True if `components` speak for all parts: all four were told, or the lowest was. */
  readonly wholeRange: boolean;
  /** Scores told before that are not so: "27, not 17". */
  readonly takenBack?: readonly number[];
}

/** One comparison: what the student has, what is asked. */
export interface Comparison {
  readonly part: 'total' | 'component';
  readonly have: number;
  readonly asked: number;
}

export type TestVerdict =
  | { readonly outcome: 'meets' | 'below'; readonly comparisons: readonly [Comparison, ...Comparison[]] }
  /** What was told is enough as far as it goes, but a score that is asked for was not told. */
  | { readonly outcome: 'needs-component' | 'needs-total'; readonly comparisons: readonly Comparison[] }
  /** The brochure neither accepts nor rejects it. */
  | { readonly outcome: 'unlisted-test' };

/**
 * Whether a claim meets the test's minimum. One score below is enough to fail, whatever the others are; a score that
 * is asked for and not told leaves it open.
 */
export function judgeTest(claim: TestClaim, { tests }: Pick<Requirements, 'tests'>): TestVerdict {
  const test = tests.find(({ exams }) => exams.some(({ id }) => id === claim.exam));
  if (!test) return { outcome: 'unlisted-test' };
  const comparisons = compare(claim, test.minimum);
  const failed = comparisons.filter(({ have, asked }) => have < asked);
  const [first, ...rest] = failed.length > 0 ? failed : comparisons;
  if (failed.length > 0 && first) return { outcome: 'below', comparisons: [first, ...rest] };
  if (isOpen('component', claim, test)) return { outcome: 'needs-component', comparisons };
  if (isOpen('total', claim, test)) return { outcome: 'needs-total', comparisons };
  return first ? { outcome: 'meets', comparisons: [first, ...rest] } : { outcome: 'needs-total', comparisons };
}

function compare({ total, components }: TestClaim, minimum: TestRequirement['minimum']): readonly Comparison[] {
  const lowest = components.length > 0 ? Math.min(...components) : undefined;
  return [
    ...(minimum.total !== undefined && total !== undefined
      ? [{ part: 'total', have: total, asked: minimum.total } as const]
      : []),
    ...(minimum.component !== undefined && lowest !== undefined
      ? [{ part: 'component', have: lowest, asked: minimum.component } as const]
      : []),
  ];
}

function isOpen(part: 'total' | 'component', { total, wholeRange }: TestClaim, { minimum }: TestRequirement): boolean {
  if (minimum[part] === undefined) return false;
  return part === 'total' ? total === undefined : !wholeRange;
}

/** Kinds of degree, as `requirements.yaml` groups their names. */
export type DegreeLevel = 'bachelor' | 'higher' | 'equivalent' | 'unfinished' | 'lower' | 'none';

export type DegreeVerdict = 'meets' | 'below' | 'verify' | 'pending';

/** Whether a degree is what the brochure asks: a BA or BSc, or an equivalent, of which it does not say which count. */
export function judgeDegree(level: DegreeLevel): DegreeVerdict {
  switch (level) {
    case 'bachelor':
    case 'higher':
      return 'meets';
    case 'equivalent':
      return 'verify';
    case 'unfinished':
      return 'pending';
    case 'lower':
    case 'none':
      return 'below';
  }
}
