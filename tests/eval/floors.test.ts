import { join } from 'node:path';
import type { Answerer } from '../../bot/answer';
import { turn } from '../../bot/turn';
import { mindOf, after, realIndex } from '../bot/bot';
import { floors, mostWrong } from './floors';
import { readLabelled } from './labelled';
import { evaluate, interval, total, type Report } from './report';
import { withTypos } from './typos';

const { knowledge } = realIndex();
const answerer: Answerer = {
  now: () => after,
  knowledge,
  answer: (input, session) => turn(input, session, mindOf(knowledge, after)),
};
const reports = new Map<string, Report>();

function reportOf(file: string): Report {
  const report = reports.get(file) ?? evaluate(readLabelled(join(__dirname, '..', 'questions', file)), answerer);
  reports.set(file, report);
  return report;
}

test.each(floors)('$file: at least $least % of $group are $grade', ({ file, group, grade, least }) => {
  const counts = reportOf(file).groups.get(group);
  if (!counts) throw new Error(`no ${group} in ${file}`);
  expect((100 * counts[grade]) / total(counts)).toBeGreaterThanOrEqual(least);
});

test.each(mostWrong)('$file: at most $most % of $group get a wrong fact', ({ file, group, most }) => {
  const counts = reportOf(file).groups.get(group);
  if (!counts) throw new Error(`no ${group} in ${file}`);
  expect((100 * counts.wrong) / total(counts)).toBeLessThanOrEqual(most);
});

test('a typo changes few right answers, and hardly any into a wrong fact', () => {
  const { tried, right, wrong } = reportOf('facts.jsonl').typos;
  expect(tried).toBeGreaterThan(500);
  expect(right / tried).toBeGreaterThan(0.97);
  expect(wrong / tried).toBeLessThan(0.005);
});

test.each([
  ['tuition', 1],
  ['a fee of it', 0],
  ['When is the application deadline?', 2],
])('"%s" has %d words that a thumb may slip in', (text, count) => {
  const slipped = withTypos(text);
  expect(slipped).toHaveLength(count);
  for (const one of slipped) expect(one).not.toBe(text);
});

test.each([
  [50, 100, '40-60'],
  [0, 10, '0-28'],
  [95, 100, '89-98'],
])('%d of %d: 95 %% interval %s', (part, whole, told) => {
  expect(interval(part, whole)).toBe(told);
});
