import { deserialize, serialize } from 'node:v8';
import type { NameKinds } from './features';
import type { Model } from './model';
import type { Example } from './train';

/** All that is made of the phrasings before the bot starts. */
export interface Learnt {
  /** What it was made of; it is only good for a knowledge base with the same key. */
  readonly key: string;
  readonly examples: readonly Example[];
  readonly questions: Model;
  readonly followUps: Model;
}

/** Names and numbers only, so that reading it takes no longer than reading the file. */
interface LearntFile {
  readonly key: string;
  readonly examples: Listed;
  readonly questions: StoredModel;
  readonly followUps: StoredModel;
}

/** The examples one after the other, as numbers into lists of what occurs. */
interface Listed {
  readonly words: readonly string[];
  readonly ids: readonly string[];
  /** Two letters, or empty for English. */
  readonly languages: readonly string[];
  readonly wordsOf: Uint32Array;
  readonly lengths: Uint16Array;
  readonly idOf: Uint16Array;
  readonly languageOf: Uint8Array;
}

type StoredModel = Omit<Model, 'features' | 'names'> & { readonly features: readonly string[] };

export function writeLearnt({ key, examples, questions, followUps }: Learnt): Buffer {
  const file: LearntFile = { key, examples: list(examples), questions: stored(questions), followUps: stored(followUps) };
  return serialize(file);
}

/** Nothing if the bytes are no such file, or one made of something else: then it is to be made anew. */
export function readLearnt(bytes: Buffer, key: string, names: NameKinds): Learnt | undefined {
  const file = parse(bytes);
  if (file?.key !== key) return undefined;
  return {
    key,
    examples: unlist(file.examples),
    questions: restored(file.questions, names),
    followUps: restored(file.followUps, names),
  };
}

function parse(bytes: Buffer): LearntFile | undefined {
  try {
    return deserialize(bytes) as LearntFile;
  } catch {
    // Half a file, or one that a newer Node wrote.
    return undefined;
  }
}

function stored({ ids, bias, features, rarities, starts, weightIds, weights }: Model): StoredModel {
  return { ids, bias, rarities, starts, weightIds, weights, features: [...features.keys()] };
}

function restored({ features, ...rest }: StoredModel, names: NameKinds): Model {
  return { ...rest, names, features: new Map(features.map((name, i) => [name, i])) };
}

function list(examples: readonly Example[]): Listed {
  const [words, ids, languages] = [numbering(), numbering(), numbering()];
  return {
    wordsOf: Uint32Array.from(examples.flatMap((example) => example.words.map(words.numberOf))),
    lengths: Uint16Array.from(examples, (example) => example.words.length),
    idOf: Uint16Array.from(examples, ({ id }) => ids.numberOf(id)),
    languageOf: Uint8Array.from(examples, ({ language = '' }) => languages.numberOf(language)),
    words: words.names,
    ids: ids.names,
    languages: languages.names,
  };
}

function unlist({ words, ids, languages, wordsOf, lengths, idOf, languageOf }: Listed): readonly Example[] {
  let from = 0;
  return Array.from(lengths, (length, i) => {
    const own = Array.from(wordsOf.subarray(from, from + length), (number) => words[number] ?? '');
    from += length;
    const language = languages[languageOf[i] ?? 0] ?? '';
    return { words: own, id: ids[idOf[i] ?? 0] ?? '', ...(language === '' ? {} : { language }) };
  });
}

/** Numbers names in the order in which they come. */
function numbering(): { readonly names: readonly string[]; readonly numberOf: (name: string) => number } {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = numbers.get(name) ?? names.length;
    if (known === names.length) {
      numbers.set(name, known);
      names.push(name);
    }
    return known;
  };
  return { names, numberOf };
}
