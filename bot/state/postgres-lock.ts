import { setTimeout as pause } from 'node:timers/promises';
import { Busy, type Lock } from './in-order';
import { lockNumber } from './postgres';
import type { Connection, Session } from './postgres-session';
import { within } from '../within';

type Unlock = () => void;

/** Milliseconds between two looks at whether the work of other instances is done; by chance, so that none is always first. */
const betweenLooks = () => 10 + 20 * Math.random();

/**
 * Advisory locks between the instances. All that an instance holds, it holds over the one connection of its session, and for
 * all that it waits for it asks again over the same one, with one query however many wait: neither takes a connection from
 * the pool that the turns at work need, and who need not wait is not kept by who must. In one process only the first of a
 * key may ask, as a session is given once more what it holds; `makeInOrder` sees to that. Instances that want the same key
 * at once get it in no particular order.
 *
 * When the connection is lost so are its locks: work that is under way then may overlap with that of another instance.
 * `patience` are the milliseconds that the work of another instance is waited for.
 */
export function postgresLock(session: Session, patience = 10_000): Lock {
  const waiting = new Map<string, (unlock: Unlock) => void>();
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    while (waiting.size > 0) {
      await pause(betweenLooks());
      for (const [number, unlock] of await take(session.connection, [...waiting.keys()])) {
        // Who has given up meanwhile does not want it any more.
        const give = waiting.get(number) ?? ((gone: Unlock) => gone());
        waiting.delete(number);
        give(unlock);
      }
    }
    isLooking = false;
  };
  return async (key) => {
    const number = lockNumber(`turn ${key}`);
    const unlock = (await take(session.connection, [number])).get(number);
    if (unlock) return unlock;
    const given = new Promise<Unlock>((resolve) => waiting.set(number, resolve));
    void look();
    return within(patience, given).catch(() => {
      waiting.delete(number);
      throw session.connection ? new Busy(`another instance is at work on ${key}`) : new Error('PostgreSQL is not connected');
    });
  };
}

/** Those of the locks that are free; none while there is no connection. */
async function take(connection: Connection | undefined, numbers: readonly string[]): Promise<ReadonlyMap<string, Unlock>> {
  const ask = 'SELECT number, pg_try_advisory_lock(number) AS is_taken FROM unnest($1::bigint[]) AS number';
  const rows = (await connection?.ask<{ number: string; is_taken: boolean }>(ask, [numbers]).catch(() => [])) ?? [];
  const unlock = (number: string) => () => void connection?.ask('SELECT pg_advisory_unlock($1)', [number]).catch(() => undefined);
  return new Map(rows.filter((row) => row.is_taken).map(({ number }) => [number, unlock(number)]));
}
