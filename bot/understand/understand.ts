import { check } from '../../dialogs/eligibility/check';
import type { Reading } from '../types';
import { decide, decideSeveral, type Heard } from './decide';
import type { Index } from './lookup';
import { rank } from './rank';
import { segmentsOf } from './segments';
import { readWords } from './words';

/** What a text means: read into words, spelling mended, ranked against everything that can be asked, decided. */
export function understand(text: string, index: Index): Reading {
  const reading = read(text, index);
  const language = index.readLanguage(text);
  return language === undefined ? reading : { ...reading, language };
}

function read(text: string, index: Index): Reading {
  const { knowledge } = index;
  const candidates = hear(text, index);
  if (candidates.length === 0) return { kind: 'unreadable', why: 'wordless', reasons: [] };
  const readCheck = () => {
    const claims = index.readClaims(text);
    return claims.tests.length > 0 || claims.degree ? check(claims, knowledge.requirements) : undefined;
  };
  const whole = decide(candidates, knowledge, readCheck);
  const segments = segmentsOf(text);
  if (segments.length < 2) return whole;
  const heard = segments.map((segment): Heard => ({ words: segment.split(/\s+/).length, candidates: hear(segment, index) }));
  return decideSeveral(whole, candidates, heard, knowledge);
}

function hear(text: string, index: Index): Heard['candidates'] {
  const words = readWords(text, index.knowledge.vocabulary).map(index.spelling);
  return words.length === 0 ? [] : rank(words, index);
}
