import { makeTextTable, numberOf, type TextTable } from './text-table';
import type { Example } from './train';

/** All phrasings as they are looked up, in lists of numbers: nothing has to be made of them when the bot starts. */
export interface Phrasings {
  readonly words: readonly string[];
  readonly ids: readonly string[];
  /** Two letters, or empty for English. */
  readonly languages: readonly string[];
  /** The words of one phrasing after the other, as places in `words`. */
  readonly wordsOf: Uint32Array;
  /** Where the words of each phrasing begin; those of the next one begin where they end. */
  readonly starts: Uint32Array;
  readonly idOf: Uint16Array;
  readonly languageOf: Uint8Array;
  /** The number of a phrasing by its words in order, and by its telling words in any order. */
  readonly exact: TextTable;
  readonly sameWords: TextTable;
}

/** A phrasing that was found. */
export interface Phrasing {
  readonly id: string;
  readonly words: readonly string[];
}

export function listPhrasings(examples: readonly Example[], fillers: ReadonlySet<string>): Phrasings {
  const [words, ids, languages] = [numbering(), numbering(), numbering()];
  const starts = new Uint32Array(examples.length + 1);
  examples.forEach((example, i) => (starts[i + 1] = (starts[i] ?? 0) + example.words.length));
  return {
    wordsOf: Uint32Array.from(examples.flatMap((example) => example.words.map(words.numberOf))),
    starts,
    idOf: Uint16Array.from(examples, ({ id }) => ids.numberOf(id)),
    languageOf: Uint8Array.from(examples, ({ language = '' }) => languages.numberOf(language)),
    words: words.names,
    ids: ids.names,
    languages: languages.names,
    exact: makeTextTable(examples.map((example, i) => [example.words.join(' '), i])),
    sameWords: makeTextTable(unambiguous(examples, fillers)),
  };
}

export function countOf({ idOf }: Phrasings): number {
  return idOf.length;
}

/** How many words a phrasing has. */
export function lengthOf(number: number, { starts }: Phrasings): number {
  return (starts[number + 1] ?? 0) - (starts[number] ?? 0);
}

export function phrasingAt(number: number, { words, ids, wordsOf, starts, idOf }: Phrasings): Phrasing {
  const own = Array.from(wordsOf.subarray(starts[number], starts[number + 1]), (word) => words[word] ?? '');
  return { words: own, id: ids[idOf[number] ?? 0] ?? '' };
}

/** The phrasing of exactly these words. */
export function exactly(words: readonly string[], phrasings: Phrasings): Phrasing | undefined {
  const number = numberOf(words.join(' '), phrasings.exact);
  return number === undefined ? undefined : phrasingAt(number, phrasings);
}

/** The phrasing with the same telling words, if all that have them ask for the same. */
export function withSameWords(
  words: readonly string[],
  phrasings: Phrasings,
  fillers: ReadonlySet<string>,
): Phrasing | undefined {
  const bag = bagOf(words, fillers);
  const number = bag === '' ? undefined : numberOf(bag, phrasings.sameWords);
  return number === undefined ? undefined : phrasingAt(number, phrasings);
}

/** How often each word stands in the phrasings of each of some groups (an id, a language), as `groups` x `words` numbers. */
export function countWords(
  { words, wordsOf, starts }: Phrasings,
  groupOf: Uint16Array | Uint8Array,
  groups: number,
): Uint32Array {
  const counts = new Uint32Array(groups * words.length);
  for (let i = 0; i < groupOf.length; i += 1) {
    const group = (groupOf[i] ?? 0) * words.length;
    const end = starts[i + 1] ?? 0;
    for (let k = starts[i] ?? 0; k < end; k += 1) {
      const at = group + (wordsOf[k] ?? 0);
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  return counts;
}

/** The telling words in alphabetical order: what two orderings of the same question share. */
function bagOf(words: readonly string[], fillers: ReadonlySet<string>): string {
  const telling = words.filter((word) => !fillers.has(word)).sort();
  return telling.filter((word, i) => word !== telling[i - 1]).join(' ');
}

/** Leaves out what stands for more than one id, and what is empty. */
function unambiguous(examples: readonly Example[], fillers: ReadonlySet<string>): readonly (readonly [string, number])[] {
  const found = new Map<string, { id: string | undefined; number: number }>();
  examples.forEach(({ words, id }, number) => {
    const bag = bagOf(words, fillers);
    const before = found.get(bag);
    found.set(bag, { id: before && before.id !== id ? undefined : id, number });
  });
  return [...found].flatMap(([bag, { id, number }]) => (bag === '' || id === undefined ? [] : [[bag, number] as const]));
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
