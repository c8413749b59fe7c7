import type { EligibilityOutcome, TestFinding } from '../dialogs/eligibility/outcome';
import type { InterviewWords } from '../dialogs/eligibility/words';
import type { Citations, Knowledge } from '../knowledge/knowledge';
import { fill } from '../knowledge/template';
import { proofOf, sayDegree, sayTest } from './say-check';
import type { Choice, Part } from './types';

/** The outcome of an interview: each requirement with what is met and missing, what would change it, and that it is guidance. */
export function sayOutcome(
  outcome: EligibilityOutcome,
  knowledge: Knowledge,
  words: InterviewWords,
): { readonly parts: readonly Part[]; readonly choices: readonly Choice[] } {
  const own = words.outcome;
  const { degree, test, documents } = outcome;
  const isTestBelow = test?.kind === 'judged' && test.verdict.outcome === 'below';
  const parts: readonly Part[] = [
    plain(own[outcome.verdict]),
    sayDegree(degree.verdict, knowledge),
    ...(test ? [sayFinding(test, knowledge, words)] : []),
    ...(degree.verdict === 'below' ? [plain(own.change.degree)] : isTestBelow ? [plain(own.change.test)] : []),
    ...(documents ? sayDocuments(documents, knowledge, words) : []),
    plain(own.applies),
    plain(own.guidance),
  ];
  return {
    parts,
    choices: [
      { label: words.choices.again, means: { kind: 'eligibility' } },
      { label: words.choices.person, means: { kind: 'human' } },
    ],
  };
}

export function sayFinding(finding: TestFinding, knowledge: Knowledge, { outcome }: InterviewWords): Part {
  if (finding.kind === 'judged')
    return sayTest(finding.claim, finding.verdict, knowledge, { component: outcome.needsComponent, total: outcome.needsTotal });
  const listed = knowledge.requirements.tests.flatMap(({ exams }) => exams.map(({ name }) => name)).join(', ');
  const [first, ...rest] = listedProofs(knowledge);
  const text = fill(outcome.test[finding.kind], () => listed);
  return {
    kind: 'fact',
    topic: 'language-tests',
    text,
    citations: [first, ...rest, ...proofOf('documents', knowledge)],
    remarks: [],
  };
}

function sayDocuments(
  { ready, missing, ifApplicable }: NonNullable<EligibilityOutcome['documents']>,
  knowledge: Knowledge,
  { outcome }: InterviewWords,
): readonly Part[] {
  const named = (ids: readonly string[]) =>
    knowledge.requirements.documents
      .filter(({ id }) => ids.includes(id))
      .map((one) => one.short)
      .join(', ');
  const line = (template: string, ids: readonly string[]) => (ids.length > 0 ? [fill(template, () => named(ids))] : []);
  const isAll = missing.length + ifApplicable.length === 0;
  const lines = [
    ...(isAll ? [outcome.documents.allReady] : line(outcome.documents.ready, ready)),
    ...line(outcome.documents.missing, missing),
    ...line(outcome.documents.ifApplicable, ifApplicable),
  ];
  return [{ kind: 'fact', topic: 'documents', text: lines.join('\n'), citations: proofOf('documents', knowledge), remarks: [] }];
}

/** What all listed tests rest on. */
export function listedProofs(knowledge: Knowledge): Citations {
  const [first, ...rest] = knowledge.requirements.tests.flatMap(({ id }) => proofOf(id, knowledge));
  if (!first) throw new Error('requirements without a test passed the check');
  return [first, ...rest];
}

function plain(text: string): Part {
  return { kind: 'words', text };
}
