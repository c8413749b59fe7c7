import { groupMissed } from '../learn/group';
import type { Feedback } from '../state/feedback';
import type { Period, TurnLog } from '../state/turn-log';
import type { Index } from '../understand/lookup';
import type { Block } from './blocks';
import { figuresOf } from './figures';
import { daysIn } from './period';
import { sectionsOf } from './sections';

/** The parts of the state that it is made from. */
export interface Sources {
  readonly turnLog: Pick<TurnLog, 'counts' | 'missed'>;
  readonly feedback: Pick<Feedback, 'between'>;
}

/** The report of a period, from what is in the state. */
export async function makeReport(period: Period, { turnLog, feedback }: Sources, index: Index): Promise<readonly Block[]> {
  const days = daysIn(period);
  const [counts, votes, missed] = await Promise.all([
    turnLog.counts(period),
    feedback.between(period.from, period.to),
    turnLog.missed(period),
  ]);
  const figures = figuresOf(counts, votes, days);
  return sectionsOf({ first: days[0] ?? '', last: days.at(-1) ?? '', figures, missed: groupMissed(missed, index), index });
}
