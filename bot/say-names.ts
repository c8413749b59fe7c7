import { examOf, noExams } from '../dialogs/eligibility/answers';
import type { InterviewWords } from '../dialogs/eligibility/words';
import type { Requirements } from '../knowledge/schema';

/** A test as it is named to the student. */
export function nameOfTest(test: string, requirements: Requirements, { options }: InterviewWords): string {
  const none = noExams.find((id) => id === test);
  if (none) return options.test[none];
  const other = requirements.otherTests.find(({ id }) => id === test);
  return examOf(test, requirements)?.exam.name ?? other?.name ?? test;
}

/** The steps in which a test gives its scores. */
export function scaleOf(test: string, part: 'total' | 'component', requirements: Requirements): number {
  return examOf(test, requirements)?.exam.scale[part].step ?? 1;
}
