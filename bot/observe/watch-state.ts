import type { State } from '../state/state';
import { Busy } from '../state/in-order';
import type { Observer } from './observer';

/** What the database has failed with. */
const failed = new WeakSet<object>();

export function isOfStorage(error: unknown): boolean {
  return typeof error === 'object' && error !== null && failed.has(error);
}

/** The same state, each of whose operations is timed. */
export function watchState(state: State, stored: Observer['stored']): State {
  const watched = <T extends object>(name: string, part: T, methods = Object.keys(part)): T => {
    const works = part as Readonly<Record<string, Work>>;
    const watch = (method: string): Work => (...args) =>
      timed(`${name}.${method}`, () => works[method]?.call(part, ...args) ?? Promise.resolve(), stored); // prettier-ignore
    return { ...part, ...Object.fromEntries(methods.map((method) => [method, watch(method)])) };
  };
  return {
    ...state,
    // It may be anybody's, whose methods are those of a class.
    storage: watched('storage', state.storage, ['read', 'write', 'delete']),
    transcript: watched('transcript', state.transcript),
    feedback: watched('feedback', state.feedback),
    tickets: watched('tickets', state.tickets),
    outbox: watched('outbox', state.outbox),
    exclusively: async (key, work) => {
      let isBegun = false;
      const begin = () => ((isBegun = true), work());
      return state.exclusively(key, begin).catch((error: unknown) => {
        // What its instances agree by is in the database, too.
        if (!isBegun && !(error instanceof Busy)) note(error);
        throw error;
      });
    },
  };
}

type Work = (...args: readonly unknown[]) => Promise<unknown>;

async function timed(operation: string, work: () => Promise<unknown>, stored: Observer['stored']): Promise<unknown> {
  const from = performance.now();
  try {
    const result = await work();
    stored(operation, (performance.now() - from) / 1000, false);
    return result;
  } catch (error) {
    stored(operation, (performance.now() - from) / 1000, true);
    note(error);
    throw error;
  }
}

function note(error: unknown): void {
  if (typeof error === 'object' && error !== null) failed.add(error);
}
