import type { NameKinds } from './features';
import type { FeatureWeights, Model } from './model';

interface ModelFile {
  readonly key: string;
  readonly ids: readonly string[];
  readonly bias: string;
  readonly names: readonly string[];
  readonly rarities: string;
  /** How many weights each feature has; the weights themselves follow one another. */
  readonly counts: string;
  readonly weightIds: string;
  readonly weights: string;
}

export function writeModel(model: Model): string {
  const features = [...model.features.values()];
  const file: ModelFile = {
    key: model.key,
    ids: model.ids,
    bias: encode(model.bias),
    names: [...model.features.keys()],
    rarities: encode(Float32Array.from(features, ({ rarity }) => rarity)),
    counts: encode(Uint16Array.from(features, ({ ids }) => ids.length)),
    weightIds: encode(Uint16Array.from(features.flatMap(({ ids }) => [...ids]))),
    weights: encode(Float32Array.from(features.flatMap(({ weights }) => [...weights]))),
  };
  return JSON.stringify(file);
}

export function readModel(text: string, names: NameKinds): Model {
  const file = JSON.parse(text) as ModelFile;
  const rarities = new Float32Array(decode(file.rarities));
  const counts = new Uint16Array(decode(file.counts));
  const ids = new Uint16Array(decode(file.weightIds));
  const weights = new Float32Array(decode(file.weights));
  const features = new Map<string, FeatureWeights>();
  let from = 0;
  file.names.forEach((name, i) => {
    const to = from + (counts[i] ?? 0);
    features.set(name, { rarity: rarities[i] ?? 0, ids: ids.subarray(from, to), weights: weights.subarray(from, to) });
    from = to;
  });
  return { key: file.key, ids: file.ids, bias: new Float32Array(decode(file.bias)), features, names };
}

function encode(numbers: Float32Array | Uint16Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
}

/** A buffer of its own, so that numbers of any width can be read from its beginning. */
function decode(text: string): ArrayBuffer {
  const bytes = Buffer.from(text, 'base64');
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}
