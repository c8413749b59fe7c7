import { within } from '../within';

/**
 * Does the work of one key one after the other, in the order in which it comes; that of different keys side by side.
 * @throws Busy if work that came before keeps it waiting for too long; it is not begun then
 */
export type Exclusively = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export class Busy extends Error {}

/** Asked for before the work of a key, where others than this process have the same keys; gives what gives it back. */
export type Lock = (key: string) => Promise<() => void>;

export interface Waits {
  /** Milliseconds that work waits for what came before it: a channel itself waits fifteen seconds for a turn. */
  readonly patience: number;
  /** Work that takes longer holds up nobody any more: a channel that never answers must not end the conversation. */
  readonly longest: number;
}

const usual: Waits = { patience: 10_000, longest: 60_000 };

export function makeInOrder(lock: Lock = noLock, { patience, longest }: Waits = usual): Exclusively {
  const last = new Map<string, Promise<void>>();
  const begin = async (key: string, before: Promise<void> | undefined) => {
    if (before) await within(patience, before).catch(() => refuse(key));
    return lock(key);
  };
  return (key, work) => {
    const before = last.get(key);
    const begun = begin(key, before);
    const done = begun.then(work);
    const over = begun.then(
      async (unlock) => {
        await within(longest, done).catch(() => undefined);
        unlock();
      },
      () => before,
    );
    last.set(key, over);
    void over.then(() => last.get(key) === over && last.delete(key));
    return done;
  };
}

function refuse(key: string): never {
  throw new Busy(`other work of ${key} is not done yet`);
}

function noLock(): Promise<() => void> {
  return Promise.resolve(() => undefined);
}
