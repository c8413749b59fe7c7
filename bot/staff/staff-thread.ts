import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { fingerprintOf, KnowledgeError } from '../../knowledge/load';
import { openDesk, type Desk } from '../learn/desk';
import { knowledgeFolderAt } from '../learn/knowledge-folder';
import { labelledIn, type Labelled } from '../learn/labelled';
import { makeReport } from '../report/make-report';
import type { StoredMissed } from '../state/turn-log';
import { listAll, preview, teach } from './teach';
import type { Asks, Gives, Places, Reply, Task, TaskName } from './teacher';

const { folder, modelFolder, questionFolder } = workerData as Places;

/** The log as it was sent along; what is settled in it is settled by whoever has sent it. */
let missed: readonly StoredMissed[] = [];
let desk: Desk | undefined;
let seen = '';

/** Of the files as they are now. @throws KnowledgeError if they do not hold */
function deskNow(): Desk {
  const now = fingerprintOf(folder);
  if (!desk || now !== seen) {
    const turnLog = { missed: () => Promise.resolve(missed), settle: () => Promise.resolve() };
    desk = openDesk(knowledgeFolderAt(folder), modelFolder, turnLog);
    seen = now;
  }
  return desk;
}

const works: { readonly [name in TaskName]: (asks: Asks[name]) => Promise<Gives[name]> } = {
  list: async (asked) => {
    missed = asked.missed;
    return { ...(await listAll(deskNow())), isWritable: isWritable() };
  },
  preview: (asked) => {
    missed = asked.missed;
    return preview(asked.plan, deskNow(), readQuestions(), asked.now);
  },
  teach: async (asked) => {
    missed = asked.missed;
    const taught = await teach(asked.plan, deskNow());
    // What was just written is what the desk has.
    if (taught.kind === 'changed') seen = fingerprintOf(folder);
    return taught;
  },
  report: ({ period, counts, votes, missed: told }) => {
    const turnLog = { counts: () => Promise.resolve(counts), missed: () => Promise.resolve(told) };
    return makeReport(period, { turnLog, feedback: { between: () => Promise.resolve(votes) } }, deskNow().index());
  },
};

/** Whoever may write everything is told by the disk itself that nothing can be written there. */
function isWritable(): boolean {
  try {
    accessSync(join(folder, 'phrasings'), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** They are there where the project is, and need not be where the bot runs. */
function readQuestions(): readonly Labelled[] {
  if (!existsSync(questionFolder)) return [];
  const files = readdirSync(questionFolder).filter((file) => file.endsWith('.jsonl'));
  return files.flatMap((file) => labelledIn(readFileSync(join(questionFolder, file), 'utf8')));
}

async function replyTo<N extends TaskName>({ id, name, asks }: Task<N>): Promise<Reply> {
  try {
    return { id, kind: 'done', gives: await works[name](asks) };
  } catch (error) {
    if (error instanceof KnowledgeError) return { id, kind: 'does-not-hold', problems: error.message.split('\n') };
    return { id, kind: 'failed', error };
  }
}

/** One after the other: none is to see half of what another writes. */
let last: Promise<unknown> = Promise.resolve();
parentPort?.on('message', (task: Task<TaskName>) => {
  last = last.then(() => replyTo(task)).then((reply) => parentPort?.postMessage(reply));
});
