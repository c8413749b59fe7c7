import { comparable } from '../../knowledge/comparable';
import { months, type Fact } from '../../knowledge/facts';
import type { Topic } from '../../knowledge/knowledge';
import type { Vocabulary } from '../../knowledge/schema';
import { readTokens, type Token } from './claims/numbers';

/** Whether what a question takes for granted is right: told as "Yes." or "No." before the fact. */
export type Premise = 'yes' | 'no';

/**
 * Compares the values that a question names with those of the fact that it asks for ("12,000 a year?", "in Amsterdam,
 * right?"). Nothing if it names none, names the right one among others ("60, 90 or 120?"), or only asks.
 */
export function premiseOf(text: string, topic: Topic, vocabulary: Vocabulary, isFamiliar: IsFamiliar): Premise | undefined {
  const words = comparable(text).split(' ');
  const tokens = readTokens(words);
  if (!isGuess(words.join(' '), vocabulary) && !describes(tokens, topic, vocabulary)) return undefined;
  const guesses = topic.values.flatMap((fact) => guessesAt(fact, tokens));
  if (guesses.length > 0)
    return unlessEither(
      judge(
        guesses.some((isRight) => isRight),
        guesses.some((isRight) => !isRight),
      ),
      words,
    );
  const says = (names: readonly string[]) => names.some((name) => holds(text, name));
  const premise = unlessEither(judge(says(topic.confirm.yes), says(topic.confirm.no)), words);
  // One word may be right and the rest of the sentence not: "are the grants for my tuition?", "totally free, no limits?".
  const sentences = text
    .split(/(?<![.!?;])[.!?;]+(?:\s|$)/)
    .filter((sentence) => topic.confirm.yes.some((name) => holds(sentence, name)));
  const claimsMore =
    says(topic.confirm.unless) ||
    words.some((word) => vocabulary.guesses.absolute.includes(word)) ||
    !sentences.every(isFamiliar);
  return premise === 'yes' && claimsMore ? undefined : premise;
}

function holds(text: string, name: string): boolean {
  return ` ${comparable(text)} `.includes(` ${comparable(name)} `);
}

/** "Per year or only once?" is answered by neither yes nor no; "or not?" is. */
function unlessEither(premise: Premise | undefined, words: readonly string[]): Premise | undefined {
  const isEither = words.some((word, i) => word === 'or' && !/^(not|no)$/.test(words[i + 1] ?? ''));
  return premise === 'yes' && isEither ? undefined : premise;
}

/** All words of a sentence are those with which the topic is asked for, so that it claims nothing else. */
export type IsFamiliar = (sentence: string) => boolean;

function judge(isRight: boolean, isWrong: boolean): Premise | undefined {
  if (isRight === isWrong) return undefined;
  return isRight ? 'yes' : 'no';
}

/** "The 1-year programme": a value before what it is told of takes it for granted. */
function describes(tokens: readonly Token[], { values }: Topic, vocabulary: Vocabulary): boolean {
  return values.some((fact) => describedAs(fact, tokens, vocabulary).length > 0);
}

/** For each value that is told of the programme in passing: whether it is the fact's. */
function describedAs(fact: Fact, tokens: readonly Token[], { guesses }: Vocabulary): readonly boolean[] {
  const unit = fact.kind === 'quantity' ? unitWords[fact.unit] : undefined;
  if (fact.kind !== 'quantity' || !unit) return [];
  return tokens.flatMap((token, i) => {
    const isDescribed = unit.test(tokens[i + 1]?.text ?? '') && guesses.described.includes(tokens[i + 2]?.text ?? '');
    return isDescribed ? quantityGuess(fact, token, tokens[i + 1]) : [];
  });
}

/** The topic of which a message takes a wrong value for granted ("the 1-year programme"), where only one counts in that unit. */
export function wronglyDescribed(text: string, topics: Iterable<Topic>, vocabulary: Vocabulary): Topic | undefined {
  const tokens = readTokens(comparable(text).split(' '));
  if (!tokens.some((token) => vocabulary.guesses.described.includes(token.text))) return undefined;
  const counted = [...topics].flatMap((topic) =>
    topic.values.flatMap((fact) => (fact.kind === 'quantity' && fact.part === undefined ? [{ topic, fact }] : [])),
  );
  return counted
    .filter(({ fact }) => counted.filter((other) => other.fact.unit === fact.unit).length === 1)
    .find(({ fact }) => describedAs(fact, tokens, vocabulary).includes(false))?.topic;
}

