import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Knowledge } from '../../knowledge/knowledge';
import { examplesOf, makeIndex, type Index } from './lookup';
import type { Model } from './model';
import { readModel, writeModel } from './model-file';
import { train, type Example } from './train';

/** Grows with every change of how examples become a model, so that an old file is not taken for a new one. */
const recipe = 7;

/** The index over the knowledge base, with the model from its file, or a newly trained one if the phrasings have changed. */
export function prepareIndex(knowledge: Knowledge, modelFile: string): Index {
  return makeIndex(knowledge, prepareModel(examplesOf(knowledge), modelFile));
}

/** Training takes some seconds, so its result is kept in a file. */
export function prepareModel(
  examples: readonly Example[],
  file: string,
  onTraining: (examples: number) => void = () => undefined,
): Model {
  const key = keyOf(examples);
  const stored = existsSync(file) ? readModel(readFileSync(file, 'utf8')) : undefined;
  if (stored?.key === key) return stored;
  onTraining(examples.length);
  const model = train(examples, key);
  mkdirSync(dirname(file), { recursive: true });
  // Written aside and moved, so that nobody ever reads half a file.
  writeFileSync(`${file}.${process.pid}`, writeModel(model));
  renameSync(`${file}.${process.pid}`, file);
  return model;
}

function keyOf(examples: readonly Example[]): string {
  const hash = createHash('sha256').update(`${recipe}\n`);
  for (const { id, words } of examples) hash.update(`${id}\t${words.join(' ')}\n`);
  return hash.digest('hex').slice(0, 16);
}
