/** What the model sees of a text: its words, pairs of words, and pieces of words (which survive a slip of the thumb). */
export type FeatureKind = 'word' | 'pair' | 'skip' | 'piece';

export interface Feature {
  /** Kind and text, for example "w:fee", "b:how much", "c:<tui". */
  readonly name: string;
  readonly kind: FeatureKind;
  /** The words of the text that it came from. */
  readonly words: readonly string[];
}

/** How much a kind of feature weighs against a single word. */
export const kindWeights: Readonly<Record<FeatureKind, number>> = { word: 1, pair: 0.8, skip: 0.5, piece: 0.35 };

const pieceLengths = [3, 4, 5];

/** Each feature once, in the order of the text. */
export function featuresOf(words: readonly string[]): readonly Feature[] {
  const found = new Map<string, Feature>();
  const add = (name: string, kind: FeatureKind, from: readonly string[]) =>
    found.has(name) || found.set(name, { name, kind, words: from });
  words.forEach((word, i) => {
    const [next, afterNext] = [words[i + 1], words[i + 2]];
    add(`w:${word}`, 'word', [word]);
    if (i === 0) add(`b:^ ${word}`, 'pair', [word]);
    add(next === undefined ? `b:${word} $` : `b:${word} ${next}`, 'pair', next === undefined ? [word] : [word, next]);
    if (afterNext !== undefined) add(`s:${word} ${afterNext}`, 'skip', [word, afterNext]);
    for (const piece of piecesOf(word)) add(`c:${piece}`, 'piece', [word]);
  });
  return [...found.values()];
}

function piecesOf(word: string): readonly string[] {
  const bounded = `<${word}>`;
  return pieceLengths.flatMap((length) =>
    Array.from({ length: Math.max(0, bounded.length - length + 1) }, (_, i) => bounded.slice(i, i + length)),
  );
}
