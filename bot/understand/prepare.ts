import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Knowledge } from '../../knowledge/knowledge';
import { readLearnt, writeLearnt, type Learnt } from './learnt';
import { examplesOf, followUpExamplesOf, makeIndex, ownQuestion, type Index } from './lookup';
import type { Model } from './model';
import { listPhrasings } from './list-phrasings';
import { lexiconOf, type ListedWays } from './list-ways';
import { train } from './train';

/** Grows with every change of how phrasings become a model, so that an old file is not taken for a new one. */
const recipe = 17;

/** The index over the knowledge base: with what the build has learnt, or learnt anew if the phrasings have changed since. */
export function prepareIndex(
  knowledge: Knowledge,
  folder: string,
  onTraining: (phrasings: number) => void = () => undefined,
): Index {
  return makeIndex(knowledge, learntFor(knowledge, folder, onTraining));
}

/** What there is to know of the phrasings: from the file in the folder if it is of them, else learnt anew, and kept there. */
export function learntFor(
  knowledge: Knowledge,
  folder: string,
  onTraining: (phrasings: number) => void = () => undefined,
): Learnt {
  const kept = readKept(folder, knowledge);
  return kept && isOf(kept, knowledge) ? kept : learnInto(join(folder, 'learnt.bin'), keyOf(knowledge), knowledge, onTraining);
}

/** Learning takes half a minute, so its result is kept in a file. */
function learnInto(file: string, key: string, knowledge: Knowledge, onTraining: (phrasings: number) => void): Learnt {
  const { kinds } = knowledge.names;
  const examples = examplesOf(knowledge);
  const ofFollowUps = followUpExamplesOf(knowledge, examples);
  onTraining(examples.length + ofFollowUps.length);
  const phrasings = listPhrasings(examples, new Set(knowledge.vocabulary.fillers));
  const learnt = { key, phrasings, questions: train(examples, kinds), followUps: train(ofFollowUps, kinds) };
  keep(learnt, file);
  return learnt;
}

/** Written aside and moved, so that nobody ever reads half a file. Where nothing may be written it is learnt again next time. */
function keep(learnt: Learnt, file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, writeLearnt(learnt));
    renameSync(`${file}.${process.pid}`, file);
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Whether what was learnt is of these very phrasings. */
export function isOf({ key }: Pick<Learnt, 'key'>, knowledge: Knowledge): boolean {
  return key === keyOf(knowledge);
}

/**
 * For phrasings that have changed this moment: they are found by their words, and till they are learnt what was learnt
 * before stands in, but for cards that are no longer there.
 */
export function hurried({ knowledge, phrasings }: ListedWays, { questions, followUps }: Learnt): Learnt {
  const { topics, subjects, intents } = knowledge;
  const isThere = (id: string) => topics.has(id) || subjects.has(id) || intents.has(id);
  const facets = new Set([...knowledge.followUps.facets.map(({ id }) => id), ownQuestion]);
  return {
    key: keyOf(knowledge),
    phrasings,
    questions: without(questions, (id) => !isThere(id)),
    followUps: without(followUps, (id) => !facets.has(id)),
  };
}

function without(model: Model, isGone: (id: string) => boolean): Model {
  return { ...model, bias: model.bias.map((bias, i) => (isGone(model.ids[i] ?? '') ? never : bias)) };
}

/** No words outweigh it. */
const never = -1e6;

/** What was learnt last, of whatever phrasings. */
export function readKept(folder: string, { names }: Knowledge): Learnt | undefined {
  const file = join(folder, 'learnt.bin');
  return existsSync(file) ? readLearnt(readFileSync(file), names.kinds) : undefined;
}

/** The key of what was learnt last; the file is only read again when it has changed. */
export function makeKeptKey(folder: string): () => string | undefined {
  const file = join(folder, 'learnt.bin');
  let seen = '';
  let key: string | undefined;
  return () => {
    const { mtimeMs, ino } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0, ino: 0 };
    const now = `${mtimeMs} ${ino}`;
    if (now !== seen) key = existsSync(file) ? readLearnt(readFileSync(file), new Map())?.key : undefined;
    seen = now;
    return key;
  };
}

/** Of all that phrasings are read and learnt with: with the same key the same is learnt. */
export function keyOf(knowledge: Knowledge): string {
  const { phrasings, followUps } = knowledge;
  const hash = createHash('sha256').update(`${recipe}\n`);
  for (const { id, text, language = '' } of phrasings) hash.update(`${id}\t${language}\t${text}\n`);
  for (const { id, phrasings: own } of followUps.facets) hash.update(`${id}\t${own.join('\n')}\n`);
  return hash.update(followUps.own.join('\n')).update(lexiconOf(knowledge)).digest('hex').slice(0, 16);
}
