import Fuse from 'fuse.js';

/** Puts a misspelt word right, if a known word is near enough; any other word stays as it is. */
export type Spelling = (word: string) => string;

/** Shorter words have too many neighbours ("fee", "see", "few"). */
const shortest = 4;

/** One slip, or two in a long word. */
const allowedSlips = (word: string): number => (word.length >= 8 ? 2 : 1);

/**
 * Fuse compares a word only with known words that begin or end alike, so the time it takes does not grow with the whole
 * vocabulary. A known word is never changed: one test may not turn into another ("TOEIC", "TOEFL").
 */
export function makeSpelling(known: ReadonlyMap<string, number>): Spelling {
  const shelves = new Map<string, string[]>();
  for (const word of known.keys()) {
    if (!isCorrectable(word)) continue;
    for (const shelf of shelvesOf(word)) shelves.set(shelf, [...(shelves.get(shelf) ?? []), word]);
  }
  return (word) => {
    if (known.has(word) || !isCorrectable(word)) return word;
    const alike = new Set(shelvesOf(word).flatMap((shelf) => shelves.get(shelf) ?? []));
    const near = [...alike].filter((candidate) => mayBe(word, candidate, allowedSlips(word)));
    return nearest(word, near, known) ?? word;
  };
}

/** Slips change few letters: whatever has too many others is not worth comparing in full. */
function mayBe(word: string, candidate: string, slips: number): boolean {
  if (Math.abs(candidate.length - word.length) > slips) return false;
  const left = [...candidate];
  let others = 0;
  for (const letter of word) {
    const at = left.indexOf(letter);
    if (at >= 0) left.splice(at, 1);
    else others += 1;
    if (others > slips) return false;
  }
  return true;
}

function isCorrectable(word: string): boolean {
  return word.length >= shortest && !/[\d ]/.test(word);
}

/** Words on one shelf share their first two letters, their last three, their first and third, or all in any order. */
function shelvesOf(word: string): readonly string[] {
  return [
    `${word.slice(0, 2)}-`,
    `-${word.slice(-3)}`,
    `${word.slice(0, 1)}?${word.slice(2, 3)}`,
    `=${[...word].sort().join('')}`,
  ];
}

function nearest(word: string, candidates: readonly string[], known: ReadonlyMap<string, number>): string | undefined {
  const fuse = new Fuse(candidates, { includeScore: true, threshold: 0.45, ignoreLocation: true, ignoreFieldNorm: true });
  const close = fuse
    .search(word)
    .map(({ item, score }) => ({ item, slips: slipsBetween(word, item, score ?? 1) }))
    .filter(({ slips }) => slips <= allowedSlips(word));
  return close.sort((a, b) => a.slips - b.slips || (known.get(b.item) ?? 0) - (known.get(a.item) ?? 0))[0]?.item;
}

/** Fuse's score is its errors by letters; it counts swapped letters as two, and a longer word's rest as none. */
function slipsBetween(word: string, other: string, score: number): number {
  const sorted = (text: string): string => [...text].sort().join('');
  if (sorted(word) === sorted(other)) return 1;
  return Math.max(Math.round(score * word.length), Math.abs(word.length - other.length));
}
