import type { SourceText } from './source-text';
import { months, numberWords, readNumber } from './facts';

/**
 * What in a text must be proved: every number (in digits or words), percentage, amount and proper name.
 * Months count as names, so a date is its month and its year.
 */
export function provable(text: string, names: ReadonlySet<string>): readonly string[] {
  return [...new Set([...numbersIn(text), ...namesIn(text, names)])];
}

/** The provable tokens of a text that none of the quotes holds. */
export function untraced(text: string, quotes: readonly string[], names: ReadonlySet<string>): readonly string[] {
  const proof = quotes.join(' \n ');
  // A quote of "€18,016" or "90 %" proves the bare number too, but a bare number proves no amount.
  const numbers = new Set(numbersIn(proof).flatMap((token) => [token, token.replace(/[\p{Sc}%]/gu, '')]));
  const words = new Set(wordsIn(proof).map((word) => word.toLowerCase()));
  return provable(text, names).filter((token) => !numbers.has(token) && !words.has(token.toLowerCase()));
}

/** Numbers in one spelling: "€18,016.00" gives €18016, "two" gives 2, "90 %" gives 90%. */
function numbersIn(text: string): readonly string[] {
  const digits = [...text.matchAll(/(\p{Sc}?)\s?(?<![\p{L}\d])(\d+(?:[.,]\d+)*)\s?(%?)(?![\p{L}\d])/gu)];
  const inDigits = digits.map(([, currency = '', number = '', percent = '']) => `${currency}${readNumber(number)}${percent}`);
  const inWords = wordsIn(text).flatMap((word) => {
    const value = numberWords.get(word.toLowerCase());
    return value === undefined ? [] : [String(value)];
  });
  return [...inDigits, ...inWords];
}

function wordsIn(text: string): readonly string[] {
  return text.match(/[\p{L}\d@]+(?:['’][\p{L}]+)?/gu)?.map((word) => word.replace(/['’]s$/u, '')) ?? [];
}

/**
 * Proper names: words that carry a capital where grammar asks for none (mid-sentence, or inside the word as in JRP2),
 * and at the start of a sentence those that are known as names.
 */
function namesIn(text: string, names: ReadonlySet<string>): readonly string[] {
  const starts = sentenceStarts(text);
  return [...text.matchAll(/[\p{L}\d@]+/gu)].flatMap(({ 0: word, index }) => {
    if (!/\p{Lu}/u.test(word) || word === 'I') return [];
    const odd = /.\p{Lu}|\d|@/u.test(word);
    return odd || !starts.has(index) || names.has(word) ? [word] : [];
  });
}

function sentenceStarts(text: string): ReadonlySet<number> {
  return new Set(
    [...text.matchAll(/(?:^|[.?!:]["”)]?\s+|\n[^\S\n]*(?:[-•][^\S\n]*)?)["“(]?(?=\p{L})/gu)].map((m) => m.index + m[0].length),
  );
}

/** The names of the sources: words capitalised in the middle of a sentence, and the months. */
export function namesOfSources(sources: Iterable<SourceText>): ReadonlySet<string> {
  const lines = [...sources].flatMap(({ text, lines }) => lines.map(({ from, to }) => text.slice(from, to)));
  return new Set([...namesIn(lines.join('\n'), new Set()), ...months]);
}
