import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Knowledge } from '../../knowledge/knowledge';
import { readLearnt, writeLearnt, type Learnt } from './learnt';
import { examplesOf, followUpExamplesOf, makeIndex, type Index } from './lookup';
import { listPhrasings } from './phrasings';
import { train } from './train';

/** Grows with every change of how phrasings become a model, so that an old file is not taken for a new one. */
const recipe = 15;

/** The index over the knowledge base: with what the build has learnt, or learnt anew if the phrasings have changed since. */
export function prepareIndex(
  knowledge: Knowledge,
  folder: string,
  onTraining: (phrasings: number) => void = () => undefined,
): Index {
  const file = join(folder, 'learnt.bin');
  const key = keyOf(knowledge);
  const stored = existsSync(file) ? readLearnt(readFileSync(file), key, knowledge.names.kinds) : undefined;
  return makeIndex(knowledge, stored ?? learnInto(file, key, knowledge, onTraining));
}

/** Learning takes half a minute, so its result is kept in a file. */
function learnInto(file: string, key: string, knowledge: Knowledge, onTraining: (phrasings: number) => void): Learnt {
  const { kinds } = knowledge.names;
  const examples = examplesOf(knowledge);
  const ofFollowUps = followUpExamplesOf(knowledge, examples);
  onTraining(examples.length + ofFollowUps.length);
  const phrasings = listPhrasings(examples, new Set(knowledge.vocabulary.fillers));
  const learnt = { key, phrasings, questions: train(examples, kinds), followUps: train(ofFollowUps, kinds) };
  mkdirSync(dirname(file), { recursive: true });
  // Written aside and moved, so that nobody ever reads half a file.
  writeFileSync(`${file}.${process.pid}`, writeLearnt(learnt));
  renameSync(`${file}.${process.pid}`, file);
  return learnt;
}

/** Of all that phrasings are read and learnt with. */
function keyOf({ phrasings, followUps, vocabulary, names }: Knowledge): string {
  const hash = createHash('sha256').update(`${recipe}\n`);
  for (const { id, text, language = '' } of phrasings) hash.update(`${id}\t${language}\t${text}\n`);
  for (const { id, phrasings: own } of followUps.facets) hash.update(`${id}\t${own.join('\n')}\n`);
  hash.update(followUps.own.join('\n'));
  for (const [name, kind] of names.kinds) hash.update(`${name}\t${kind}\n`);
  return hash.update(JSON.stringify(vocabulary.rewrites)).digest('hex').slice(0, 16);
}
