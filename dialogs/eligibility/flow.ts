import type { Requirements } from '../../knowledge/schema';
import { without, type End, type Flow } from '../flow';
import { claimOf, examOf, type Answers, type QuestionId } from './answers';
import { judgeDegree, judgeTest } from './rules';

/** After a score: enough goes on, too low ends it. */
const afterScore = [
  { to: 'documents', when: 'enough, or not known yet' },
  { to: 'end', when: 'too low' },
] as const;

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
        nexts: [
          { to: 'test', when: 'a degree, or one to come' },
          { to: 'end', when: 'no degree' },
        ],
        hangsOn: [],
        next: ({ degree }) => (degree !== undefined && judgeDegree(degree) === 'below' ? 'end' : 'test'),
      },
      test: {
        nexts: [
          { to: 'total', when: 'a test with a minimum for the total' },
          { to: 'component', when: 'a test with a minimum for each part only' },
          { to: 'documents', when: 'another test, none yet, or perhaps none needed' },
        ],
        hangsOn: [],
        next: (answers) => (minimum(answers)?.total === undefined ? afterTotal(answers) : 'total'),
      },
      total: {
        nexts: [{ to: 'component', when: 'a minimum for each part as well' }, ...afterScore],
        hangsOn: ['test'],
        next: afterTotal,
      },
      component: {
        nexts: afterScore,
        hangsOn: ['test'],
        next: (answers) => (isBelow(answers) ? 'end' : 'documents'),
      },
      documents: { nexts: [{ to: 'end', when: 'answered' }], hangsOn: [], next: () => 'end' },
    },
  };
}
