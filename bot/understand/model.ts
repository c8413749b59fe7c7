import type { NameKinds } from './features';
import type { TextTable } from './text-table';
import { lengthOf, makeWeigher, type Weigher } from './weigh';

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

/** How many ids are told; what comes after is never likely. */
const mostTold = 8;

/** A reader of texts by the model. Why the model thinks so is worked out when somebody asks, from the words anew. */
export function makeAnalyse(model: Model): Analyse {
  const weigh = makeWeigher(model);
  const score = makeScorer(model, weigh);
  return (words) => ({ scored: score(words), wordsFor: (id) => votersFor(model.ids.indexOf(id), words, model, weigh) });
}

/** The sums are added up in one list for all texts: a list for each would be thousands in a minute. */
function makeScorer(model: Model, weigh: Weigher): (words: readonly string[]) => readonly Scored[] {
  const sums = new Float64Array(model.bias.length);
  return (words) => {
    const [features, values]: [number[], number[]] = [[], []];
    const unknown = weigh(words, (feature, value) => {
      features.push(feature);
      values.push(value);
    });
    const length = lengthOf(values, unknown);
    sums.set(model.bias);
    features.forEach((feature, k) => addTo(sums, feature, (values[k] ?? 0) / length / fine, model));
    const total = exponentiate(sums);
    return largest(sums).map((i) => ({ id: model.ids[i] ?? '', probability: (sums[i] ?? 0) / total }));
  };
}

/** What a feature says for and against each id. */
function addTo(sums: Float64Array, feature: number, value: number, { starts, weights }: Model): void {
  const end = starts[feature + 1] ?? 0;
  for (let i = starts[feature] ?? 0; i < end; i += 1) {
    const one = weights[i] ?? 0;
    const id = one >>> 16;
    sums[id] = (sums[id] ?? 0) + value * ((one << 16) >> 16);
  }
}

/** Makes likelihoods of sums, the highest being 1; gives what they come to together. */
function exponentiate(sums: Float64Array): number {
  let highest = -Infinity;
  for (const sum of sums) highest = Math.max(highest, sum);
  let total = 0;
  for (let i = 0; i < sums.length; i += 1) total += sums[i] = Math.exp((sums[i] ?? 0) - highest);
  return total;
}

/** The places of the largest numbers, the largest first; sorting all of them would take longer than all the rest. */
function largest(numbers: Float64Array): readonly number[] {
  const found: number[] = [];
  for (let i = 0; i < numbers.length; i += 1) {
    const number = numbers[i] ?? 0;
    const isAbove = (at: number) => number > (numbers[found[at] ?? 0] ?? 0);
    if (found.length === mostTold && !isAbove(mostTold - 1)) continue;
    let at = Math.min(found.length, mostTold - 1);
    for (; at > 0 && isAbove(at - 1); at -= 1) found[at] = found[at - 1] ?? 0;
    found[at] = i;
  }
  return found;
}

function votersFor(id: number, words: readonly string[], { starts, weights }: Model, weigh: Weigher): readonly string[] {
  const votes = new Map<string, number>();
  weigh(words, (feature, value, from, to) => {
    const at = placeOf(id, weights, starts[feature] ?? 0, starts[feature + 1] ?? 0);
    if (at < 0) return;
    const vote = value * weightIn(weights[at] ?? 0);
    const sources = from === to ? [from] : [from, to];
    for (const source of sources) {
      const word = words[source] ?? '';
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
