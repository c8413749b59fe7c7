import {
  eachFeature,
  kindWeights,
  mostUnknown,
  piecesOf,
  unknownFeature,
  unknownWords,
  type FeatureKind,
  type NameKinds,
} from './features';
import { numberOf, type TextTable } from './text-table';

/**
 * A linear model: each feature speaks for or against some ids with a weight. Only weights that matter are kept, so the
 * work for a question grows with its words and hardly with the number of ids.
 */
export interface Model {
  readonly ids: readonly string[];
  readonly bias: Float32Array;
  /** Each feature by its number. */
  readonly features: TextTable;
  /** How telling each feature is: rare ones more than common ones. */
  readonly rarities: Float32Array;
  /** Where the weights of each feature begin; those of the next one begin where they end. */
  readonly starts: Uint32Array;
  /**
   * A place in `ids` and the weight for it, in one number: they are read one after the other by the ten thousand for each
   * question, and half the memory is half the time.
   */
  readonly weights: Uint32Array;
  readonly names: NameKinds;
}

/** Weights are whole five-hundredths, between about -65 and 65. */
const fine = 500;

export function packed(id: number, weight: number): number {
  const whole = Math.max(-32768, Math.min(32767, Math.round(weight * fine)));
  return ((id << 16) | (whole & 0xffff)) >>> 0;
}

const idIn = (one: number): number => one >>> 16;
const weightIn = (one: number): number => ((one << 16) >> 16) / fine;

export interface Scored {
  readonly id: string;
  /** The scores of all ids together make 1. */
  readonly probability: number;
}

/** What the model makes of a text. */
export interface Analysis {
  /** The likeliest ids, the likeliest first. */
  readonly scored: readonly Scored[];
  /** The words that speak most for an id, the strongest first: why the model thinks so. */
  readonly wordsFor: (id: string) => readonly string[];
}

export type Analyse = (words: readonly string[]) => Analysis;

/** The features of a text that the model knows, in lists of the same length. */
interface Weighed {
  readonly features: number[];
  readonly values: number[];
  /** The words that each comes from. */
  readonly from: number[];
  readonly to: number[];
}

/** How many ids are told; what comes after is never likely. */
const mostTold = 8;

/** A reader of texts by the model. It remembers the pieces of the words that the model knows, which are a finite number. */
export function makeAnalyse(model: Model): Analyse {
  const weigh = makeWeigher(model);
  return (words) => {
    const { weighed, length } = weigh(words);
    return {
      scored: score(model, weighed, length),
      wordsFor: (id) => votersFor(model.ids.indexOf(id), words, weighed, model),
    };
  };
}

type PieceReader = (word: string) => readonly number[];

function makePieceReader({ features, names }: Model): PieceReader {
  const remembered = new Map<string, readonly number[]>();
  return (word) => {
    const before = remembered.get(word);
    if (before) return before;
    const pieces = piecesOf(word, names).flatMap((name) => numberOf(name, features) ?? []);
    if (numberOf(`w:${word}`, features) !== undefined) remembered.set(word, pieces);
    return pieces;
  };
}

function score({ ids, bias, starts, weights }: Model, { features, values }: Weighed, length: number): readonly Scored[] {
  const sums = new Float64Array(bias);
  for (let k = 0; k < features.length; k += 1) {
    const feature = features[k] ?? 0;
    const value = (values[k] ?? 0) / length / fine;
    const end = starts[feature + 1] ?? 0;
    for (let i = starts[feature] ?? 0; i < end; i += 1) {
      const one = weights[i] ?? 0;
      const id = one >>> 16;
      sums[id] = (sums[id] ?? 0) + value * ((one << 16) >> 16);
    }
  }
  let highest = -Infinity;
  for (const sum of sums) highest = Math.max(highest, sum);
  let total = 0;
  for (let i = 0; i < sums.length; i += 1) total += sums[i] = Math.exp((sums[i] ?? 0) - highest);
  return largest(sums).map((i) => ({ id: ids[i] ?? '', probability: (sums[i] ?? 0) / total }));
}

/** The places of the largest numbers, the largest first; sorting all of them would take longer than all the rest. */
function largest(numbers: Float64Array): readonly number[] {
  const found: number[] = [];
  for (let i = 0; i < numbers.length; i += 1) {
    const number = numbers[i] ?? 0;
    if (found.length === mostTold && number <= (numbers[found[mostTold - 1] ?? 0] ?? 0)) continue;
    const at = found.findIndex((other) => number > (numbers[other] ?? 0));
    found.splice(at < 0 ? found.length : at, 0, i);
    found.length = Math.min(found.length, mostTold);
  }
  return found;
}

function votersFor(
  id: number,
  words: readonly string[],
  { features, values, from, to }: Weighed,
  { starts, weights }: Model,
): readonly string[] {
  const votes = new Map<string, number>();
  features.forEach((feature, k) => {
    const at = placeOf(id, weights, starts[feature] ?? 0, starts[feature + 1] ?? 0);
    if (at < 0) return;
    const vote = (values[k] ?? 0) * weightIn(weights[at] ?? 0);
    const sources = from[k] === to[k] ? [from[k]] : [from[k], to[k]];
    for (const source of sources) {
      const word = words[source ?? 0] ?? '';
      votes.set(word, (votes.get(word) ?? 0) + vote / sources.length);
    }
  });
  const speaking = [...votes].filter(([, vote]) => vote > 0).sort(([, a], [, b]) => b - a);
  return speaking.slice(0, 5).map(([word]) => word);
}

/** Where the weight for an id stands among those of a feature, which are in the order of ids; -1 if there is none. */
function placeOf(id: number, weights: Uint32Array, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (idIn(weights[middle] ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return low < to && idIn(weights[low] ?? 0) === id ? low : -1;
}

/** Each feature of a text counts once. Which were seen is kept in one array for all texts, as it is asked millions of times. */
function makeWeigher(model: Model): (words: readonly string[]) => { weighed: Weighed; length: number } {
  const { features, rarities, names } = model;
  const pieces = makePieceReader(model);
  const seenIn = new Uint32Array(rarities.length);
  let text = 0;
  return (words) => {
    const weighed: Weighed = { features: [], values: [], from: [], to: [] };
    text += 1;
    const add = (feature: number | undefined, kind: FeatureKind, from: number, to: number): void => {
      if (feature === undefined || seenIn[feature] === text) return;
      seenIn[feature] = text;
      weighed.features.push(feature);
      weighed.values.push((rarities[feature] ?? 0) * kindWeights[kind]);
      weighed.from.push(from);
      weighed.to.push(to);
    };
    eachFeature(words, names, (name, kind, from, to) => add(numberOf(name, features), kind, from, to));
    words.forEach((word, i) => pieces(word).forEach((feature) => add(feature, 'piece', i, i)));
    const unknown = unknownWords(words, names, (name) => numberOf(name, features) !== undefined);
    unknown.slice(0, mostUnknown).forEach((i, count) => add(numberOf(unknownFeature(count + 1), features), 'unknown', i, i));
    return { weighed, length: lengthOf(weighed.values, unknown.length) };
  };
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
