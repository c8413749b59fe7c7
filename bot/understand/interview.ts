import { claimOf, examOf, type Answers, type QuestionId } from '../../dialogs/eligibility/answers';
import type { InterviewWords } from '../../dialogs/eligibility/words';
import { comparable } from '../../knowledge/comparable';
import type { Requirements } from '../../knowledge/schema';
import { makeNameFinder } from './claims/names';
import { readTokens } from './claims/numbers';
import type { Index } from './lookup';

/** What a message says to the question that is asked. */
export type Said =
  | { readonly kind: 'answers'; readonly answers: Answers }
  /** A number that the test cannot give; `guess` is the score that it may be a slip for. */
  | { readonly kind: 'off-scale'; readonly said: string; readonly guess?: number }
  | { readonly kind: 'reopen'; readonly question: QuestionId }
  | { readonly kind: 'why' | 'unknown' | 'still' | 'goOn' | 'back' | 'summary' };

type Signal = 'why' | 'still' | 'goOn' | 'back' | 'unknown';

/** The answers that a message holds, to the question that is asked and to any other; nothing if it says something else. */
export function readSaid(
  text: string,
  at: QuestionId | 'end',
  answers: Answers,
  index: Index,
  words: InterviewWords,
): Said | undefined {
  const said = comparable(text);
  const { requirements } = index.knowledge;
  if (matches(said, words.says.back)) return { kind: 'back' };
  if (matches(said, words.says.summary)) return { kind: 'summary' };
  const reopened = reopens(said, words);
  if (reopened) return { kind: 'reopen', question: reopened };
  const whole = at === 'end' ? undefined : readWhole(said, at, words, requirements);
  if (whole) return { kind: 'answers', answers: whole };
  const signal = signalIn(said, at, words);
  if (signal) return { kind: signal };
  const told = { ...readVolunteered(text, at, answers, index, words), ...readDocuments(said, at, words, requirements) };
  const off = offScale(text, at, { ...answers, ...told }, told, requirements);
  if (off) return off;
  return Object.keys(told).length > 0 ? { kind: 'answers', answers: told } : undefined;
}

function matches(said: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith(' *') ? said === pattern.slice(0, -2) || said.startsWith(pattern.slice(0, -1)) : said === pattern,
  );
}

function signalIn(said: string, at: QuestionId | 'end', { says }: InterviewWords): Signal | undefined {
  if (at === 'end') return undefined;
  return (['why', 'still', 'goOn', 'unknown'] as const).find((signal) => matches(said, says[signal]));
}

/** "Change my score": the question that is asked again. */
function reopens(said: string, { says }: InterviewWords): QuestionId | undefined {
  if (!says.change.some((word) => said.startsWith(`${word} `) || said.includes(` ${word} my `))) return undefined;
  // "Change it to 6.5" is an answer already.
  return /\d/.test(said) ? undefined : changeable.find((id) => holds(said, says.changeOf[id]));
}

/** From the most to the least telling name: "component score" is no total. */
const changeable = ['component', 'total', 'test', 'degree', 'documents'] as const;

/** Answers that are the whole of a message. */
function readWhole(said: string, at: QuestionId, { says }: InterviewWords, { documents }: Requirements): Answers | undefined {
  const isNone = matches(said, says.none);
  switch (at) {
    case 'degree':
      return isNone && said !== 'not yet' ? { degree: 'none' } : undefined;
    case 'test':
      return isNone ? { test: 'none-yet' } : undefined;
    case 'documents':
      if (isNone) return { documents: [] };
      return matches(said, says.all) ? { documents: documents.map(({ id }) => id) } : undefined;
    default:
      return undefined;
  }
}

function readVolunteered(text: string, at: QuestionId | 'end', answers: Answers, index: Index, words: InterviewWords): Answers {
  const claims = index.readClaims(text, claimOf(answers)?.exam);
  const said = comparable(text);
  const [claim] = claims.tests.slice(-1);
  const degree = claims.degree === undefined || at === 'documents' ? {} : { degree: claims.degree };
  if (!claim || at === 'documents') return { ...degree, ...(at === 'documents' ? {} : readNoTest(said, at, words)) };
  const isNamed = claim.exam !== answers.test;
  const lowest = claim.components.length > 0 ? Math.min(...claim.components) : undefined;
  const single = claim.total !== undefined && lowest === undefined;
  if (at === 'component' && single && !isNamed && !/\b(total|overall)\b/.test(said)) {
    return { ...degree, ...onScale(claim.total, 'component', claim.exam, index.knowledge.requirements) };
  }
  return {
    ...degree,
    ...(isNamed ? { test: claim.exam } : {}),
    ...(claim.total === undefined ? {} : { total: claim.total }),
    ...(lowest === undefined ? {} : { component: lowest }),
  };
}

