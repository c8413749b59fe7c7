import { countOf, phrasingAt, type Listed, type Phrasings } from './phrasings';
import { makeTextTable } from './text-table';
import type { Example } from './train';

/** A list of which so many phrasings at its beginning and so many at its end stay as they are, and those between go. */
export interface Staying {
  readonly phrasings: Phrasings;
  readonly head: number;
  readonly tail: number;
}

/** With `staying` the examples come between what stays: after a change most phrasings need not be read again. */
export function listPhrasings(examples: readonly Example[], fillers: ReadonlySet<string>, staying?: Staying): Phrasings {
  const listed = staying ? between(staying, list(examples, staying.phrasings)) : list(examples);
  const asksTheSame = (one: number, other: number) => listed.idOf[one] === listed.idOf[other];
  return {
    ...listed,
    exact: makeTextTable(textsOf(listed)),
    sameWords: makeTextTable(bagsOf(listed, fillers), asksTheSame),
  };
}

function list(examples: readonly Example[], before?: Listed): Listed {
  const [words, ids, languages] = [numbering(before?.words), numbering(before?.ids), numbering(before?.languages)];
  return {
    wordsOf: Uint32Array.from(examples.flatMap((example) => example.words.map(words.numberOf))),
    starts: startsOf(examples.map((example) => example.words.length)),
    idOf: Uint16Array.from(examples, ({ id }) => ids.numberOf(id)),
    languageOf: Uint8Array.from(examples, ({ language = '' }) => languages.numberOf(language)),
    words: words.names,
    ids: ids.names,
    languages: languages.names,
  };
}

/** `own` names things as the list around it does. */
function between({ phrasings: around, head, tail }: Staying, own: Listed): Listed {
  const to = countOf(around) - tail;
  const wordsTo = around.starts[to] ?? 0;
  return {
    ...own,
    wordsOf: Uint32Array.from(spliced(around.wordsOf, around.starts[head] ?? 0, wordsTo, own.wordsOf)),
    starts: startsOf(spliced(lengthsOf(around), head, to, lengthsOf(own))),
    idOf: Uint16Array.from(spliced(around.idOf, head, to, own.idOf)),
    languageOf: Uint8Array.from(spliced(around.languageOf, head, to, own.languageOf)),
  };
}

type Numbers = Uint32Array | Uint16Array | Uint8Array;

/** What stands from one place to another gives way to something else. */
function spliced(numbers: Numbers, from: number, to: number, own: Numbers): readonly number[] {
  return [...numbers.subarray(0, from), ...own, ...numbers.subarray(to)];
}

function lengthsOf(listed: Listed): Uint32Array {
  return listed.starts.subarray(1).map((end, i) => end - (listed.starts[i] ?? 0));
}

function startsOf(lengths: readonly number[]): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => (starts[i + 1] = (starts[i] ?? 0) + length));
  return starts;
}

function* textsOf(listed: Listed): Iterable<readonly [string, number]> {
  for (let number = 0; number < countOf(listed); number += 1) yield [phrasingAt(number, listed).words.join(' '), number];
}

/** As `bagOf` makes them: sorting the words once, and then numbers, takes a third of the time. */
function* bagsOf(listed: Listed, fillers: ReadonlySet<string>): Iterable<readonly [string, number]> {
  const alphabetical = [...new Set(listed.words)].sort();
  const places = new Map(alphabetical.map((word, place) => [word, place]));
  const placeOf = Uint32Array.from(listed.words, (word) => places.get(word) ?? 0);
  const isFiller = listed.words.map((word) => fillers.has(word));
  for (let number = 0; number < countOf(listed); number += 1) {
    const telling = listed.wordsOf
      .subarray(listed.starts[number], listed.starts[number + 1])
      .filter((word) => !isFiller[word])
      .map((word) => placeOf[word] ?? 0)
      .sort();
    const words = [...telling].filter((place, i) => place !== telling[i - 1]).map((place) => alphabetical[place]);
    if (words.length > 0) yield [words.join(' '), number];
  }
}

/** Numbers names in the order in which they come, after those that have their numbers. */
function numbering(before: readonly string[] = []): {
  readonly names: readonly string[];
  readonly numberOf: (name: string) => number;
} {
  const names = [...before];
  const numbers = new Map(names.map((name, number) => [name, number]));
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
