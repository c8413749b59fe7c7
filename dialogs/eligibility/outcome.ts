import type { Requirements } from '../../knowledge/schema';
import { claimOf, examOf, type Answers } from './answers';
import { judgeDegree, judgeTest, type DegreeLevel, type DegreeVerdict, type TestClaim, type TestVerdict } from './rules';

export const verdicts = ['eligible', 'conditional', 'not-eligible', 'verify-with-admissions'] as const;
export type EligibilityVerdict = (typeof verdicts)[number];

/** How the answer to the question for a test stands to what is asked. */
export type TestFinding =
  | { readonly kind: 'judged'; readonly claim: TestClaim; readonly verdict: TestVerdict }
  | { readonly kind: 'other' | 'none-yet' | 'exempt' };

export type DocumentId = string;

/** What an interview comes to: each requirement with its verdict, and all together. */
export interface EligibilityOutcome {
  readonly verdict: EligibilityVerdict;
  readonly degree: { readonly level: DegreeLevel; readonly verdict: DegreeVerdict };
  /** Not there if the degree settled the matter. */
  readonly test?: TestFinding;
  /** Not there if they were not asked for. `ifApplicable` are missing too, but may not be needed. */
  readonly documents?: {
    readonly ready: readonly DocumentId[];
    readonly missing: readonly DocumentId[];
    readonly ifApplicable: readonly DocumentId[];
  };
}

/** The outcome of finished answers, by `requirements.yaml` alone. Nothing as long as the degree is not told. */
export function outcomeOf(answers: Answers, requirements: Requirements): EligibilityOutcome | undefined {
  if (answers.degree === undefined) return undefined;
  const degree = { level: answers.degree, verdict: judgeDegree(answers.degree) };
  const test = findTest(answers, requirements);
  const documents = answers.documents && sortDocuments(answers.documents, requirements);
  const parts = { degree, ...(test ? { test } : {}), ...(documents ? { documents } : {}) };
  return { verdict: verdictOf(parts), ...parts };
}

function findTest(answers: Answers, requirements: Requirements): TestFinding | undefined {
  const { test } = answers;
  if (test === undefined) return undefined;
  if (test === 'other' || test === 'none-yet' || test === 'exempt') return { kind: test };
  const claim = claimOf(answers);
  if (!claim) return undefined;
  const asked = examOf(test, requirements)?.requirement.minimum;
  // A total that the brochure does not ask for proves nothing.
  const { total, ...rest } = claim;
  const counted = asked && asked.total === undefined ? rest : { ...rest, ...(total === undefined ? {} : { total }) };
  return { kind: 'judged', claim: counted, verdict: judgeTest(counted, requirements) };
}

function sortDocuments(ready: readonly DocumentId[], { documents }: Requirements) {
  const lacking = documents.filter(({ id }) => !ready.includes(id));
  return {
    ready: documents.filter(({ id }) => ready.includes(id)).map(({ id }) => id),
    missing: lacking.filter(({ ifApplicable }) => !ifApplicable).map(({ id }) => id),
    ifApplicable: lacking.filter(({ ifApplicable }) => ifApplicable).map(({ id }) => id),
  };
}

/** What fails settles it; then what only admissions can say; then what is still missing. */
function verdictOf({ degree, test, documents }: Omit<EligibilityOutcome, 'verdict'>): EligibilityVerdict {
  const ofTest = test?.kind === 'judged' ? test.verdict.outcome : test?.kind;
  if (degree.verdict === 'below' || ofTest === 'below') return 'not-eligible';
  if (degree.verdict === 'verify' || ofTest === 'unlisted-test' || ofTest === 'other' || ofTest === 'exempt')
    return 'verify-with-admissions';
  const isOpen = ofTest === undefined || ofTest === 'none-yet' || ofTest === 'needs-component' || ofTest === 'needs-total';
  if (degree.verdict === 'pending' || isOpen || !documents || documents.missing.length > 0) return 'conditional';
  return 'eligible';
}
