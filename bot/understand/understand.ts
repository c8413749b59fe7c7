import type { Reading } from '../types';
import { decide } from './decide';
import type { Index } from './lookup';
import { rank } from './rank';
import { readWords } from './words';

/** What a text means: read into words, spelling mended, ranked against everything that can be asked, decided. */
export function understand(text: string, index: Index): Reading {
  const words = readWords(text, index.knowledge.vocabulary).map(index.spelling);
  if (words.length === 0) return { kind: 'unreadable', why: 'wordless', reasons: [] };
  return decide(rank(words, index), index.knowledge);
}
