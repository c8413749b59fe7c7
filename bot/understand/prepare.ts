import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Knowledge } from '../../knowledge/knowledge';
import { examplesOf, followUpExamplesOf, makeIndex, type Index } from './lookup';
import type { Model } from './model';
import type { NameKinds } from './features';
import { readModel, writeModel } from './model-file';
import { train, type Example } from './train';

/** Grows with every change of how examples become a model, so that an old file is not taken for a new one. */
const recipe = 9;

/** The index over the knowledge base, with the models from their files, or newly trained ones if the phrasings have changed. */
export function prepareIndex(
  knowledge: Knowledge,
  modelFolder: string,
  onTraining: (examples: number) => void = () => undefined,
): Index {
  const examples = examplesOf(knowledge);
  const { kinds } = knowledge.names;
  const questions = prepareModel(examples, kinds, join(modelFolder, 'questions.json'), onTraining);
  const followUps = prepareModel(
    followUpExamplesOf(knowledge, examples),
    kinds,
    join(modelFolder, 'follow-ups.json'),
    onTraining,
  );
  return makeIndex(knowledge, examples, { questions, followUps });
}

/** Training takes some seconds, so its result is kept in a file. */
function prepareModel(
  examples: readonly Example[],
  names: NameKinds,
  file: string,
  onTraining: (examples: number) => void,
): Model {
  const key = keyOf(examples, names);
  const stored = existsSync(file) ? readModel(readFileSync(file, 'utf8'), names) : undefined;
  if (stored?.key === key) return stored;
  onTraining(examples.length);
  const model = train(examples, names, key);
  mkdirSync(dirname(file), { recursive: true });
  // Written aside and moved, so that nobody ever reads half a file.
  writeFileSync(`${file}.${process.pid}`, writeModel(model));
  renameSync(`${file}.${process.pid}`, file);
  return model;
}

function keyOf(examples: readonly Example[], names: NameKinds): string {
  const hash = createHash('sha256').update(`${recipe}\n`);
  for (const { id, words } of examples) hash.update(`${id}\t${words.join(' ')}\n`);
  for (const [name, kind] of names) hash.update(`${name}\t${kind}\n`);
  return hash.digest('hex').slice(0, 16);
}
