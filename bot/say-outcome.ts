import type { EligibilityOutcome, TestFinding } from '../dialogs/eligibility/outcome';
import type { InterviewWords } from '../dialogs/eligibility/words';
import type { Citations, Knowledge } from '../knowledge/knowledge';
import { fill } from '../knowledge/template';
import { outcomeCard } from './say-card';
import { proofOf, sayDegree, sayTest } from './say-check';
import { sayTopic } from './say-topic';
import type { Choice, Part, Reply, Speaker } from './types';

/** The outcome of an interview: each requirement with what is met and missing, what would change it, and what is next. */
export function sayOutcome(outcome: EligibilityOutcome, speaker: Speaker): Pick<Reply, 'parts' | 'choices' | 'card'> {
  const { knowledge, interviewer } = speaker;
  const { words } = interviewer;
  const own = words.outcome;
  const { degree, test, documents } = outcome;
  const steps = nextSteps(outcome).map((step) => `- ${own.step[step]}`);
  const ofDegree = sayDegree(degree.verdict, knowledge);
  const ofTest = test && sayFinding(test, knowledge, words);
  const change = degree.verdict === 'below' ? [plain(own.change.degree)] : isBelow(test) ? [plain(own.change.test)] : [];
  const next: readonly Part[] = [plain([own.next, ...steps].join('\n')), ...sayTopic('deadline', speaker)];
  const notes: readonly Part[] = [plain(own.applies), plain(own.guidance), ...next];
  const more = [...change, plain(own.applies), ...next];
  const ofDocuments = documents && sayDocuments(documents, knowledge, words);
  return {
    parts: [
      plain(own[outcome.verdict]),
      ofDegree,
      ...(ofTest ? [ofTest] : []),
      ...change,
      ...(ofDocuments ? [ofDocuments] : []),
      ...notes,
    ],
    choices: choicesAfter(words),
    card: outcomeCard(
      outcome,
      { degree: ofDegree, ...(ofTest ? { test: ofTest } : {}), ...(ofDocuments ? { documents: ofDocuments } : {}), more },
      knowledge,
      words,
    ),
  };
}

function choicesAfter({ choices: { again, summary, person } }: InterviewWords): readonly Choice[] {
  return [
    { label: again, means: { kind: 'eligibility' } },
    { label: summary, means: { kind: 'summary' } },
    { label: person, means: { kind: 'human' } },
  ];
}

function isBelow(test: TestFinding | undefined): boolean {
  return test?.kind === 'judged' && test.verdict.outcome === 'below';
}

type NextStep = keyof InterviewWords['outcome']['step'];

/** What is left to do, the most telling first; the deadline always. */
export function nextSteps({ degree, test, documents }: EligibilityOutcome): readonly NextStep[] {
  const ofTest = test?.kind === 'judged' ? test.verdict.outcome : test?.kind;
  const steps: readonly (readonly [NextStep, boolean])[] = [
    ['degree', degree.verdict === 'pending'],
    ['test', ofTest === 'none-yet' || ofTest === 'needs-component' || ofTest === 'needs-total'],
    ['documents', (documents?.missing.length ?? 0) > 0],
    ['proof', (documents?.ifApplicable.length ?? 0) > 0],
    ['ask', degree.verdict === 'verify' || ofTest === 'other' || ofTest === 'exempt' || ofTest === 'unlisted-test'],
    ['deadline', true],
  ];
  return steps.flatMap(([step, isDue]) => (isDue ? [step] : []));
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
): Part & { readonly kind: 'fact' } {
  const named = (ids: readonly string[]) =>
    knowledge.requirements.documents.filter(({ id }) => ids.includes(id)).map((one) => one.short);
  const line = (template: string, ids: readonly string[]) =>
    ids.length > 0 ? [fill(template, () => named(ids).join(', '))] : [];
  const checklist = (title: string, ids: readonly string[]) =>
    ids.length > 0 ? [title, ...named(ids).map((name) => `- ${name}`)] : [];
  const isAll = missing.length + ifApplicable.length === 0;
  const lines = [
    ...(isAll ? [outcome.documents.allReady] : line(outcome.documents.ready, ready)),
    ...checklist(outcome.documents.missing, missing),
    ...checklist(outcome.documents.ifApplicable, ifApplicable),
  ];
  return { kind: 'fact', topic: 'documents', text: lines.join('\n'), citations: proofOf('documents', knowledge), remarks: [] };
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
