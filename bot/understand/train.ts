import { featuresOf, kindWeights } from './features';
import type { FeatureWeights, Model } from './model';

/** A phrasing read into words, and what it asks for. */
export interface Example {
  readonly words: readonly string[];
  readonly id: string;
}

/** Found by cross-validation over the phrasings (docs/decisions). */
const settings = { rounds: 4, step: 1, caution: 0.1, ignore: 0.01, rarerThan: 2, keep: 0.02, sharpen: 1.5 } as const;

interface Vector {
  readonly features: Int32Array;
  readonly values: Float32Array;
  readonly id: number;
}

/**
 * Learns the weights by softmax regression: examples one by one in a fixed random order, each feature with a step of
 * its own that shrinks as it is used (AdaGrad). The same examples always give the same model.
 */
export function train(examples: readonly Example[], key: string): Model {
  const ids = [...new Set(examples.map(({ id }) => id))];
  const names = countFeatures(examples);
  const vectors = examples.map((example) => vectorOf(example, ids, names));
  const bias = new Float32Array(ids.length);
  const weights = new Float32Array(names.size * ids.length);
  const used = new Float32Array(names.size).fill(settings.caution);
  const random = randomFrom(1);
  for (let round = 0; round < settings.rounds; round += 1) {
    for (const vector of shuffled(vectors, random)) learn(vector, { bias, weights, used });
  }
  return { key, ids, bias: bias.map((one) => settings.sharpen * one), features: sparse(names, weights, ids.length) };
}

interface Weights {
  readonly bias: Float32Array;
  /** Feature by feature, within each id by id. */
  readonly weights: Float32Array;
  readonly used: Float32Array;
}

function learn({ features, values, id }: Vector, { bias, weights, used }: Weights): void {
  const error = predict(features, values, bias, weights);
  error[id] = (error[id] ?? 0) - 1;
  const wrong = [...error.keys()].filter((i) => Math.abs(error[i] ?? 0) > settings.ignore);
  if (wrong.length === 0) return;
  let size = 0;
  for (const i of wrong) {
    size += (error[i] ?? 0) ** 2;
    bias[i] = (bias[i] ?? 0) - 0.05 * (error[i] ?? 0);
  }
  features.forEach((feature, k) => {
    const value = values[k] ?? 0;
    const sum = (used[feature] ?? 0) + size * value * value;
    used[feature] = sum;
    const step = (settings.step * value) / Math.sqrt(sum);
    for (const i of wrong) {
      const at = feature * bias.length + i;
      weights[at] = (weights[at] ?? 0) - step * (error[i] ?? 0);
    }
  });
}

function predict(features: Int32Array, values: Float32Array, bias: Float32Array, weights: Float32Array): Float32Array {
  const size = bias.length;
  const sums = Float32Array.from(bias);
  for (let k = 0; k < features.length; k += 1) {
    const from = (features[k] ?? 0) * size;
    const value = values[k] ?? 0;
    for (let i = 0; i < size; i += 1) sums[i] = (sums[i] ?? 0) + (weights[from + i] ?? 0) * value;
  }
  const highest = sums.reduce((a, b) => Math.max(a, b));
  let total = 0;
  for (let i = 0; i < size; i += 1) total += sums[i] = Math.exp((sums[i] ?? 0) - highest);
  for (let i = 0; i < size; i += 1) sums[i] = (sums[i] ?? 0) / total;
  return sums;
}

interface FeatureNumber {
  readonly index: number;
  readonly rarity: number;
}

/** The features that occur in at least two examples: what only one has cannot be learnt from. */
function countFeatures(examples: readonly Example[]): ReadonlyMap<string, FeatureNumber> {
  const counts = new Map<string, number>();
  for (const { words } of examples) for (const { name } of featuresOf(words)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = new Map<string, FeatureNumber>();
  for (const [name, count] of counts) {
    if (count >= settings.rarerThan) names.set(name, { index: names.size, rarity: Math.log(1 + examples.length / count) });
  }
  return names;
}

function vectorOf({ words, id }: Example, ids: readonly string[], names: ReadonlyMap<string, FeatureNumber>): Vector {
  const found = featuresOf(words).flatMap(({ name, kind }) => {
    const number = names.get(name);
    return number ? [{ index: number.index, value: number.rarity * kindWeights[kind] }] : [];
  });
  const length = Math.hypot(...found.map(({ value }) => value)) || 1;
  return {
    features: Int32Array.from(found, ({ index }) => index),
    values: Float32Array.from(found, ({ value }) => value / length),
    id: ids.indexOf(id),
  };
}

function sparse(
  names: ReadonlyMap<string, FeatureNumber>,
  weights: Float32Array,
  size: number,
): ReadonlyMap<string, FeatureWeights> {
  const features = new Map<string, FeatureWeights>();
  for (const [name, { index, rarity }] of names) {
    const row = weights.subarray(index * size, (index + 1) * size);
    const ids = [...row.keys()].filter((id) => Math.abs(row[id] ?? 0) >= settings.keep);
    features.set(name, {
      rarity,
      ids: Uint16Array.from(ids),
      weights: Float32Array.from(ids, (id) => settings.sharpen * (row[id] ?? 0)),
    });
  }
  return features;
}

/** A small generator of repeatable random numbers between 0 and 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
