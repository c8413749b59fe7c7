import { comparable } from '../../knowledge/comparable';
import type { Knowledge } from '../../knowledge/knowledge';

/** What reading a text into words takes. */
export type Lexicon = Pick<Knowledge, 'vocabulary' | 'names'>;

/** The longest names are of so many words ("university of cape town"). */
const longestName = 5;

/**
 * The words of a text as they are compared, with the short forms of `vocabulary.yaml` written out. A name of several
 * words ("new york") is one word.
 */
export function readWords(text: string, { vocabulary: { rewrites }, names }: Lexicon): readonly string[] {
  const words = comparable(text).split(' ').filter(Boolean);
  return joinNames(
    words.flatMap((word) => (Object.hasOwn(rewrites, word) ? (rewrites[word] ?? word).split(' ') : [word])),
    names,
  );
}

function joinNames(words: readonly string[], { kinds, beginnings }: Knowledge['names']): readonly string[] {
  const joined: string[] = [];
  for (let i = 0; i < words.length;) {
    const length = beginnings.has(words[i] ?? '') ? nameAt(words, i, kinds) : 1;
    joined.push(length === 1 ? (words[i] ?? '') : words.slice(i, i + length).join(' '));
    i += length;
  }
  return joined;
}

/** How many words from here on are one name; 1 if none of several words begins here. */
function nameAt(words: readonly string[], from: number, kinds: ReadonlyMap<string, string>): number {
  for (let length = Math.min(longestName, words.length - from); length > 1; length -= 1) {
    if (kinds.has(words.slice(from, from + length).join(' '))) return length;
  }
  return 1;
}
