import { figuresOf } from '../../../bot/report/figures';
import type { TurnCount } from '../../../bot/state/turn-log';

const one: TurnCount = {
  day: '2026-11-23',
  channel: 'webchat',
  kind: 'answer',
  topics: [],
  language: 'en',
  begun: false,
  count: 1,
};
const figures = (...counts: readonly Partial<TurnCount>[]) =>
  figuresOf(
    counts.map((more) => ({ ...one, ...more })),
    [],
    ['2026-11-22', '2026-11-23'],
  );

test.each<[Partial<TurnCount>, string]>([
  [{ kind: 'answer' }, 'answered'],
  [{ kind: 'check' }, 'answered'],
  [{ kind: 'unknown', topics: ['scholarships'] }, 'not-covered'],
  [{ kind: 'unknown' }, 'declined'],
  [{ kind: 'offtopic' }, 'declined'],
  [{ kind: 'clarify', topics: ['tuition-fee'] }, 'asked-back'],
  [{ kind: 'human' }, 'handed-over'],
  [{ kind: 'eligibility' }, 'interview'],
  [{ kind: 'care' }, 'care'],
  [{ kind: 'command', topics: ['myData'] }, 'talk'],
])('%j is %s', (turn, outcome) => {
  const counted = figures({ ...turn, count: 3 }).outcomes.filter(({ count }) => count > 0);
  expect(counted).toEqual([{ name: outcome, count: 3 }]);
});

test('a day without a message is a day, and a welcome is no message', () => {
  const { days, messages, opened } = figures({ count: 2 }, { kind: 'welcome', count: 5 });
  expect(days).toEqual([
    { name: '2026-11-22', count: 0 },
    { name: '2026-11-23', count: 2 },
  ]);
  expect([messages, opened]).toEqual([2, 5]);
});

test('who stopped at a question is who was asked it and did not go on', () => {
  const step = { kind: 'eligibility' } as const;
  const { begun, finished, verdicts, steps } = figures(
    { ...step, begun: true, asked: 'degree', count: 10 },
    { ...step, left: 'degree', asked: 'test', count: 7 },
    { ...step, left: 'degree', verdict: 'not-eligible', count: 1 },
    // One cancels, one starts over.
    { kind: 'command', topics: ['cancel'], left: 'test', count: 1 },
    { ...step, begun: true, left: 'test', asked: 'degree', count: 1 },
    { ...step, left: 'test', asked: 'documents', count: 4 },
    { ...step, left: 'documents', verdict: 'eligible', count: 3 },
    // A correction after the outcome is not another interview.
    { ...step, verdict: 'conditional', count: 1 },
  ).interviews;
  expect([begun, finished]).toEqual([11, 4]);
  expect(verdicts.map(({ name, count }) => `${name} ${count}`)).toEqual(['eligible 3', 'conditional 0', 'not-eligible 1', 'verify-with-admissions 0']); // prettier-ignore
  expect(steps.filter(({ reached }) => reached > 0)).toEqual([
    { question: 'degree', reached: 11, stopped: 3 },
    { question: 'test', reached: 7, stopped: 3 },
    { question: 'documents', reached: 4, stopped: 1 },
  ]);
});
