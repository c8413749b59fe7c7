import { deserialize, serialize } from 'node:v8';
import type { NameKinds } from './features';
import type { Model } from './model';
import type { Phrasings } from './phrasings';

/** All that is made of the phrasings before the bot starts. */
export interface Learnt {
  /** What it was made of; it is only good for a knowledge base with the same key. */
  readonly key: string;
  readonly phrasings: Phrasings;
  readonly questions: Model;
  readonly followUps: Model;
}

/** Names and numbers only, so that reading it takes no longer than reading the file. */
interface LearntFile {
  readonly key: string;
  readonly phrasings: Phrasings;
  readonly questions: StoredModel;
  readonly followUps: StoredModel;
}

type StoredModel = Omit<Model, 'names'>;

export function writeLearnt({ key, phrasings, questions, followUps }: Learnt): Buffer {
  const file: LearntFile = { key, phrasings, questions: stored(questions), followUps: stored(followUps) };
  return serialize(file);
}

/** Nothing if the bytes are no such file: then it is to be made anew. */
export function readLearnt(bytes: Buffer, names: NameKinds): Learnt | undefined {
  const file = parse(bytes);
  if (!file) return undefined;
  const { key, phrasings, questions, followUps } = file;
  return { key, phrasings, questions: { ...questions, names }, followUps: { ...followUps, names } };
}

function parse(bytes: Buffer): LearntFile | undefined {
  try {
    return deserialize(bytes) as LearntFile;
  } catch {
    // Half a file, or one that a newer Node wrote.
    return undefined;
  }
}

function stored({ ids, bias, features, rarities, starts, weights }: Model): StoredModel {
  return { ids, bias, features, rarities, starts, weights };
}
