import { setTimeout as pause } from 'node:timers/promises';

/** Does all of it, so many at once. */
export async function atOnce<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const workOn = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: most }, workOn));
}

/** Begins so many a second, however long each takes, as visitors do not wait for one another. */
export async function atRate<T>(items: Iterable<T>, perSecond: number, work: (item: T) => Promise<void>): Promise<void> {
  const begun = performance.now();
  const begunWorks = new Set<Promise<void>>();
  let count = 0;
  for (const item of items) {
    const due = begun + (count++ * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await pause(early);
    const done = work(item);
    begunWorks.add(done);
    void done.finally(() => begunWorks.delete(done)).catch(() => undefined);
  }
  await Promise.all(begunWorks);
}
