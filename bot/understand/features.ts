/** What the model sees of a text: its words, pairs of words, and pieces of words (which survive a slip of the thumb). */
export type FeatureKind = 'word' | 'pair' | 'skip' | 'piece' | 'unknown';

export interface Feature {
  /** Kind and text, for example "w:fee", "b:how much", "c:<tui". */
  readonly name: string;
  readonly kind: FeatureKind;
  /** The words of the text that it came from. */
  readonly words: readonly string[];
}

/** How much a kind of feature weighs against a single word. */
export const kindWeights: Readonly<Record<FeatureKind, number>> = { word: 1, pair: 0.8, skip: 0.5, piece: 0.35, unknown: 1 };

const shortestPiece = 3;
const longestPiece = 5;

/** Each feature once, in the order of the text. */
export function featuresOf(words: readonly string[]): readonly Feature[] {
  const found = new Map<string, Feature>();
  const add = (name: string, kind: FeatureKind, from: readonly string[]): void => {
    if (!found.has(name)) found.set(name, { name, kind, words: from });
  };
  const shapes = words.map(shapeOf);
  shapes.forEach((shape, i) => {
    const word = words[i] ?? '';
    const [next, afterNext] = [shapes[i + 1], shapes[i + 2]];
    add(`w:${word}`, 'word', [word]);
    if (shape !== word) add(`w:${shape}`, 'word', [word]);
    if (i === 0) add(`b:^ ${shape}`, 'pair', [word]);
    if (next === undefined) add(`b:${shape} $`, 'pair', [word]);
    else add(`b:${shape} ${next}`, 'pair', [word, words[i + 1] ?? '']);
    if (afterNext !== undefined) add(`s:${shape} ${afterNext}`, 'skip', [word, words[i + 2] ?? '']);
    if (shape === word) addPieces(word, add);
  });
  return [...found.values()];
}

/** More unknown words than this are told like this many. */
export const mostUnknown = 4;

/** One feature for each word of the text that no two phrasings share: the more, the less the text is about the programme. */
export function unknownFeatures(features: readonly Feature[], isKnown: (name: string) => boolean): readonly Feature[] {
  const unknown = features.filter(({ name, kind }) => kind === 'word' && !isKnown(name));
  return unknown.slice(0, mostUnknown).map(({ words }, i) => ({ name: `u:${i + 1}`, kind: 'unknown', words }));
}

/** Numbers are alike by their shape: "toefl 85" is asked as "toefl 93" is, and 6.5 as 7.0. */
function shapeOf(word: string): string {
  return /^\d/.test(word) ? word.replace(/\d/g, '#') : word;
}

function addPieces(word: string, add: (name: string, kind: FeatureKind, from: readonly string[]) => void): void {
  const bounded = `<${word}>`;
  // Chinese is written without spaces, in words of mostly two characters.
  const shortest = /\p{Script=Han}/u.test(word) ? 2 : shortestPiece;
  for (let length = shortest; length <= longestPiece; length += 1) {
    for (let i = 0; i + length <= bounded.length; i += 1) add(`c:${bounded.slice(i, i + length)}`, 'piece', [word]);
  }
}
