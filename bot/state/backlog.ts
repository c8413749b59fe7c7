import type { Destination } from './tickets';

/** What has not arrived in one direction. */
export interface Waiting {
  readonly destination: Destination;
  readonly waiting: number;
  /** Since when the oldest of it waits; nothing where none does. */
  readonly since: Date | undefined;
  /** How much was given up, as it did not arrive within a day. */
  readonly givenUp: number;
}

/** How much of the outbox has not arrived; nothing of a direction in which all has. */
export type Backlog = () => Promise<readonly Waiting[]>;

/** As both databases give it. */
export interface WaitingRow {
  readonly destination: Destination;
  readonly waiting: number | string;
  readonly oldest: number | string | null;
  readonly given_up: number | string;
}

export const backlogQuery = `SELECT destination, SUM(CASE state WHEN 'waiting' THEN 1 ELSE 0 END) AS waiting,
    MIN(CASE state WHEN 'waiting' THEN since END) AS oldest, SUM(CASE state WHEN 'dead' THEN 1 ELSE 0 END) AS given_up
  FROM outbox WHERE state <> 'sent' GROUP BY destination`;

export function waitingOf({ destination, waiting, oldest, given_up: givenUp }: WaitingRow): Waiting {
  const since = oldest === null ? undefined : new Date(Number(oldest));
  return { destination, waiting: Number(waiting), since, givenUp: Number(givenUp) };
}
