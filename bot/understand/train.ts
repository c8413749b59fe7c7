import { featuresOf, kindWeights, type Feature } from './features';
import { lengthOf, type FeatureWeights, type Model } from './model';

/** A phrasing read into words, and what it asks for. */
export interface Example {
  readonly words: readonly string[];
  readonly id: string;
}

/**
 * Found by trial on our own labelled questions (npm run eval).
 * rounds: how often all examples are seen. step, caution: how far a weight moves at first. ignore: errors not worth
 * learning from. rarerThan: features of fewer examples are left out. keep: smaller weights are dropped. sharpen: the
 * factor at which the probabilities are calibrated.
 */
const settings = { rounds: 4, step: 1, caution: 0.1, ignore: 0.01, rarerThan: 2, keep: 0.03, sharpen: 1.5 } as const;

interface Vector {
  readonly features: Int32Array;
  readonly values: Float32Array;
  readonly id: number;
}

/** Weights feature by feature, within each id by id; `used` is what each feature has moved so far, squared. */
interface Weights {
  readonly bias: Float32Array;
  readonly weights: Float32Array;
  readonly used: Float32Array;
  /** Room for the errors of one example, used again and again. */
  readonly errors: Float32Array;
  readonly wrong: Int32Array;
}

/**
 * Learns the weights by softmax regression: examples one by one in a fixed random order, each feature with a step of
 * its own that shrinks as it is used (AdaGrad). The same examples always give the same model.
 */
export function train(examples: readonly Example[], key: string): Model {
  const ids = [...new Set(examples.map(({ id }) => id))];
  const features = examples.map(({ words }) => featuresOf(words));
  const names = countFeatures(features);
  const numberOf = new Map(ids.map((id, i) => [id, i]));
  const vectors = examples.map(({ id }, i) => vectorOf(features[i] ?? [], numberOf.get(id) ?? 0, names));
  const weights: Weights = {
    bias: new Float32Array(ids.length),
    weights: new Float32Array(names.size * ids.length),
    used: new Float32Array(names.size).fill(settings.caution),
    errors: new Float32Array(ids.length),
    wrong: new Int32Array(ids.length),
  };
  const random = randomFrom(1);
  for (let round = 0; round < settings.rounds; round += 1) {
    for (const vector of shuffled(vectors, random)) learn(vector, weights);
  }
  const bias = weights.bias.map((one) => settings.sharpen * one);
  return { key, ids, bias, features: sparse(names, weights.weights, ids.length) };
}

/** Moves the weights of the example's features against the error of each id that is noticeably wrong. */
function learn(vector: Vector, all: Weights): void {
  const { bias, weights, used, errors, wrong } = all;
  predict(vector, all);
  errors[vector.id] = (errors[vector.id] ?? 0) - 1;
  let count = 0;
  let size = 0;
  for (let id = 0; id < errors.length; id += 1) {
    const error = errors[id] ?? 0;
    if (Math.abs(error) <= settings.ignore) continue;
    wrong[count] = id;
    count += 1;
    size += error * error;
    bias[id] = (bias[id] ?? 0) - 0.05 * error;
  }
  for (let k = 0; count > 0 && k < vector.features.length; k += 1) {
    const feature = vector.features[k] ?? 0;
    const value = vector.values[k] ?? 0;
    const sum = (used[feature] ?? 0) + size * value * value;
    used[feature] = sum;
    const step = (settings.step * value) / Math.sqrt(sum);
    for (let i = 0; i < count; i += 1) {
      const at = feature * bias.length + (wrong[i] ?? 0);
      weights[at] = (weights[at] ?? 0) - step * (errors[wrong[i] ?? 0] ?? 0);
    }
  }
}

/** Leaves the probability of each id in `errors`. */
function predict({ features, values }: Vector, { bias, weights, errors }: Weights): void {
  const size = bias.length;
  errors.set(bias);
  for (let k = 0; k < features.length; k += 1) {
    const from = (features[k] ?? 0) * size;
    const value = values[k] ?? 0;
    for (let id = 0; id < size; id += 1) errors[id] = (errors[id] ?? 0) + (weights[from + id] ?? 0) * value;
  }
  let highest = -Infinity;
  for (let id = 0; id < size; id += 1) highest = Math.max(highest, errors[id] ?? 0);
  let total = 0;
  for (let id = 0; id < size; id += 1) total += errors[id] = Math.exp((errors[id] ?? 0) - highest);
  for (let id = 0; id < size; id += 1) errors[id] = (errors[id] ?? 0) / total;
}

interface FeatureNumber {
  readonly index: number;
  readonly rarity: number;
}

/** The features that occur in at least two examples: what only one has cannot be learnt from. */
function countFeatures(examples: readonly (readonly Feature[])[]): ReadonlyMap<string, FeatureNumber> {
  const counts = new Map<string, number>();
  for (const features of examples) for (const { name } of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = new Map<string, FeatureNumber>();
  for (const [name, count] of counts) {
    if (count >= settings.rarerThan) names.set(name, { index: names.size, rarity: Math.log(1 + examples.length / count) });
  }
  return names;
}

function vectorOf(features: readonly Feature[], id: number, names: ReadonlyMap<string, FeatureNumber>): Vector {
  const found = features.flatMap(({ name, kind }) => {
    const number = names.get(name);
    return number ? [{ index: number.index, value: number.rarity * kindWeights[kind] }] : [];
  });
  const unknown = features.filter(({ name, kind }) => kind === 'word' && !names.has(name)).length;
  const length = lengthOf(found, unknown);
  return {
    features: Int32Array.from(found, ({ index }) => index),
    values: Float32Array.from(found, ({ value }) => value / length),
    id,
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
  const drawn = items.map((item) => ({ item, at: random() }));
  return drawn.sort((a, b) => a.at - b.at).map(({ item }) => item);
}
