import { decide, kindOf, type Kind } from '../understand/decide';
import type { Index } from '../understand/lookup';
import { readWords } from '../understand/words';

/** A card that a question comes near to. */
export interface Near {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  /** How likely the model finds it, from 0 to 1. */
  readonly score: number;
}

/** What a question is compared by: the cards that it may mean, and the words that tell something. */
export interface Meaning {
  readonly near: readonly Near[];
  readonly words: ReadonlySet<string>;
  /** Two letters, if it is not English. */
  readonly language?: string;
}

export function wordsIn(text: string, { knowledge, spelling }: Index): readonly string[] {
  return readWords(text, knowledge).map(spelling);
}

export function meaningOf(text: string, index: Index): Meaning {
  const words = wordsIn(text, index);
  const near = index.analyse(words).scored.map(({ id, probability }) => ({ ...cardOf(id, index), score: probability }));
  const language = index.readLanguage(text, words);
  const telling = new Set(words.filter((word) => !index.fillers.has(word)));
  return { near, words: telling, ...(language === undefined ? {} : { language }) };
}

export function cardOf(id: string, { knowledge }: Index): Omit<Near, 'score'> {
  const { topics, subjects } = knowledge;
  return { id, kind: kindOf(id, knowledge), title: (topics.get(id) ?? subjects.get(id))?.title ?? id };
}

/** A card that a way of asking may be added to. */
export function isCard(id: string, { knowledge: { topics, subjects, intents } }: Index): boolean {
  return topics.has(id) || subjects.has(id) || intents.has(id);
}

/** Whether a card tells, or says that it does not tell, something of the programme. */
export function isOfProgramme({ kind }: Pick<Near, 'kind'>): boolean {
  return kind === 'answer' || kind === 'unknown';
}

/** The card that the question is surely taken for as things are, if it is. */
export function surely(text: string, index: Index): string | undefined {
  const reading = decide(index.rank(wordsIn(text, index)), index.knowledge);
  if (reading.kind === 'unknown') return reading.about;
  return reading.kind === 'answer' ? reading.topics[0] : undefined;
}

/**
 * How alike two questions are, from 0 to 1: half by the cards that they may mean (how far the model's scores overlap), half
 * by the telling words that they share (rare ones count for more than common ones).
 */
export function alike(a: Meaning, b: Meaning, { holdersOf }: Pick<Index, 'holdersOf'>): number {
  const weightOf = (word: string) => 1 / Math.log2(4 + holdersOf(word).length);
  const shared = sumOf([...a.words].filter((word) => b.words.has(word)).map(weightOf));
  const all = sumOf([...new Set([...a.words, ...b.words])].map(weightOf));
  return (inCommon(a.near, b.near) + (all === 0 ? 0 : shared / all)) / 2;
}

function inCommon(a: readonly Near[], b: readonly Near[]): number {
  return sumOf(a.map(({ id, score }) => Math.sqrt(score * (b.find((other) => other.id === id)?.score ?? 0))));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
