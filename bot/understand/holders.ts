import { countOf, type Phrasings } from './phrasings';

/** The numbers of the phrasings that hold a word, in ascending order. */
export type HoldersOf = (word: string) => Uint32Array;

const nobody = new Uint32Array(0);

export function makeHoldersOf(phrasings: Phrasings): HoldersOf {
  const places = new Map(phrasings.words.map((word, place) => [word, place]));
  const { starts, numbers } = listHolders(phrasings);
  return (word) => {
    const place = places.get(word);
    return place === undefined ? nobody : numbers.subarray(starts[place], starts[place + 1]);
  };
}

/** Word after word, each phrasing once: first how many hold each word, so that their places are known, then which. */
function listHolders(phrasings: Phrasings): { readonly starts: Uint32Array; readonly numbers: Uint32Array } {
  const starts = new Uint32Array(phrasings.words.length + 1);
  eachHolding(phrasings, (word) => (starts[word + 1] = (starts[word + 1] ?? 0) + 1));
  for (let word = 1; word < starts.length; word += 1) starts[word] = (starts[word] ?? 0) + (starts[word - 1] ?? 0);
  const numbers = new Uint32Array(starts[starts.length - 1] ?? 0);
  const next = starts.slice();
  eachHolding(phrasings, (word, number) => {
    numbers[next[word] ?? 0] = number;
    next[word] = (next[word] ?? 0) + 1;
  });
  return { starts, numbers };
}

function eachHolding(phrasings: Phrasings, tell: (word: number, number: number) => void): void {
  const { wordsOf, starts, words } = phrasings;
  const lastIn = new Uint32Array(words.length);
  for (let number = 0; number < countOf(phrasings); number += 1) {
    const end = starts[number + 1] ?? 0;
    for (let k = starts[number] ?? 0; k < end; k += 1) {
      const word = wordsOf[k] ?? 0;
      if (lastIn[word] === number + 1) continue;
      lastIn[word] = number + 1;
      tell(word, number);
    }
  }
}
