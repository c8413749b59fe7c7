import { groupMissed } from '../learn/group';
import type { State } from '../state/state';
import type { Period } from '../state/turn-log';
import type { Index } from '../understand/lookup';
import type { Block } from './blocks';
import { figuresOf } from './figures';
import { daysIn } from './period';
import { sectionsOf } from './sections';

/** The report of a period, from what is in the state. */
export async function makeReport(
  period: Period,
  { turnLog, feedback }: Pick<State, 'turnLog' | 'feedback'>,
  index: Index,
): Promise<readonly Block[]> {
  const days = daysIn(period);
  const [counts, votes, missed] = await Promise.all([
    turnLog.counts(period),
    feedback.between(period.from, period.to),
    turnLog.missed(period),
  ]);
  const figures = figuresOf(counts, votes, days);
  return sectionsOf({ first: days[0] ?? '', last: days.at(-1) ?? '', figures, missed: groupMissed(missed, index), index });
}
