import type { Knowledge } from '../../knowledge/knowledge';
import { makeClaimReader, type ClaimReader } from './claims/claims';
import { makeLanguageReader, type LanguageReader } from './language';
import type { Model } from './model';
import { makeSpelling, type Spelling } from './spelling';
import type { Example } from './train';
import { readWords } from './words';

/** Everything that is looked up while understanding, made once from the knowledge base. */
export interface Index {
  readonly knowledge: Knowledge;
  readonly model: Model;
  readonly spelling: Spelling;
  readonly readClaims: ClaimReader;
  readonly readLanguage: LanguageReader;
  /** Phrasings by their words in order, and by their telling words in any order. */
  readonly exact: ReadonlyMap<string, Example>;
  readonly sameWords: ReadonlyMap<string, Example>;
  /** The numbers of the phrasings that hold a word. */
  readonly holding: ReadonlyMap<string, readonly number[]>;
  readonly examples: readonly Example[];
}

/** The phrasings as the model learns them. */
export function examplesOf({ phrasings, vocabulary }: Knowledge): readonly Example[] {
  return phrasings.map(({ text, id }) => ({ id, words: readWords(text, vocabulary) }));
}

export function makeIndex(knowledge: Knowledge, model: Model): Index {
  const examples = examplesOf(knowledge);
  const holding = new Map<string, number[]>();
  examples.forEach(({ words }, i) => {
    for (const word of new Set(words)) {
      const numbers = holding.get(word);
      if (numbers) numbers.push(i);
      else holding.set(word, [i]);
    }
  });
  const fillers = new Set(knowledge.vocabulary.fillers);
  return {
    knowledge,
    model,
    examples,
    holding,
    readLanguage: makeLanguageReader(knowledge),
    readClaims: makeClaimReader(knowledge.degrees, knowledge.requirements),
    spelling: makeSpelling(new Map([...holding].map(([word, numbers]) => [word, numbers.length]))),
    exact: new Map(examples.map((example) => [example.words.join(' '), example])),
    sameWords: unambiguous(examples.map((example) => [bagOf(example.words, fillers), example])),
  };
}

/** The telling words in alphabetical order: what two orderings of the same question share. */
export function bagOf(words: readonly string[], fillers: ReadonlySet<string>): string {
  return [...new Set(words.filter((word) => !fillers.has(word)))].sort().join(' ');
}

/** Leaves out what stands for more than one id, and what is empty. */
function unambiguous(entries: readonly (readonly [string, Example])[]): ReadonlyMap<string, Example> {
  const found = new Map<string, Example | undefined>();
  for (const [key, example] of entries) {
    const before = found.get(key);
    found.set(key, key === '' || (found.has(key) && before?.id !== example.id) ? undefined : example);
  }
  return new Map([...found].flatMap(([key, example]) => (example ? [[key, example] as const] : [])));
}
