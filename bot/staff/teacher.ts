import { Worker } from 'node:worker_threads';
import type { Block } from '../report/blocks';
import type { Vote } from '../state/feedback';
import type { Period, StoredMissed, TurnCount } from '../state/turn-log';
import { Refused } from './answer';
import type { Listed, Plan, Preview, Taught } from './teach';

/** What each task is given, and what it gives. All of it can be sent to a thread. */
export interface Asks {
  readonly list: { readonly missed: readonly StoredMissed[] };
  readonly preview: { readonly missed: readonly StoredMissed[]; readonly plan: Plan; readonly now: Date };
  readonly teach: { readonly missed: readonly StoredMissed[]; readonly plan: Plan };
  readonly report: {
    readonly period: Period;
    readonly counts: readonly TurnCount[];
    readonly votes: readonly Pick<Vote, 'vote' | 'topics'>[];
    readonly missed: readonly StoredMissed[];
  };
}

export interface Gives {
  readonly list: Listed & { readonly isWritable: boolean };
  readonly preview: Preview;
  readonly teach: Taught;
  readonly report: readonly Block[];
}

export type TaskName = keyof Asks;

export interface Task<N extends TaskName> {
  readonly id: number;
  readonly name: N;
  readonly asks: Asks[N];
}

export type Reply = { readonly id: number } & (
  | { readonly kind: 'done'; readonly gives: Gives[TaskName] }
  | { readonly kind: 'does-not-hold'; readonly problems: readonly string[] }
  | { readonly kind: 'failed'; readonly error: unknown }
);

/** Looks at the knowledge base, and changes it, in a thread of its own: that takes seconds, in which students are answered. */
export interface Teacher {
  /** @throws Refused if the knowledge base does not hold as it is */
  do<N extends TaskName>(name: N, asks: Asks[N]): Promise<Gives[N]>;
  stop(): Promise<void>;
}

export interface Places {
  readonly folder: string;
  readonly modelFolder: string;
  /** Labelled questions, by which a change is tried. */
  readonly questionFolder: string;
}

/** An index takes some hundred megabytes, which nobody needs for longer, in milliseconds. */
const idle = 5 * 60_000;
const limits = { maxOldGenerationSizeMb: 1024 };

interface Waiting {
  readonly resolve: (gives: never) => void;
  readonly reject: (error: unknown) => void;
}

/** `file` is the built file that the thread runs. It is begun when it is needed, and ended when it was not for a while. */
export function startTeacher(file: string, places: Places): Teacher {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let count = 0;
  const end = async () => {
    clearTimeout(timer);
    const ended = thread;
    thread = undefined;
    await ended?.terminate();
  };
  const fail = (error: unknown) => {
    thread = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const take = (reply: Reply) => {
    const one = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) timer = setTimeout(() => void end(), idle).unref();
    if (one) settle(reply, one);
  };
  const start = () => {
    const worker = new Worker(file, { workerData: places, resourceLimits: limits });
    worker.on('message', take);
    worker.on('error', fail);
    worker.on('exit', () => {
      if (worker === thread) fail(new Error('the thread has ended'));
    });
    worker.unref();
    return worker;
  };
  return {
    do: (name, asks) => {
      clearTimeout(timer);
      thread ??= start();
      const id = (count += 1);
      const given = new Promise<never>((resolve, reject) => waiting.set(id, { resolve, reject }));
      thread.postMessage({ id, name, asks } satisfies Task<typeof name>);
      return given;
    },
    stop: end,
  };
}

function settle(reply: Reply, { resolve, reject }: Waiting): void {
  switch (reply.kind) {
    case 'done':
      return resolve(reply.gives as never);
    case 'failed':
      return reject(reply.error);
    case 'does-not-hold':
      return reject(
        new Refused(503, 'The knowledge base does not hold', `This works again when it is mended: ${reply.problems.join('; ')}`),
      );
  }
}
