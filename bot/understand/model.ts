import { featuresOf, kindWeights, type Feature } from './features';

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

interface Weighed {
  readonly feature: Feature;
  readonly known: FeatureWeights;
  readonly value: number;
}

/** All ids, the likeliest first. */
export function score(model: Model, words: readonly string[]): readonly Scored[] {
  const sums = Float64Array.from(model.bias);
  for (const { known, value } of weigh(model, words)) {
    known.ids.forEach((id, i) => (sums[id] = (sums[id] ?? 0) + value * (known.weights[i] ?? 0)));
  }
  const highest = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - highest));
  const total = powers.reduce((a, b) => a + b, 0);
  return model.ids.map((id, i) => ({ id, probability: (powers[i] ?? 0) / total })).sort((a, b) => b.probability - a.probability);
}

/** The words that speak most for an id, the strongest first: why the model thinks so. */
export function wordsFor(model: Model, words: readonly string[], id: string): readonly string[] {
  const index = model.ids.indexOf(id);
  const votes = new Map<string, number>();
  for (const { feature, known, value } of weigh(model, words)) {
    const at = known.ids.indexOf(index);
    if (at < 0) continue;
    for (const word of feature.words)
      votes.set(word, (votes.get(word) ?? 0) + (value * (known.weights[at] ?? 0)) / feature.words.length);
  }
  const speaking = [...votes].filter(([, vote]) => vote > 0).sort(([, a], [, b]) => b - a);
  return speaking.slice(0, 5).map(([word]) => word);
}

/** The share of the words that the model has met in its phrasings. */
export function known(model: Model, word: string): boolean {
  return model.features.has(`w:${word}`);
}

function weigh(model: Model, words: readonly string[]): readonly Weighed[] {
  const found = featuresOf(words).flatMap((feature) => {
    const known = model.features.get(feature.name);
    return known ? [{ feature, known, value: known.rarity * kindWeights[feature.kind] }] : [];
  });
  const length = Math.hypot(...found.map(({ value }) => value)) || 1;
  return found.map((one) => ({ ...one, value: one.value / length }));
}
