import {
  eachFeature,
  kindWeights,
  mostUnknown,
  piecesOf,
  shaped,
  unknownFeature,
  unknownWords,
  type FeatureKind,
  type NameKinds,
} from './features';
import { lengthOf } from './weigh';
import type { Example } from './train';

/** Features of fewer examples than this are left out. */
const rarerThan = 2;

/** An example as the model sees it. */
export interface Vector {
  readonly features: Int32Array;
  readonly values: Float32Array;
  readonly id: number;
  /** How much the example counts: those of an id with few phrasings count more. */
  readonly weight: number;
}

/** All features that are learnt from, by number, and what each weighs in a text. */
export interface TrainedFeatures {
  readonly names: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly rarities: Float32Array;
  readonly values: Float32Array;
}

/** Unknown words are told about as loudly as a word that one phrasing in twenty has. */
const unknownRarity = 3;

/** The features that occur in at least two examples: what only one has cannot be learnt from. */
export function readVocabulary(examples: readonly Example[], kindsOfNames: NameKinds): TrainedFeatures {
  const counts = new Map<string, { kind: FeatureKind; count: number }>();
  for (const { words } of examples) {
    for (const [name, kind] of featuresOf(words, kindsOfNames)) {
      const known = counts.get(name);
      if (known) known.count += 1;
      else counts.set(name, { kind, count: 1 });
    }
  }
  const common = [...counts].filter(([, { count }]) => count >= rarerThan);
  const unknown = Array.from({ length: mostUnknown }, (_, i) => unknownFeature(i + 1));
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

/** Each feature once, with its kind. */
function featuresOf(words: readonly string[], names: NameKinds): ReadonlyMap<string, FeatureKind> {
  const found = new Map<string, FeatureKind>();
  const read = words.map((word) => shaped(word, names));
  eachFeature(read, (name, kind) => found.set(name, kind));
  for (const word of words) for (const name of piecesOf(word, names)) found.set(name, 'piece');
  return found;
}

/** An example of an id with few phrasings counts more, up to three times, so that small cards are found too. */
export function vectorsOf(
  examples: readonly Example[],
  ids: readonly string[],
  { numbers, values }: TrainedFeatures,
  names: NameKinds,
): readonly Vector[] {
  const counts = new Map<string, number>();
  for (const { id } of examples) counts.set(id, (counts.get(id) ?? 0) + 1);
  const numberOf = new Map(ids.map((id, i) => [id, i]));
  return examples.map(({ words, id }) => {
    const unknown = unknownWords(words, (i) => shaped(words[i] ?? '', names).features.some((name) => numbers.has(name)));
    const told = unknown.slice(0, mostUnknown).map((_, i) => unknownFeature(i + 1));
    const found = [...featuresOf(words, names).keys(), ...told].flatMap((name) => numbers.get(name) ?? []);
    const length = lengthOf(
      found.map((feature) => values[feature] ?? 0),
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
