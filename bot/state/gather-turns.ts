import { setTimeout as pause } from 'node:timers/promises';
import type { LoggedTurn, TurnLog } from './turn-log';

/** A turn log whose turns are written many at a time. */
export interface KeptTurnLog extends Omit<TurnLog, 'count'> {
  countAll(turns: readonly LoggedTurn[]): Promise<void>;
}

export interface GatheringTurnLog extends TurnLog {
  /** All that is gathered is written now. */
  write(): Promise<void>;
}

/** Milliseconds. A process that is killed has not counted what it gathered meanwhile. */
const gatherFor = 250;

/** Turns that are written together, when it is time or whoever cuts the waiting short wants them. */
interface Batch {
  readonly turns: LoggedTurn[];
  readonly written: Promise<void>;
  readonly hurry: AbortController;
}

/** Counting a turn costs no transaction of its own, which would take as long as keeping its session. */
export function gatherTurns(kept: KeptTurnLog): GatheringTurnLog {
  let batch: Batch | undefined;
  const begin = (): Batch => {
    const [turns, hurry]: [LoggedTurn[], AbortController] = [[], new AbortController()];
    const due = pause(gatherFor, undefined, { signal: hurry.signal }).catch(() => undefined);
    const written = due.then(() => {
      batch = undefined;
      return kept.countAll(turns);
    });
    return { turns, written, hurry };
  };
  const write = async () => {
    batch?.hurry.abort();
    await batch?.written;
  };
  return {
    ...kept,
    count: (turn) => {
      batch ??= begin();
      batch.turns.push(turn);
      return batch.written;
    },
    counts: async (period) => {
      await write();
      return kept.counts(period);
    },
    write,
  };
}
