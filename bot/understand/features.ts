/** What the model sees of a text: its words, pairs of words, and pieces of words (which survive a slip of the thumb). */
export type FeatureKind = 'word' | 'pair' | 'skip' | 'piece' | 'unknown';

/** How much a kind of feature weighs against a single word. */
export const kindWeights: Readonly<Record<FeatureKind, number>> = { word: 1, pair: 0.8, skip: 0.5, piece: 0.35, unknown: 1 };

/** The kind of name that a word is ("kenya" a country), if it is one. */
export type NameKinds = ReadonlyMap<string, string>;

const shortestPiece = 3;
const longestPiece = 5;

/** Told of each feature of a text, in its order; one that stands twice is told twice. It comes from words `from` and `to`. */
export type FeatureListener = (name: string, kind: FeatureKind, from: number, to: number) => void;

/** What a word is to the model by itself. */
export interface Shaped {
  /** How it stands in pairs of words. */
  readonly shape: string;
  /** The word, and the kind of number or name that it is. */
  readonly features: readonly string[];
}

export function shaped(word: string, names: NameKinds): Shaped {
  const shape = shapeOf(word, names);
  return { shape, features: shape === word ? [`w:${word}`] : [`w:${word}`, `w:${shape}`] };
}

/** All features but the pieces of words. They are named by kind and text: "w:fee", "b:how much", "s:how is". */
export function eachFeature(words: readonly Shaped[], add: FeatureListener): void {
  words.forEach(({ shape, features }, i) => {
    for (const name of features) add(name, 'word', i, i);
    if (i === 0) add(`b:^ ${shape}`, 'pair', i, i);
    if (i + 1 === words.length) add(`b:${shape} $`, 'pair', i, i);
    else add(`b:${shape} ${words[i + 1]?.shape ?? ''}`, 'pair', i, i + 1);
    if (i + 2 < words.length) add(`s:${shape} ${words[i + 2]?.shape ?? ''}`, 'skip', i, i + 2);
  });
}

/** More unknown words than this are told like this many. */
export const mostUnknown = 4;

/** "u:3" for the third word of a text that no two phrasings share: the more, the less it is about the programme. */
export function unknownFeature(count: number): string {
  return `u:${count}`;
}

/** The places of the words that are unknown, and not of a known kind either; each word once. */
export function unknownWords(words: readonly string[], isKnown: (i: number) => boolean): readonly number[] {
  return words.flatMap((word, i) => (!isKnown(i) && words.indexOf(word) === i ? [i] : []));
}

/**
 * Numbers are alike by their shape: "toefl 85" is asked as "toefl 93" is, and 6.5 as 7.0. Names are alike by their kind:
 * a fee "in kenya" is as little ours as one "in peru".
 */
function shapeOf(word: string, names: NameKinds): string {
  if (/^\d/.test(word)) return word.replace(/\d/g, '#');
  const kind = names.get(word);
  return kind === undefined ? word : `#${kind}`;
}

/** The beginning, middle and end pieces of a word ("c:<tui"); a number or a name has none. */
export function piecesOf(word: string, names: NameKinds): readonly string[] {
  if (/^\d/.test(word) || names.has(word)) return [];
  const bounded = `<${word}>`;
  // Chinese is written without spaces, in words of mostly two characters.
  const shortest = /\p{Script=Han}/u.test(word) ? 2 : shortestPiece;
  const pieces: string[] = [];
  for (let length = shortest; length <= longestPiece; length += 1) {
    for (let i = 0; i + length <= bounded.length; i += 1) pieces.push(`c:${bounded.slice(i, i + length)}`);
  }
  return pieces;
}