function onScale(score: number | undefined, part: 'component', test: string, requirements: Requirements): Answers {
  const scale = examOf(test, requirements)?.exam.scale[part];
  return score !== undefined && scale && score >= scale.from && score <= scale.to ? { component: score } : {};
}

function readNoTest(said: string, at: QuestionId | 'end', { says }: InterviewWords): Answers {
  if (holds(said, says.exempt)) return { test: 'exempt' };
  if (holds(said, says.noTest)) return { test: 'none-yet' };
  return at === 'test' && holds(said, says.otherTest) ? { test: 'other' } : {};
}

function holds(said: string, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => ` ${said} `.includes(` ${phrase} `));
}

/** "Passport and CV", "all except the letter". */
function readDocuments(said: string, at: QuestionId | 'end', { says }: InterviewWords, { documents }: Requirements): Answers {
  const isAsked = at === 'documents';
  const ids = documents.map(({ id }) => id);
  const find = makeNameFinder(documents.map(({ id, names }) => ({ id, names })));
  const words = said.split(' ');
  const excepted = says.except.find((word) => ` ${said} `.includes(` ${word} `));
  const named = (part: string) => new Set(find(part.split(' ')).map(({ id }) => id));
  const isAll = / (all|everything|complete|whole|ready)( |$)/.test(` ${said}`);
  if (isAsked && excepted !== undefined && (isAll || excepted.startsWith('everything') || excepted.startsWith('all'))) {
    const missing = named(said.slice(said.indexOf(excepted) + excepted.length));
    return missing.size > 0 ? { documents: ids.filter((id) => !missing.has(id)) } : {};
  }
  const ready = named(words.join(' '));
  if (!isAsked && ready.size < fewestVolunteered) return {};
  if (isAsked && isAll && ready.size === 0) return { documents: ids };
  return ready.size > 0 ? { documents: ids.filter((id) => ready.has(id)) } : {};
}

/** Who names a passport in passing has not answered for the documents. */
const fewestVolunteered = 3;

/** So much of a number is said back. */
const longestSaid = 12;

/** A number where a score is asked for, which the test does not give. */
function offScale(
  text: string,
  at: QuestionId | 'end',
  answers: Answers,
  told: Answers,
  requirements: Requirements,
): Said | undefined {
  if (at !== 'total' && at !== 'component') return undefined;
  const scale = examOf(answers.test, requirements)?.exam.scale[at];
  const raw = /[-−]\s?\d+|\d+(?:e\d+|[.,]\d+)?/i.exec(text)?.[0];
  const isOdd = raw !== undefined && /[-−e]/i.test(raw);
  if (!scale || (told[at] !== undefined && !isOdd)) return undefined;
  const [number] = readTokens(comparable(text).split(' ')).flatMap(({ value }) => value ?? []);
  if (number === undefined && raw === undefined) return undefined;
  const guess = number === undefined ? undefined : number / 10;
  const fits =
    guess !== undefined &&
    !isOdd &&
    guess >= scale.from &&
    guess <= scale.to &&
    Number.isInteger((guess - scale.from) / scale.step);
  const said = raw ?? String(number);
  const short = said.length > longestSaid ? `${said.slice(0, longestSaid)}...` : said;
  return { kind: 'off-scale', said: short, ...(fits && scale.step < 1 ? { guess } : {}) };
}

/** What a text tells of degree and test together with the wish to be checked; nothing if one of the three is not there. */
export function readWish(text: string, index: Index, words: InterviewWords): Answers | undefined {
  const said = comparable(text);
  if (!holds(said, words.says.opens)) return undefined;
  const { requirements } = index.knowledge;
  const told = { ...readVolunteered(text, 'end', {}, index, words), ...readDocuments(said, 'end', words, requirements) };
  return told.degree !== undefined && told.test !== undefined ? told : undefined;
}
