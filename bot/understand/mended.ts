import type { Index } from './lookup';
import { exactly } from './phrasings';

/** Words with their slips put right; a way of asking that is written down has none, whatever its words are near to. */
export function mended(
  words: readonly string[],
  { phrasings, spelling }: Pick<Index, 'phrasings' | 'spelling'>,
): readonly string[] {
  return exactly(words, phrasings) ? words : words.map(spelling);
}
