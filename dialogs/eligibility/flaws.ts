import type { Requirements } from '../../knowledge/schema';
import { flawsOf, type Flow } from '../flow';
import type { Answers, QuestionId } from './answers';
import { outcomeOf, verdicts } from './outcome';
import { allOrNone, paths } from './paths';

/** What is wrong with the interview over these requirements: see `flawsOf`, and an outcome that no path comes to. */
export function interviewFlaws(flow: Flow<QuestionId, Answers>, requirements: Requirements): readonly string[] {
  const flaws = flawsOf(flow);
  if (flaws.length > 0) return flaws;
  const ends = [...paths(flow, requirements, allOrNone)].map((answers) => outcomeOf(answers, requirements)?.verdict);
  const reached = new Set(ends);
  return [
    ...(reached.has(undefined) ? ['a path ends without an outcome'] : []),
    ...verdicts.filter((verdict) => !reached.has(verdict)).map((verdict) => `no path comes to the outcome ${verdict}`),
  ];
}
