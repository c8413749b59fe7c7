import Fuse from 'fuse.js';
import type { RankName } from '../types';
import type { Index } from './lookup';
import { mayFind } from './letters';
import { rememberedByWords } from './memo';
import { exactly, lengthOf, phrasingAt, withSameWords, type Phrasing } from './phrasings';

/** One way in which the words could be understood. */
export interface Candidate {
  readonly id: string;
  readonly rank: RankName;
  /** How sure this rank is of it, from 0 to 1. */
  readonly score: number;
  /** The words that speak for it; worked out only when they are told. */
  readonly words: () => readonly string[];
  readonly phrasing?: string;
}

/** Everything that some words could mean, the likeliest first. */
export type Rank = (words: readonly string[]) => readonly Candidate[];

/** What the ladder stands on. */
type Ground = Pick<Index, 'analyse' | 'phrasings' | 'fillers' | 'holdersOf'>;

/** So many questions are remembered: the same ones are asked time and again, by buttons too. */
const mostRanked = 1000;

export function makeRank(ground: Ground): Rank {
  return rememberedByWords((words) => rank(words, ground), mostRanked);
}

/**
 * The ladder, the surest rung first:
 * exact       the words are those of a phrasing, in its order
 * same-words  the telling words are those of a phrasing, in any order
 * close       a phrasing is the same but for a few letters (Fuse.js)
 * learned     the words weigh more for this id than for others, going by all phrasings
 */
function rank(words: readonly string[], index: Ground): readonly Candidate[] {
  const whole = exactly(words, index.phrasings);
  if (whole) return [found(whole, 'exact', 1), ...learned(words, index)];
  const bag = withSameWords(words, index.phrasings, index.fillers);
  if (bag) return [found(bag, 'same-words', 1), ...learned(words, index)];
  const likely = learned(words, index);
  const near = (likely[0]?.score ?? 0) < doubtful && words.length <= fewWords ? close(words, index, likely) : undefined;
  return near ? [near, ...likely] : likely;
}

function found(phrasing: Phrasing, rank: RankName, score: number): Candidate {
  return { id: phrasing.id, rank, score, words: () => phrasing.words, phrasing: phrasing.words.join(' ') };
}

function learned(words: readonly string[], { analyse }: Ground): readonly Candidate[] {
  const { scored, wordsFor } = analyse(words);
  return scored.map(({ id, probability }) => ({ id, rank: 'learned', score: probability, words: () => wordsFor(id) }));
}

/** Above this the model needs no help, ... */
const doubtful = 0.8;
/** ... and long texts are never the same but for slips. */
const fewWords = 10;
const fewPhrasings = 40;
/** Texts that differ by more letters are not the same but for slips. */
const mostLetters = 3;
const longestClose = 120;
/** A slip may join two words or part one. */
const mostWords = 1;
/** Fuse's score up to which two texts are the same but for slips; 0 is the same. */
const sameButForSlips = 0.12;

/** Only asked of the few phrasings that share the rarest words, and believed only where the model finds it likely too. */
function close(words: readonly string[], index: Ground, likely: readonly Candidate[]): Candidate | undefined {
  const said = words.join(' ').slice(0, longestClose);
  const candidates = sharingRareWords(words, index).filter(({ text }) => isAlike(said, text));
  if (candidates.length === 0) return undefined;
  const fuse = new Fuse(candidates, {
    keys: ['text'],
    includeScore: true,
    threshold: sameButForSlips,
    distance: 20,
    ignoreFieldNorm: true,
  });
  const best = fuse.search(said)[0];
  if (!best || !likely.slice(0, 3).some(({ id }) => id === best.item.phrasing.id)) return undefined;
  return found(best.item.phrasing, 'close', 1 - (best.score ?? 1));
}

function isAlike(said: string, text: string): boolean {
  return Math.abs(text.length - said.length) <= mostLetters && mayFind(said, text, sameButForSlips);
}

function sharingRareWords(
  words: readonly string[],
  { holdersOf, phrasings }: Ground,
): readonly { phrasing: Phrasing; text: string }[] {
  const rarest = [...new Set(words)]
    .map((word) => holdersOf(word))
    .filter((numbers) => numbers.length > 0)
    .sort((a, b) => a.length - b.length)
    .slice(0, 3);
  const numbers = [...new Set(rarest.flatMap((list) => [...list.subarray(0, fewPhrasings)]))].slice(0, fewPhrasings);
  return numbers
    .filter((number) => Math.abs(lengthOf(number, phrasings) - words.length) <= mostWords)
    .map((number) => phrasingAt(number, phrasings))
    .map((phrasing) => ({ phrasing, text: phrasing.words.join(' ') }));
}
