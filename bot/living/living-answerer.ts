import { Worker } from 'node:worker_threads';
import { answererOf, type Answerer } from '../answer';
import type { Logger } from '../log';
import { makeIndex, type Index } from '../understand/lookup';
import { hurried, readKept } from '../understand/prepare';
import type { News } from './look';
import type { Task } from './knowledge-thread';

/** An answerer that takes changes of its files while it runs, whole or not at all. */
export interface LivingAnswerer extends Answerer {
  /** What is wrong with the files as they are now; empty if they are what is served. */
  readonly problems: () => readonly string[];
  readonly stop: () => Promise<void>;
}

export interface Places {
  readonly folder: string;
  readonly modelFolder: string;
  /** The built file that the threads run. */
  readonly thread: string;
}

type Changed = News & { readonly kind: 'changed' };

/** Megabytes of what the threads keep; without limits they leave for later what they could give back. */
const limits = { look: { maxOldGenerationSizeMb: 384 }, learn: { maxOldGenerationSizeMb: 2048 } } as const;

/** One that takes no changes. */
export function atRest(first: Answerer): LivingAnswerer {
  return { ...first, problems: () => [], stop: () => Promise.resolve() };
}

/**
 * The files are looked at, checked and learnt from in threads of their own: nobody who is being answered waits for that.
 * Whoever takes `knowledge` and then answers within the same turn of the event loop has both of one version.
 */
export function keepAlive(first: Index, clock: () => Date, places: Places, log: Logger): LivingAnswerer {
  const { folder, modelFolder, thread: file } = places;
  let served: Served = { index: first, isLearnt: true };
  let current = answererOf(first, clock);
  let problems: readonly string[] = [];
  let learner: Worker | undefined;
  const start = (task: Task['task']): Worker =>
    startThread(
      file,
      { task, folder, modelFolder, served: { version: current.knowledge.version, key: first.learnt.key } },
      (news) => {
        if (!isLate(task, news, current.knowledge.version)) take(news);
      },
      (error) => {
        log.error(`the knowledge base could not be taken (${task})`, error);
        problems = ['changes of the knowledge base could not be taken: see the log of the bot'];
      },
    );
  const serve = (news: Changed) => {
    const { knowledge, phrasings } = news;
    const isHurried = phrasings !== undefined;
    served = { index: nextIndex(news, served, modelFolder), isLearnt: !isHurried };
    current = answererOf(served.index, clock);
    log.info(`The knowledge base has changed: version ${knowledge.version} is served${isHurried ? hurriedWays : ''}.`);
    if (!isHurried) return;
    // What it was learning from has changed meanwhile.
    void learner?.terminate();
    learner = start('learn');
  };
  const take = (news: News) => {
    problems = news.kind === 'broken' ? news.problems : [];
    switch (news.kind) {
      case 'changed':
        return serve(news);
      case 'mended':
        return log.info(`The knowledge base holds again: version ${current.knowledge.version} is served.`);
      case 'broken':
        return tellBroken(problems, current.knowledge.version, log);
    }
  };
  const looker = start('look');
  return {
    get knowledge() {
      return current.knowledge;
    },
    answer: (input, session) => current.answer(input, session),
    now: clock,
    problems: () => problems,
    stop: () => Promise.all([looker.terminate(), learner?.terminate()]).then(() => undefined),
  };
}

const hurriedWays = '; its new ways of asking are found by their words, and are being learnt';

interface Served {
  readonly index: Index;
  /** Not while what was learnt before stands in for new ways of asking. */
  readonly isLearnt: boolean;
}

/** Most of the index stays where only a fact or an answer has changed. @throws if what was learnt cannot be read */
function nextIndex(news: Changed, { index: before, isLearnt }: Served, folder: string): Index {
  const { knowledge, key, learnt, phrasings } = news;
  if (phrasings) return makeIndex(knowledge, hurried({ knowledge, phrasings }, before.learnt));
  if (learnt) return makeIndex(knowledge, learnt);
  if (isLearnt && before.learnt.key === key) return makeIndex(knowledge, before.learnt, before);
  const kept = readKept(folder, knowledge);
  if (!kept) throw new Error('what was learnt cannot be read');
  return makeIndex(knowledge, kept);
}

/** What was learnt from phrasings that have changed meanwhile is of no use. */
function isLate(task: Task['task'], news: News, served: string): boolean {
  return task === 'learn' && news.kind === 'changed' && news.knowledge.version !== served;
}

function tellBroken(problems: readonly string[], version: string, log: Logger): void {
  problems.forEach((problem) => log.error('the changed knowledge base does not hold', problem));
  log.info(`Version ${version} of the knowledge base is still served.`);
}

/** It does not keep the process from ending, nor does what is thrown over its news end it. */
function startThread(file: string, workerData: Task, take: (news: News) => void, fail: (error: unknown) => void): Worker {
  const thread = new Worker(file, { workerData, resourceLimits: limits[workerData.task] });
  thread.on('message', (news: News) => {
    try {
      take(news);
    } catch (error) {
      fail(error);
    }
  });
  thread.on('error', fail);
  thread.unref();
  return thread;
}
