import { eld } from 'eld/small';
import type { Knowledge } from '../../knowledge/knowledge';
import { countWords, type Phrasings } from './phrasings';

/** The language of a text of some words, if it is one of `knowledge/languages/`; none for English, and where it cannot be told. */
export type LanguageReader = (text: string, words: readonly string[]) => string | undefined;

/** A text of which so many words are English is English, whatever a detector says of its few letters. */
const mostlyEnglish = 0.5;
/** So many words of a language that English has not make a text that language (Hindi in Latin letters, for one). */
const mostlyForeign = 0.4;

/** How English stands among the languages of the phrasings. */
const english = '';
/** A word of fewer English phrasings than this may be a foreign one that somebody dropped in. */
const commonEnough = 3;

export function makeLanguageReader(knowledge: Knowledge, phrasings: Phrasings): LanguageReader {
  const { certain, others } = wordsByLanguage(phrasings);
  return (text, words) => {
    const said = words.filter((word) => /^\p{L}+$/u.test(word));
    const foreign = said.filter((word) => !certain.has(word));
    if (said.length === 0 || said.length - foreign.length >= mostlyEnglish * said.length) return byWords(said, foreign, others);
    const detected = eld.detect(text).language;
    return knowledge.languages.has(detected) ? detected : byWords(said, foreign, others);
  };
}

/** The words that are surely English, and those that each other language has. */
function wordsByLanguage(phrasings: Phrasings): {
  readonly certain: ReadonlySet<string>;
  readonly others: ReadonlyMap<string, ReadonlySet<string>>;
} {
  const { words, languages, languageOf } = phrasings;
  const counts = countWords(phrasings, languageOf, languages.length);
  const isIn = (word: number, language: number) => counts[language * words.length + word] ?? 0;
  const foreign = languages.flatMap((language, place) => (language === english ? [] : [place]));
  const isEnglish = (word: number) => {
    const count = isIn(word, languages.indexOf(english));
    return count >= commonEnough && foreign.every((language) => isIn(word, language) <= count);
  };
  const having = (place: number) => new Set(words.filter((_, word) => isIn(word, place) > 0));
  return {
    certain: new Set(words.filter((_, word) => isEnglish(word))),
    others: new Map(foreign.map((place) => [languages[place] ?? '', having(place)])),
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
