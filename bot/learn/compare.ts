import type { Answerer } from '../answer';
import { newSession, topicsOf, type Turn } from '../types';
import { judge, type Grade } from './judge';
import type { Labelled } from './labelled';

/** A labelled question that is answered better or worse than before. */
export interface Moved {
  readonly question: string;
  readonly before: Grade;
  readonly after: Grade;
  /** What is now told, or how it is now read. */
  readonly now: string;
}

export interface Comparison {
  readonly compared: number;
  readonly better: readonly Moved[];
  /** Those that are now told a wrong fact come first. */
  readonly worse: readonly Moved[];
  /** How many are told a wrong fact. */
  readonly wrong: { readonly before: number; readonly after: number };
}

/** From the best to the worst: no answer is better than a wrong one. */
const worth: Readonly<Record<Grade, number>> = { right: 5, partly: 4, asked: 3, declined: 2, missed: 2, wrong: 0 };

/** Every question by itself, before a change of the knowledge base and after it. */
export function compare(questions: readonly Labelled[], before: Answerer, after: Answerer): Comparison {
  const graded = questions.map((question) => grade(question, before, after));
  const worse = graded.filter((one) => worth[one.after] < worth[one.before]);
  return {
    compared: questions.length,
    better: graded.filter((one) => worth[one.after] > worth[one.before]),
    worse: worse.sort((a, b) => worth[a.after] - worth[b.after]),
    wrong: {
      before: graded.filter((one) => one.before === 'wrong').length,
      after: graded.filter((one) => one.after === 'wrong').length,
    },
  };
}

function grade(question: Labelled, before: Answerer, after: Answerer): Moved {
  const [old, now] = [ask(question.q, before), ask(question.q, after)];
  return {
    question: question.q,
    before: judge(question, old, before.knowledge),
    after: judge(question, now, after.knowledge),
    now: topicsOf(now.reading, after.knowledge).join(', ') || now.reading.kind,
  };
}

function ask(text: string, { answer }: Answerer) {
  const nowhere: Omit<Turn, 'said'> = { conversation: '', user: '', channel: 'webchat', joinsSilently: false };
  return answer({ ...nowhere, said: { kind: 'text', text } }, newSession);
}
