import type { Check } from '../dialogs/eligibility/check';
import type { Comparison, DegreeVerdict, TestClaim, TestVerdict } from '../dialogs/eligibility/rules';
import type { Citations, Knowledge } from '../knowledge/knowledge';
import { formatScore } from '../knowledge/lookup';
import type { Requirements } from '../knowledge/schema';
import { fill } from '../knowledge/template';
import type { Part } from './types';

/** The verdict in words, with its working: what you have, what is asked, the difference, the source. */
export function sayCheck({ tests, degree, verdict }: Check, knowledge: Knowledge): readonly Part[] {
  const { checks, guidance } = knowledge.replies;
  const parts = [
    ...(degree ? [sayDegree(degree.verdict, knowledge)] : []),
    ...tests.map(({ claim, verdict: ofTest }) => sayTest(claim, ofTest, knowledge)),
  ];
  return [{ kind: 'words', text: checks.opening[verdict] }, ...parts, { kind: 'words', text: guidance }];
}

export function sayDegree(verdict: DegreeVerdict, knowledge: Knowledge): Part {
  const accepted = knowledge.requirements.degree.accepted.join(' or ');
  return fact(
    'degree-requirement',
    fill(knowledge.replies.checks.degree[verdict], () => accepted),
    proofOf('degree', knowledge),
  );
}

/** `open` says what is said of a score that was not told; by default it is asked for. */
export function sayTest(
  claim: TestClaim,
  verdict: TestVerdict,
  knowledge: Knowledge,
  open: { readonly component: string; readonly total: string } = {
    component: knowledge.replies.checks['needs-component'],
    total: knowledge.replies.checks['needs-total'],
  },
): Part {
  const { checks } = knowledge.replies;
  const { tests, otherTests } = knowledge.requirements;
  const test = tests.find(({ exams }) => exams.some(({ id }) => id === claim.exam));
  if (!test || verdict.outcome === 'unlisted-test') {
    const name = otherTests.find(({ id }) => id === claim.exam)?.name ?? claim.exam;
    const listed = tests.flatMap(({ exams }) => exams.map((exam) => exam.name)).join(', ');
    const [first, ...rest] = tests.flatMap(({ id }) => proofOf(id, knowledge));
    if (!first) throw new Error('requirements without a test passed the check');
    return fact(
      'language-tests',
      fill(checks.unlisted, (key) => ({ test: name, listed })[key]),
      [first, ...rest],
    );
  }
  const exam = test.exams.find(({ id }) => id === claim.exam) ?? test.exams[0];
  const lines = verdict.comparisons.map((comparison) => sayComparison(comparison, exam, knowledge));
  const asked = (part: 'total' | 'component') => formatScore(test.minimum[part] ?? 0, exam?.scale[part].step ?? 1);
  const missing = verdict.outcome === 'needs-component' ? 'component' : verdict.outcome === 'needs-total' ? 'total' : undefined;
  const question = missing ? [fill(open[missing], (key) => ({ test: exam?.name, asked: asked(missing) })[key])] : [];
  return fact('language-tests', [...lines, ...question].join('\n'), proofOf(test.id, knowledge));
}

function sayComparison(
  { part, have, asked }: Comparison,
  exam: Requirements['tests'][number]['exams'][number] | undefined,
  { replies }: Knowledge,
): string {
  const { checks } = replies;
  const step = exam?.scale[part].step ?? 1;
  const distance = have === asked ? checks.exactly : have > asked ? checks.above : checks.short;
  const difference = fill(distance, () => formatScore(Math.abs(have - asked), step));
  const values: Readonly<Record<string, string>> = {
    test: exam?.name ?? '',
    have: formatScore(have, step),
    asked: formatScore(asked, step),
    difference,
  };
  return fill(checks[part], (key) => values[key]);
}

function fact(topic: string, text: string, citations: Citations): Part {
  return { kind: 'fact', topic, text, citations, remarks: [] };
}

export function proofOf(requirement: string, { proofs }: Knowledge): Citations {
  const found = proofs.get(requirement);
  if (!found) throw new Error(`there is no requirement ${requirement}`);
  return found;
}
