import { eld } from 'eld/small';
import type { Knowledge } from '../../knowledge/knowledge';
import type { Example } from './train';
import { readWords } from './words';

/** The language of a text, if it is one of `knowledge/languages/`; none for English, and where it cannot be told. */
export type LanguageReader = (text: string) => string | undefined;

/** A text of which so many words are English is English, whatever a detector says of its few letters. */
const mostlyEnglish = 0.5;
/** So many words of a language that English has not make a text that language (Hindi in Latin letters, for one). */
const mostlyForeign = 0.4;

/** A word of fewer English phrasings than this may be a foreign one that somebody dropped in. */
const commonEnough = 3;

export function makeLanguageReader(knowledge: Knowledge, examples: readonly Example[]): LanguageReader {
  const { languages } = knowledge;
  const counts = new Map<string, Map<string, number>>();
  for (const { words, language = 'en' } of examples) {
    const ofLanguage = counts.get(language) ?? new Map<string, number>();
    counts.set(language, ofLanguage);
    for (const word of words) ofLanguage.set(word, (ofLanguage.get(word) ?? 0) + 1);
  }
  const foreignCounts = [...counts].filter(([language]) => language !== 'en').map(([, ofLanguage]) => ofLanguage);
  const isEnglish = (word: string, count: number) =>
    count >= commonEnough && foreignCounts.every((ofLanguage) => (ofLanguage.get(word) ?? 0) <= count);
  const english = new Set([...(counts.get('en') ?? [])].filter(([word, count]) => isEnglish(word, count)).map(([word]) => word));
  const words = new Map(
    [...counts].filter(([language]) => language !== 'en').map(([language, known]) => [language, new Set(known.keys())]),
  );
  return (text) => {
    const said = readWords(text, knowledge).filter((word) => /^\p{L}+$/u.test(word));
    const foreign = said.filter((word) => !english.has(word));
    if (said.length === 0 || said.length - foreign.length >= mostlyEnglish * said.length) return byWords(said, foreign, words);
    const detected = eld.detect(text).language;
    return languages.has(detected) ? detected : byWords(said, foreign, words);
  };
}

function byWords(
  said: readonly string[],
  foreign: readonly string[],
  words: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const counts = [...words].map(([language, known]) => ({ language, count: foreign.filter((word) => known.has(word)).length }));
  const best = counts.sort((a, b) => b.count - a.count)[0];
  return best && best.count > 1 && best.count >= mostlyForeign * said.length ? best.language : undefined;
}
