import type { NameKinds } from './features';
import { packed, type Model } from './model';
import { makeTextTable } from './text-table';
import { readVocabulary, vectorsOf, type TrainedFeatures, type Vector } from './vectors';

/** A phrasing read into words, and what it asks for. */
export interface Example {
  readonly words: readonly string[];
  readonly id: string;
  /** The language that it is in, if not English: two letters. */
  readonly language?: string;
}

/**
 * Found by trial on our own labelled questions (npm run eval).
 * orders: the examples are learnt in so many orders, and the weights are the average: a single order leaves them to chance,
 * by about one question in a hundred. rounds: how often examples are seen; those that are learnt as surely as `learnt` are
 * not seen again. step, caution: how far a weight moves at first. ignore: errors not worth learning from. keep: smaller
 * weights are dropped. sharpen: the factor at which the probabilities are calibrated.
 */
const settings = {
  orders: 2,
  rounds: 3,
  step: 3,
  caution: 0.1,
  ignore: 0.003,
  learnt: 0.97,
  keep: 0.15,
  sharpen: 1.5,
} as const;

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
 * Learns the weights by softmax regression: examples one by one in fixed random orders, each feature with a step of its
 * own that shrinks as it is used (AdaGrad). The same examples always give the same model.
 */
export function train(examples: readonly Example[], names: NameKinds): Model {
  const ids = [...new Set(examples.map(({ id }) => id))];
  const vocabulary = readVocabulary(examples, names);
  const vectors = vectorsOf(examples, ids, vocabulary, names);
  const average = { bias: new Float32Array(ids.length), weights: new Float32Array(vocabulary.names.length * ids.length) };
  for (let order = 1; order <= settings.orders; order += 1) {
    const { bias, weights } = learnAll(vectors, vocabulary.names.length, ids.length, randomFrom(order));
    addTo(average.bias, bias);
    addTo(average.weights, weights);
  }
  const bias = average.bias.map((one) => settings.sharpen * one);
  return { ids, bias, names, ...sparse(vocabulary, average.weights, ids.length) };
}

function addTo(sum: Float32Array, numbers: Float32Array): void {
  for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] ?? 0) + (numbers[i] ?? 0) / settings.orders;
}

function learnAll(vectors: readonly Vector[], features: number, ids: number, random: () => number): Weights {
  const weights: Weights = {
    bias: new Float32Array(ids),
    weights: new Float32Array(features * ids),
    used: new Float32Array(features).fill(settings.caution),
    errors: new Float32Array(ids),
    wrong: new Int32Array(ids),
  };
  let open = vectors;
  for (let round = 1; round <= settings.rounds; round += 1) {
    const unlearnt: Vector[] = [];
    for (const vector of shuffled(open, random)) if (learn(vector, weights) < settings.learnt) unlearnt.push(vector);
    // In the first round nothing is settled: what looks learnt is soon moved by what comes after it.
    if (round > 1) open = unlearnt;
  }
  return weights;
}

/**
 * Moves the weights of the example's features against the error of each id that is noticeably wrong. Gives how likely
 * the right id was before.
 */
function learn(vector: Vector, all: Weights): number {
  const { bias, weights, used, errors, wrong } = all;
  predict(vector, all);
  const probability = errors[vector.id] ?? 0;
  errors[vector.id] = probability - 1;
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
    const step = (settings.step * vector.weight * value) / Math.sqrt(sum);
    for (let i = 0; i < count; i += 1) {
      const at = feature * bias.length + (wrong[i] ?? 0);
      weights[at] = (weights[at] ?? 0) - step * (errors[wrong[i] ?? 0] ?? 0);
    }
  }
  return probability;
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

/** Only the weights that matter, feature after feature. */
function sparse(
  { numbers, rarities }: TrainedFeatures,
  all: Float32Array,
  size: number,
): Pick<Model, 'features' | 'rarities' | 'starts' | 'weights'> {
  const starts = new Uint32Array(numbers.size + 1);
  const weights: number[] = [];
  for (let feature = 0; feature < numbers.size; feature += 1) {
    for (let id = 0; id < size; id += 1) {
      const weight = all[feature * size + id] ?? 0;
      if (Math.abs(weight) < settings.keep) continue;
      weights.push(packed(id, settings.sharpen * weight));
    }
    starts[feature + 1] = weights.length;
  }
  return {
    features: makeTextTable(numbers, numbers.size),
    rarities,
    starts,
    weights: Uint32Array.from(weights),
  };
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
