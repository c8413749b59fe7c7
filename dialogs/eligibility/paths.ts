import type { Requirements } from '../../knowledge/schema';
import { positionIn, withAnswers, type Flow } from '../flow';
import { noExams, type Answers, type QuestionId } from './answers';
import type { DegreeLevel } from './rules';

/** Scores on both sides of what is asked, and not knowing. */
function scores(asked: number | undefined, step: number): readonly (number | 'unknown')[] {
  return asked === undefined ? ['unknown'] : [asked - step, asked, asked + step, 'unknown'];
}

const levels: readonly DegreeLevel[] = ['bachelor', 'higher', 'equivalent', 'unfinished', 'lower', 'none'];

/** Which sets of ready documents are told apart. */
export type DocumentSets = (ids: readonly string[]) => readonly (readonly string[])[];

/** All answers worth telling apart, to each question. */
export function answersTo(id: QuestionId, { test }: Answers, requirements: Requirements, sets: DocumentSets): readonly Answers[] {
  const { tests, otherTests, documents } = requirements;
  const exams = tests.flatMap(({ minimum, exams: own }) => own.map((exam) => ({ exam, minimum })));
  const found = exams.find(({ exam }) => exam.id === test);
  switch (id) {
    case 'degree':
      return levels.map((degree) => ({ degree }));
    case 'test':
      return [...exams.map(({ exam }) => exam.id), ...otherTests.slice(0, 1).map((one) => one.id), ...noExams].map((one) => ({
        test: one,
      }));
    case 'total':
      return scores(found?.minimum.total, found?.exam.scale.total.step ?? 1).map((total) => ({ total }));
    case 'component':
      return scores(found?.minimum.component, found?.exam.scale.component.step ?? 1).map((component) => ({ component }));
    case 'documents':
      return sets(documents.map((one) => one.id)).map((ready) => ({ documents: ready }));
  }
}

/** Every set of documents. */
export const everySet: DocumentSets = (ids) =>
  ids.reduce<readonly (readonly string[])[]>((sets, id) => [...sets, ...sets.map((set) => [...set, id])], [[]]);

/** All of them or none: enough to reach every outcome. */
export const allOrNone: DocumentSets = (ids) => [ids, []];

/** Every path through the interview, from the first question to its end. */
export function* paths(
  flow: Flow<QuestionId, Answers>,
  requirements: Requirements,
  sets: DocumentSets,
  answers: Answers = {},
): Generator<Answers> {
  const { at } = positionIn(flow, answers);
  if (at === 'end') {
    yield answers;
    return;
  }
  for (const told of answersTo(at, answers, requirements, sets))
    yield* paths(flow, requirements, sets, withAnswers(flow, answers, told));
}
