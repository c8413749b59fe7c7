import { comparable } from '../../knowledge/comparable';
import type { Vocabulary } from '../../knowledge/schema';

/** The words of a text as they are compared, with the short forms of `vocabulary.yaml` written out. */
export function readWords(text: string, { rewrites }: Vocabulary): readonly string[] {
  const words = comparable(text).split(' ').filter(Boolean);
  return words.flatMap((word) => (Object.hasOwn(rewrites, word) ? (rewrites[word] ?? word).split(' ') : [word]));
}
