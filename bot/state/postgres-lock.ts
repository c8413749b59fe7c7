import { backOff } from 'exponential-backoff';
import { Busy, type Lock } from './in-order';
import { lockNumber } from './postgres';
import type { Connection, Session } from './postgres-session';

/** Milliseconds between two looks at whether the work of another instance is done. */
const looks = { startingDelay: 5, maxDelay: 100 };

/**
 * Advisory locks between the instances. All that an instance holds, it holds over the one connection of its session, and
 * whoever has to wait asks again over the same one: waiting takes no connection, however many conversations wait, and none
 * from the pool that the turns at work need. In one process only the first of a key may ask, as a session is given what it
 * holds already; `makeInOrder` sees to that. Instances that want the same key at once get it in no particular order.
 *
 * When the connection is lost so are its locks: work that is under way then may overlap with that of another instance.
 * `patience` are the milliseconds that the work of another instance is waited for.
 */
export function postgresLock(session: Session, patience = 10_000): Lock {
  return async (key) => {
    const number = lockNumber(`turn ${key}`);
    const tooLong = AbortSignal.timeout(patience);
    return backOff(() => take(session.connection, number, key), {
      ...looks,
      numOfAttempts: Infinity,
      jitter: 'full',
      retry: () => !tooLong.aborted,
    });
  };
}

async function take(connection: Connection | undefined, number: string, key: string): Promise<() => void> {
  if (!connection) throw new Error('there is no connection to PostgreSQL');
  const [row] = await connection.ask<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [number]);
  if (!row?.taken) throw new Busy(`another instance is at work on ${key}`);
  return () => void connection.ask('SELECT pg_advisory_unlock($1)', [number]).catch(() => undefined);
}
