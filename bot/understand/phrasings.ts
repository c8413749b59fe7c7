import { numberOf, type TextTable } from './text-table';

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
  /** The number of a phrasing by its words in order, and by its telling words in any order if all that have them ask for the same. */
  readonly exact: TextTable;
  readonly sameWords: TextTable;
}

/** The phrasings without what finds them by all their words. */
export type Listed = Omit<Phrasings, 'exact' | 'sameWords'>;

/** A phrasing that was found. */
export interface Phrasing {
  readonly id: string;
  readonly words: readonly string[];
}

export function countOf({ idOf }: Listed): number {
  return idOf.length;
}

/** How many words a phrasing has. */
export function lengthOf(number: number, { starts }: Phrasings): number {
  return (starts[number + 1] ?? 0) - (starts[number] ?? 0);
}

export function phrasingAt(number: number, { words, ids, wordsOf, starts, idOf }: Listed): Phrasing {
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
