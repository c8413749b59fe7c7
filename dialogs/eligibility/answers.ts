import type { Requirements } from '../../knowledge/schema';
import type { TestClaim, DegreeLevel } from './rules';

/** What the interview asks, in the order in which it asks. */
export const questionIds = ['degree', 'test', 'total', 'component', 'documents'] as const;
export type QuestionId = (typeof questionIds)[number];

/** Instead of an exam: another test, none yet, or a reason to think that none is needed. */
export const noExams = ['other', 'none-yet', 'exempt'] as const;
export type NoExam = (typeof noExams)[number];

/** The student does not know the score. */
export type Unknown = 'unknown';

/** The answers of one student, by question. */
export interface Answers {
  readonly degree?: DegreeLevel;
  /** The id of an exam or of another test in `requirements.yaml`, or one of `noExams`. */
  readonly test?: string;
  readonly total?: number | Unknown;
  /** The lowest component score. */
  readonly component?: number | Unknown;
  /** The ids of the documents that are ready. */
  readonly documents?: readonly string[];
}

/** The answers as a claim that can be judged; nothing if no test was taken that has an id. */
export function claimOf({ test, total, component }: Answers): TestClaim | undefined {
  if (test === undefined || (noExams as readonly string[]).includes(test)) return undefined;
  const known = typeof component === 'number' ? [component] : [];
  return { exam: test, components: known, wholeRange: known.length > 0, ...(typeof total === 'number' ? { total } : {}) };
}

/** The requirement and the exam that an answer names, if it is one that the brochure lists. */
export function examOf(test: string | undefined, { tests }: Pick<Requirements, 'tests'>) {
  const requirement = tests.find(({ exams }) => exams.some(({ id }) => id === test));
  const exam = requirement?.exams.find(({ id }) => id === test);
  return requirement && exam ? { requirement, exam } : undefined;
}
