import type { EligibilityOutcome, TestFinding } from '../dialogs/eligibility/outcome';
import type { InterviewWords } from '../dialogs/eligibility/words';
import type { Knowledge } from '../knowledge/knowledge';
import type { Card, Part } from './types';

type Status = keyof InterviewWords['card']['status'];

/** What the text says of each requirement. */
export interface OutcomeParts {
  readonly degree: Part;
  readonly test?: Part;
  readonly documents?: Part & { readonly kind: 'fact' };
  /** What is said after the requirements. */
  readonly more: readonly Part[];
}

/** The outcome at a glance, made of what the text says. */
export function outcomeCard(
  { verdict, degree, test, documents }: EligibilityOutcome,
  parts: OutcomeParts,
  { requirements }: Knowledge,
  { outcome, card }: InterviewWords,
): Card {
  const row = (name: string, status: Status, part: Part) => ({ name, status: card.status[status], part });
  const short = (ids: readonly string[]) => requirements.documents.filter(({ id }) => ids.includes(id)).map((one) => one.short);
  const list = (title: string, isReady: boolean, ids: readonly string[] = []) =>
    ids.length > 0 ? [{ title, isReady, items: short(ids) }] : [];
  return {
    title: outcome[verdict],
    rows: [
      row(card.row.degree, degreeStatus[degree.verdict], parts.degree),
      ...(test && parts.test ? [row(card.row.test, statusOf(test), parts.test)] : []),
    ],
    checklist: [
      ...list(card.documents.ready, true, documents?.ready),
      ...list(card.documents.missing, false, documents?.missing),
      ...list(card.documents.ifApplicable, false, documents?.ifApplicable),
    ],
    note: outcome.guidance,
    ...(parts.documents ? { documents: parts.documents } : {}),
    more: parts.more,
  };
}

const degreeStatus: Readonly<Record<EligibilityOutcome['degree']['verdict'], Status>> = {
  meets: 'met',
  below: 'below',
  pending: 'missing',
  verify: 'open',
};

function statusOf(test: TestFinding): Status {
  switch (test.kind) {
    case 'none-yet':
      return 'missing';
    case 'other':
    case 'exempt':
      return 'open';
    case 'judged':
      return testStatus[test.verdict.outcome];
  }
}

const testStatus: Readonly<Record<(TestFinding & { kind: 'judged' })['verdict']['outcome'], Status>> = {
  meets: 'met',
  below: 'below',
  'needs-component': 'missing',
  'needs-total': 'missing',
  'unlisted-test': 'open',
};