/** "Is it ...?", "..., right?", "I heard that ...": the question takes something for granted or asks for yes or no. */
function isGuess(words: string, { guesses }: Vocabulary): boolean {
  const padded = ` ${words} `;
  if (guesses.asking.some((word) => padded.startsWith(` ${word} `))) return true;
  return (
    guesses.ending.some((word) => padded.endsWith(` ${word} `)) || guesses.hearsay.some((word) => padded.includes(` ${word} `))
  );
}

/** For each value in the text of the kind of the fact: whether it is the fact's. */
function guessesAt(fact: Fact, tokens: readonly Token[]): readonly boolean[] {
  switch (fact.kind) {
    case 'money':
      return tokens.flatMap((token) => {
        const amount = amountOf(token);
        return amount >= 100 && !isYear(amount) ? [amount === fact.amount] : [];
      });
    case 'month':
      return monthGuesses(fact, tokens);
    case 'quantity':
      return tokens
        .flatMap((token, i) => quantityGuess(fact, token, tokens[i + 1]))
        .map((isRight) => isRight && !tokens.some(({ text }) => otherPart(fact)?.test(text)));
    case 'words':
      return [];
  }
}

/** Words that speak of the other part of a result: "is 169 the overall score?". */
function otherPart({ part }: Fact & { kind: 'quantity' }): RegExp | undefined {
  if (part === undefined) return undefined;
  return part === 'component'
    ? /^(overall|total|altogether)$/
    : /^(each|every|section|sections|component|components|part|parts)$/;
}

/** "18.016" is a decimal elsewhere, but thousands where an amount is asked for. */
function amountOf({ text, value = 0 }: Token): number {
  return /^\d{1,3}\.\d{3}$/.test(text) ? Math.round(value * 1000) : value;
}

function isYear(value: number): boolean {
  return value >= 1990 && value <= 2100;
}

function monthGuesses(fact: Fact & { kind: 'month' }, tokens: readonly Token[]): readonly boolean[] {
  const named = tokens.flatMap(({ text }) => {
    const month = months.findIndex(
      (name) => name.toLowerCase() === text || (name.length > 3 && name.toLowerCase().slice(0, 3) === text),
    );
    // "may" and "march" are verbs far more often than guesses.
    return month < 0 || text === 'may' || text === 'march' ? [] : [month + 1 === fact.month];
  });
  const years = tokens.flatMap(({ value }) => (value !== undefined && isYear(value) ? [value === fact.year] : []));
  return named.length > 0 && years.length > 0 ? [named.every(Boolean) && years.every(Boolean)] : [...named, ...years];
}

const unitWords: Readonly<Record<string, RegExp> & { months: RegExp }> = {
  years: /^(years?|yrs?|y)$/,
  months: /^(months?|mths?|mo)$/,
  ec: /^(ecs?|ects?|credits?|points?|credit|pts)$/,
  '%': /^(percent|per|procent|pct|of)$/,
  points: /./,
};

function quantityGuess(fact: Fact & { kind: 'quantity' }, { value, text }: Token, next: Token | undefined): readonly boolean[] {
  if (value === undefined || isYear(value)) return text === 'half' && fact.unit === '%' ? [false] : [];
  if (fact.unit === 'points') {
    if (value > 230 || /^(years?|months?|times?|days?|weeks?)$/.test(next?.text ?? '')) return [];
    return [value === fact.amount];
  }
  const unit = unitWords[fact.unit];
  if (fact.unit === 'years' && unitWords.months.test(next?.text ?? '')) return [value === 12 * fact.amount];
  if (fact.unit === 'months' && unitWords.years?.test(next?.text ?? '')) return [12 * value === fact.amount];
  return unit?.test(next?.text ?? '') ? [value === fact.amount] : [];
}
