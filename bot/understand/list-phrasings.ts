import { countOf, type Listed, type Phrasings } from './phrasings';
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
    exact: makeTextTable(textsOf(listed), countOf(listed)),
    sameWords: makeTextTable(bagsOf(listed, fillers), countOf(listed), asksTheSame),
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
  const count = head + countOf(own) + tail;
  const [wordsFrom, wordsTo] = [around.starts[head] ?? 0, around.starts[to] ?? 0];
  const words = around.wordsOf.length - (wordsTo - wordsFrom) + own.wordsOf.length;
  return {
    ...own,
    wordsOf: splice(new Uint32Array(words), around.wordsOf, wordsFrom, wordsTo, own.wordsOf),
    starts: startsOf(splice(new Uint32Array(count), lengthsOf(around), head, to, lengthsOf(own))),
    idOf: splice(new Uint16Array(count), around.idOf, head, to, own.idOf),
    languageOf: splice(new Uint8Array(count), around.languageOf, head, to, own.languageOf),
  };
}

/** Into `all` goes the list, with what stood from one place to another replaced. */
function splice<T extends Uint32Array | Uint16Array | Uint8Array>(all: T, list: T, from: number, to: number, own: T): T {
  all.set(list.subarray(0, from));
  all.set(own, from);
  all.set(list.subarray(to), from + own.length);
  return all;
}

function lengthsOf({ starts }: Listed): Uint32Array {
  return Uint32Array.from({ length: starts.length - 1 }, (_, i) => (starts[i + 1] ?? 0) - (starts[i] ?? 0));
}

function startsOf(lengths: readonly number[] | Uint32Array): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => (starts[i + 1] = (starts[i] ?? 0) + length));
  return starts;
}

/** No list is made for each phrasing: there are a hundred thousand of them. */
function* textsOf(listed: Listed): Iterable<readonly [string, number]> {
  for (let number = 0; number < countOf(listed); number += 1) {
    let text = '';
    eachWord(number, listed, (word) => (text += `${text === '' ? '' : ' '}${listed.words[word] ?? ''}`));
    yield [text, number];
  }
}

/** As `bagOf` makes them: the words are sorted once, then only numbers are. */
function* bagsOf(listed: Listed, fillers: ReadonlySet<string>): Iterable<readonly [string, number]> {
  const alphabetical = [...new Set(listed.words)].sort();
  const places = new Map(alphabetical.map((word, place) => [word, place]));
  const placeOf = listed.words.map((word) => (fillers.has(word) ? -1 : (places.get(word) ?? -1)));
  for (let number = 0; number < countOf(listed); number += 1) {
    const telling: number[] = [];
    eachWord(number, listed, (word) => {
      const place = placeOf[word] ?? -1;
      if (place >= 0 && !telling.includes(place)) telling.push(place);
    });
    telling.sort(ascending);
    if (telling.length > 0) yield [telling.map((place) => alphabetical[place]).join(' '), number];
  }
}

const ascending = (one: number, other: number) => one - other;

function eachWord(number: number, { starts, wordsOf }: Listed, tell: (word: number) => void): void {
  const end = starts[number + 1] ?? 0;
  for (let k = starts[number] ?? 0; k < end; k += 1) tell(wordsOf[k] ?? 0);
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
