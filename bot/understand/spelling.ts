import Fuse from 'fuse.js';
import { lettersLacking } from './letters';
import { remembered } from './memo';

/** Puts a misspelt word right, if a known word is near enough; any other word stays as it is. */
export type Spelling = (word: string) => string;

/** Shorter words have too many neighbours ("fee", "see", "few"). */
const shortest = 4;

/** A word that stands in one phrasing only is not learnt from, and may as well be a slip. */
export const settled = 2;

/** So many misspelt or unknown words are remembered: people make the same slips. */
const mostMended = 2000;

/** One slip, or two in a long word. */
const allowedSlips = (word: string): number => (word.length >= 8 ? 2 : 1);

/**
 * Fuse compares a word only with known words that begin or end alike, so the time it takes does not grow with the whole
 * vocabulary. A known word is never changed: one test may not turn into another ("TOEIC", "TOEFL").
 */
export function makeSpelling(known: ReadonlyMap<string, number>): Spelling {
  const shelves = fillShelves(known.keys());
  const mend = (word: string): string => {
    const slips = allowedSlips(word);
    const alike = shelvesOf(word).flatMap((shelf) => (shelves.get(shelf) ?? []).filter((other) => isAsLong(word, other, slips)));
    const near = [...new Set(alike)].filter((other) => other !== word && slipsAtLeast(word, other) <= slips);
    return nearest(word, near, known) ?? word;
  };
  const mended = remembered(mend, (word) => word, mostMended);
  return (word) => ((known.get(word) ?? 0) >= settled || !isCorrectable(word) ? word : mended(word));
}

function fillShelves(words: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const shelves = new Map<string, string[]>();
  for (const word of words) {
    if (!isCorrectable(word)) continue;
    for (const name of shelvesOf(word)) {
      const shelf = shelves.get(name);
      if (shelf) shelf.push(word);
      else shelves.set(name, [word]);
    }
  }
  return shelves;
}

/** Every letter that one of two words lacks is a slip. */
function slipsAtLeast(word: string, other: string): number {
  return lettersLacking(word, other) + Math.max(0, other.length - word.length);
}

function isAsLong(word: string, other: string, slips: number): boolean {
  return Math.abs(other.length - word.length) <= slips;
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
  const few = candidates.filter((item) => slipsBetween(word, item) <= allowedSlips(word));
  // Most unknown words are near none, and Fuse takes its time even over nothing.
  if (few.length === 0) return undefined;
  const fuse = new Fuse(few, { includeScore: true, threshold: 0.45, ignoreLocation: true, ignoreFieldNorm: true });
  const close = fuse
    .search(word)
    .map(({ item }) => ({ item, slips: slipsBetween(word, item), likely: likelihoodOf(word, item) }));
  const better = (a: (typeof close)[number], b: (typeof close)[number]) =>
    a.slips - b.slips || b.likely - a.likely || (known.get(b.item) ?? 0) - (known.get(a.item) ?? 0);
  return close.sort(better)[0]?.item;
}

/** Letters that are wrong, missing, too many or swapped with the next: the fewest that make one word the other. */
function slipsBetween(word: string, other: string): number {
  let [before, last] = [[] as number[], Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= word.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const wrong = word[i - 1] === other[j - 1] ? 0 : 1;
      const isSwapped = word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1];
      const swapped = isSwapped ? (before[j - 2] ?? Infinity) + 1 : Infinity;
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + wrong, swapped));
    }
    [before, last] = [last, row];
  }
  return last[other.length] ?? Infinity;
}

/** The first letter is seldom wrong, and a doubled letter is easily written once or a single one twice. */
function likelihoodOf(word: string, other: string): number {
  const single = (text: string): string => text.replace(/(.)\1/g, '$1');
  return (other.startsWith(word.charAt(0)) ? 1 : 0) + (single(word) === single(other) ? 1 : 0);
}
