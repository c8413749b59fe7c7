import type { Requirements } from '../../knowledge/schema';
import { without, type End, type Flow } from '../flow';
import { claimOf, examOf, type Answers, type QuestionId } from './answers';
import { judgeDegree, judgeTest } from './rules';

/**
 * Which question comes when: routing only. What settles the matter ends the interview: without a degree, or with a score
 * that is too low, nobody is asked for documents.
 */
export function eligibilityFlow(requirements: Requirements): Flow<QuestionId, Answers> {
  const minimum = ({ test }: Answers) => examOf(test, requirements)?.requirement.minimum;
  const isBelow = (answers: Answers): boolean => {
    const claim = claimOf(answers);
    return claim !== undefined && judgeTest(claim, requirements).outcome === 'below';
  };
  const afterTotal = (answers: Answers): QuestionId | End => {
    // Only what is known by then counts: else a low component would end the way before it is asked.
    if (isBelow(without(answers, 'component'))) return 'end';
    return minimum(answers)?.component === undefined ? 'documents' : 'component';
  };
  return {
    start: 'degree',
    nodes: {
      degree: {
        nexts: ['test', 'end'],
        hangsOn: [],
        next: ({ degree }) => (degree !== undefined && judgeDegree(degree) === 'below' ? 'end' : 'test'),
      },
      test: {
        nexts: ['total', 'component', 'documents'],
        hangsOn: [],
        next: (answers) => (minimum(answers)?.total === undefined ? afterTotal(answers) : 'total'),
      },
      total: { nexts: ['component', 'documents', 'end'], hangsOn: ['test'], next: afterTotal },
      component: {
        nexts: ['documents', 'end'],
        hangsOn: ['test'],
        next: (answers) => (isBelow(answers) ? 'end' : 'documents'),
      },
      documents: { nexts: ['end'], hangsOn: [], next: () => 'end' },
    },
  };
}
