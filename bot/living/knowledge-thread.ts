import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { loadKnowledge } from '../../knowledge/load';
import { learntFor } from '../understand/prepare';
import { makeLook, type News, type ServedNow } from './look';

/** What the thread is for: to look for changes as long as it lives, or to learn from the phrasings once. */
export interface Task {
  readonly task: 'look' | 'learn';
  readonly folder: string;
  readonly modelFolder: string;
  readonly served: ServedNow;
}

/** Milliseconds between two looks. */
const lookEvery = 250;

const { task, folder, modelFolder, served } = workerData as Task;

async function lookOn(): Promise<void> {
  const look = makeLook(folder, modelFolder, served);
  for (;;) {
    const news = look();
    if (news) parentPort?.postMessage(news);
    await pause(lookEvery);
  }
}

function learn(): void {
  const knowledge = loadKnowledge(folder);
  const learnt = learntFor(knowledge, modelFolder);
  const news = { kind: 'changed', knowledge, key: learnt.key, learnt } satisfies News;
  parentPort?.postMessage(news);
}

if (task === 'learn') learn();
else void lookOn();
