import type { Answers, QuestionId } from '../../../dialogs/eligibility/answers';
import { positionIn, withAnswers, type Flow } from '../../../dialogs/flow';
import type { Requirements } from '../../../knowledge/schema';

/** Scores on both sides of what is asked, and not knowing. */
function scores(asked: number | undefined, step: number): readonly (number | 'unknown')[] {
  return asked === undefined ? ['unknown'] : [asked - step, asked, asked + step, 'unknown'];
}

/** All answers worth telling apart, to each question. */
export function answersTo(id: QuestionId, { test }: Answers, { tests, documents }: Requirements): readonly Answers[] {
  const exam = tests
    .flatMap((one) => one.exams.map((each) => ({ each, minimum: one.minimum })))
    .find(({ each }) => each.id === test);
  const all = documents.map((one) => one.id);
  switch (id) {
    case 'degree':
      return (['bachelor', 'higher', 'equivalent', 'unfinished', 'lower', 'none'] as const).map((degree) => ({ degree }));
    case 'test':
      return [...tests.flatMap(({ exams }) => exams.map((one) => one.id)), 'duolingo', 'other', 'none-yet', 'exempt'].map(
        (one) => ({
          test: one,
        }),
      );
    case 'total':
      return scores(exam?.minimum.total, exam?.each.scale.total.step ?? 1).map((total) => ({ total }));
    case 'component':
      return scores(exam?.minimum.component, exam?.each.scale.component.step ?? 1).map((component) => ({ component }));
    case 'documents':
      return subsets(all).map((ready) => ({ documents: ready }));
  }
}

function subsets(ids: readonly string[]): readonly (readonly string[])[] {
  return ids.reduce<readonly (readonly string[])[]>((sets, id) => [...sets, ...sets.map((set) => [...set, id])], [[]]);
}

/** Every path through the interview, from the first question to its end. */
export function* paths(flow: Flow<QuestionId, Answers>, requirements: Requirements, answers: Answers = {}): Generator<Answers> {
  const { at } = positionIn(flow, answers);
  if (at === 'end') {
    yield answers;
    return;
  }
  for (const told of answersTo(at, answers, requirements)) yield* paths(flow, requirements, withAnswers(flow, answers, told));
}
