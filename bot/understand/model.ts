import { featuresOf, kindWeights, unknownFeatures, type Feature } from './features';

/**
 * A linear model: each feature speaks for or against some ids with a weight. Only weights that matter are kept, so the
 * work for a question grows with its words and hardly with the number of ids.
 */
export interface Model {
  /** What it was trained on; a model is only good for the phrasings with the same key. */
  readonly key: string;
  readonly ids: readonly string[];
  readonly bias: Float32Array;
  readonly features: ReadonlyMap<string, FeatureWeights>;
}

export interface FeatureWeights {
  /** How telling the feature is: rare ones more than common ones. */
  readonly rarity: number;
  /** Indexes into `ids`, and the weight for each. */
  readonly ids: Uint16Array;
  readonly weights: Float32Array;
}

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

interface Weighed {
  readonly feature: Feature;
  readonly known: FeatureWeights;
  readonly value: number;
}

/** How many ids are told; what comes after is never likely. */
const mostTold = 8;

export function analyse(model: Model, words: readonly string[]): Analysis {
  const weighed = weigh(model, words);
  return { scored: score(model, weighed), wordsFor: (id) => votersFor(model.ids.indexOf(id), weighed) };
}

function score(model: Model, weighed: readonly Weighed[]): readonly Scored[] {
  const sums = Float64Array.from(model.bias);
  for (const { known, value } of weighed) {
    for (let i = 0; i < known.ids.length; i += 1) {
      const id = known.ids[i] ?? 0;
      sums[id] = (sums[id] ?? 0) + value * (known.weights[i] ?? 0);
    }
  }
  const highest = sums.reduce((a, b) => Math.max(a, b), -Infinity);
  let total = 0;
  for (let i = 0; i < sums.length; i += 1) total += sums[i] = Math.exp((sums[i] ?? 0) - highest);
  return largest(sums).map((i) => ({ id: model.ids[i] ?? '', probability: (sums[i] ?? 0) / total }));
}

/** The places of the largest numbers, the largest first; sorting all of them would take longer than all the rest. */
function largest(numbers: Float64Array): readonly number[] {
  const found: number[] = [];
  numbers.forEach((number, i) => {
    if (found.length === mostTold && number <= (numbers[found[mostTold - 1] ?? 0] ?? 0)) return;
    const at = found.findIndex((other) => number > (numbers[other] ?? 0));
    found.splice(at < 0 ? found.length : at, 0, i);
    found.length = Math.min(found.length, mostTold);
  });
  return found;
}

function votersFor(id: number, weighed: readonly Weighed[]): readonly string[] {
  const votes = new Map<string, number>();
  for (const { feature, known, value } of weighed) {
    const at = known.ids.indexOf(id);
    if (at < 0) continue;
    const vote = (value * (known.weights[at] ?? 0)) / feature.words.length;
    for (const word of feature.words) votes.set(word, (votes.get(word) ?? 0) + vote);
  }
  const speaking = [...votes].filter(([, vote]) => vote > 0).sort(([, a], [, b]) => b - a);
  return speaking.slice(0, 5).map(([word]) => word);
}

function weigh(model: Model, words: readonly string[]): readonly Weighed[] {
  const isKnown = (name: string) => model.features.has(name);
  const features = featuresOf(words);
  const unknown = unknownFeatures(features, isKnown);
  const found = [...features, ...unknown].flatMap((feature) => {
    const known = model.features.get(feature.name);
    return known ? [{ feature, known, value: known.rarity * kindWeights[feature.kind] }] : [];
  });
  const length = lengthOf(found, unknown.length);
  return found.map((one) => ({ ...one, value: one.value / length }));
}

/** What an unknown word weighs: about as much as a rare known one. */
const unknownWeight = 7;

/**
 * The length that a text's values are divided by. Unknown words make it longer: the more of a text is unknown, the less
 * its known words say ("when does the Zorbflux start").
 */
export function lengthOf(found: readonly { readonly value: number }[], unknown: number): number {
  let sum = unknown * unknownWeight * unknownWeight;
  for (const { value } of found) sum += value * value;
  return Math.sqrt(sum) || 1;
}
