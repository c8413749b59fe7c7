import type { Logger } from './log';
import type { Erased, Retention } from './state/retention';

/** How often it is looked for what is too old, in minutes; the first time so long after the start. */
const everyMinutes = 60;
const minute = 60_000;

export interface Clocks {
  /** The time of the day, which may be set, in milliseconds. */
  readonly wall: () => number;
  /** Milliseconds since some moment, which only time moves on. */
  readonly steady: () => number;
}

/**
 * Erases what has been kept for more than `days`, on one instance of all, for as long as the process runs. When the clock of
 * the machine has been set meanwhile, somebody may still set it right: nothing is erased until the next time.
 */
export function startRetention(retention: Retention, days: number, log: Logger, clocks: Clocks): void {
  const difference = () => clocks.wall() - clocks.steady();
  let before = difference();
  const look = async () => {
    const moved = Math.abs(difference() - before);
    before = difference();
    if (moved > everyMinutes * minute) return log.info('The clock was set meanwhile: nothing is erased this time.');
    // A little less, so that it is not skipped by who comes a moment early.
    if (!(await retention.claim(everyMinutes - 5))) return;
    const erased = await retention.erase(days);
    if (sumOf(erased) > 0) log.info(tellErased(erased, days));
  };
  const run = () => void look().catch((error: unknown) => log.error('what is too old could not be erased', error));
  setInterval(run, everyMinutes * minute).unref();
}

function sumOf(erased: Erased): number {
  return Object.values({ ...erased }).reduce((sum, count) => sum + count, 0);
}

export function tellErased({ states, conversations, activities, votes, tickets, questions }: Erased, days: number): string {
  return `Erased after ${days} days: ${conversations} conversations, ${activities} activities, ${states} states, ${votes} votes, ${tickets} tickets, ${questions} questions.`;
}
