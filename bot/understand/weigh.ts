import {
  eachFeature,
  kindWeights,
  mostUnknown,
  piecesOf,
  shaped,
  unknownFeature,
  unknownWords,
  type FeatureKind,
  type Shaped,
} from './features';
import { remembered } from './memo';
import type { Model } from './model';
import { numberOf } from './text-table';

/** Told of each feature of a text that the model knows, once each. It comes from words `from` and `to`. */
export type WeighedListener = (feature: number, value: number, from: number, to: number) => void;

/** Gives how many words of a text are unknown. */
export type Weigher = (words: readonly string[], tell: WeighedListener) => number;

/** Each feature of a text counts once. Which were seen is kept in one array for all texts, as it is asked millions of times. */
export function makeWeigher(model: Model): Weigher {
  const { features: numbers, rarities } = model;
  const read = makeWordReader(model);
  const seenIn = new Uint32Array(rarities.length);
  let text = 0;
  return (words, tell) => {
    text += 1;
    const add = (feature: number | undefined, kind: FeatureKind, from: number, to: number): void => {
      if (feature === undefined || seenIn[feature] === text) return;
      seenIn[feature] = text;
      tell(feature, (rarities[feature] ?? 0) * kindWeights[kind], from, to);
    };
    const known = words.map(read);
    eachFeature(known, (name, kind, from, to) => add(numberOf(name, numbers), kind, from, to));
    known.forEach(({ pieces }, i) => {
      for (const feature of pieces) add(feature, 'piece', i, i);
    });
    const unknown = unknownWords(words, (i) => known[i]?.isKnown ?? false);
    unknown.slice(0, mostUnknown).forEach((i, count) => add(numberOf(unknownFeature(count + 1), numbers), 'unknown', i, i));
    return unknown.length;
  };
}

/** A word as the model knows it. */
interface Known extends Shaped {
  readonly isKnown: boolean;
  readonly pieces: readonly number[];
}

/** So many words are remembered: those that people use are not many more. */
const mostWords = 5000;

function makeWordReader({ features: numbers, names }: Model): (word: string) => Known {
  const read = (word: string): Known => {
    const { shape, features } = shaped(word, names);
    const isKnown = features.some((name) => numberOf(name, numbers) !== undefined);
    return { shape, features, isKnown, pieces: piecesOf(word, names).flatMap((name) => numberOf(name, numbers) ?? []) };
  };
  return remembered(read, (word) => word, mostWords);
}

/** What an unknown word weighs: about as much as a rare known one. */
const unknownWeight = 7;

/**
 * The length that a text's values are divided by. Unknown words make it longer: the more of a text is unknown, the less
 * its known words say ("when does the Zorbflux start").
 */
export function lengthOf(values: readonly number[], unknown: number): number {
  let sum = unknown * unknownWeight * unknownWeight;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum) || 1;
}
