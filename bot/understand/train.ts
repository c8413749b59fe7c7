import { featuresOf, kindWeights, mostUnknown, unknownFeatures, type FeatureKind } from './features';
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
const settings = { rounds: 2, step: 3, caution: 0.1, ignore: 0.01, rarerThan: 2, keep: 0.15, sharpen: 1.5 } as const;

interface Vector {
  readonly features: Int32Array;
  readonly values: Float32Array;
  readonly id: number;
  /** How much the example counts: those of an id with few phrasings count more. */
  readonly weight: number;
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
  const vocabulary = readVocabulary(examples);
  const vectors = vectorsOf(examples, ids, vocabulary);
  const weights: Weights = {
    bias: new Float32Array(ids.length),
    weights: new Float32Array(vocabulary.names.length * ids.length),
    used: new Float32Array(vocabulary.names.length).fill(settings.caution),
    errors: new Float32Array(ids.length),
    wrong: new Int32Array(ids.length),
  };
  const random = randomFrom(1);
  for (let round = 0; round < settings.rounds; round += 1) {
    for (const vector of shuffled(vectors, random)) learn(vector, weights);
  }
  const bias = weights.bias.map((one) => settings.sharpen * one);
  return { key, ids, bias, features: sparse(vocabulary, weights.weights, ids.length) };
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
    const step = (settings.step * vector.weight * value) / Math.sqrt(sum);
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

/** All features that are learnt from, by number, and what each weighs in a text. */
interface TrainedFeatures {
  readonly names: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly rarities: Float32Array;
  readonly values: Float32Array;
}

/** Unknown words are told about as loudly as a word that one phrasing in twenty has. */
const unknownRarity = 3;

/** The features that occur in at least two examples: what only one has cannot be learnt from. */
function readVocabulary(examples: readonly Example[]): TrainedFeatures {
  const counts = new Map<string, { kind: FeatureKind; count: number }>();
  for (const { words } of examples) {
    for (const { name, kind } of featuresOf(words)) {
      const known = counts.get(name);
      if (known) known.count += 1;
      else counts.set(name, { kind, count: 1 });
    }
  }
  const common = [...counts].filter(([, { count }]) => count >= settings.rarerThan);
  const unknown = Array.from({ length: mostUnknown }, (_, i) => `u:${i + 1}`);
  const names = [...common.map(([name]) => name), ...unknown];
  const rarities = [...common.map(([, { count }]) => Math.log(1 + examples.length / count)), ...unknown.map(() => unknownRarity)];
  const kinds = [...common.map(([, { kind }]) => kind), ...unknown.map((): FeatureKind => 'unknown')];
  return {
    names,
    numbers: new Map(names.map((name, i) => [name, i])),
    rarities: Float32Array.from(rarities),
    values: Float32Array.from(rarities, (rarity, i) => rarity * kindWeights[kinds[i] ?? 'word']),
  };
}

/** An example of an id with few phrasings counts more, up to three times, so that small cards are found too. */
function vectorsOf(
  examples: readonly Example[],
  ids: readonly string[],
  { numbers, values }: TrainedFeatures,
): readonly Vector[] {
  const counts = new Map<string, number>();
  for (const { id } of examples) counts.set(id, (counts.get(id) ?? 0) + 1);
  const numberOf = new Map(ids.map((id, i) => [id, i]));
  return examples.map(({ words, id }) => {
    const features = featuresOf(words);
    const unknown = unknownFeatures(features, (name) => numbers.has(name));
    const found = [...features, ...unknown].flatMap(({ name }) => numbers.get(name) ?? []);
    const length = lengthOf(
      found.map((feature) => ({ value: values[feature] ?? 0 })),
      unknown.length,
    );
    const fair = Math.sqrt(examples.length / ids.length / (counts.get(id) ?? 1));
    return {
      features: Int32Array.from(found),
      values: Float32Array.from(found, (feature) => (values[feature] ?? 0) / length),
      id: numberOf.get(id) ?? 0,
      weight: Math.min(3, Math.max(1, fair)),
    };
  });
}

function sparse({ names, rarities }: TrainedFeatures, weights: Float32Array, size: number): ReadonlyMap<string, FeatureWeights> {
  const features = new Map<string, FeatureWeights>();
  names.forEach((name, index) => {
    const row = weights.subarray(index * size, (index + 1) * size);
    const ids: number[] = [];
    for (let id = 0; id < size; id += 1) if (Math.abs(row[id] ?? 0) >= settings.keep) ids.push(id);
    const kept = Float32Array.from(ids, (id) => settings.sharpen * (row[id] ?? 0));
    features.set(name, { rarity: rarities[index] ?? 0, ids: Uint16Array.from(ids), weights: kept });
  });
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
