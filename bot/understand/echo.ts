import type { Knowledge } from '../../knowledge/knowledge';
import type { Reading } from '../types';
import { readWords } from './words';
import { explain, policy } from './decide';
import { byTopic, type Remark, type SpokenOf } from './facet';
import type { Index } from './lookup';

/** Words that so many facets are asked with say nothing of what is spoken of ("always", "only", "the exam"). */
const saidAnywhere = 5;
/** Words that so many phrasings of a facet have belong to it ("how many credits"). */
const saidOften = 3;

/** Which words tell what is spoken of, and those of each card's answer. */
export interface Echoes {
  readonly untelling: ReadonlySet<string>;
  /** The words that each facet is asked with. */
  readonly wordsOfFacet: ReadonlyMap<string, ReadonlySet<string>>;
  /** The words of each topic's answer, and of what each subject is about, without their endings. */
  readonly wordsOf: ReadonlyMap<string, ReadonlySet<string>>;
}

export function makeEchoes(knowledge: Knowledge): Echoes {
  const wordsOfFacet = new Map(
    knowledge.followUps.facets.map(({ id, phrasings }) => [id, countAll(phrasings.map((text) => readWords(text, knowledge)))]),
  );
  const facetsWith = countAll([...wordsOfFacet.values()].map((words) => [...words.keys()]));
  const texts = [
    ...[...knowledge.topics.values()].map(({ id, title, answer }) => [id, `${title} ${answer}`] as const),
    ...[...knowledge.subjects.values()].map(({ id, title, about }) => [id, `${title} ${about}`] as const),
  ];
  return {
    untelling: frequent(facetsWith, saidAnywhere),
    wordsOfFacet: new Map([...wordsOfFacet].map(([id, counts]) => [id, frequent(counts, saidOften)])),
    wordsOf: new Map(texts.map(([id, text]) => [id, new Set(readWords(text, knowledge).map(withoutEnding))])),
  };
}

/** The words of a message that neither a facet nor what was spoken of explains. */
export function leftover(
  words: readonly string[],
  facet: string,
  { topics }: SpokenOf,
  { untelling, wordsOfFacet, wordsOf }: Echoes,
): readonly string[] {
  const isSaid = (word: string) => topics.some((id) => wordsOf.get(id)?.has(withoutEnding(word)));
  return words.filter((word) => !untelling.has(word) && !wordsOfFacet.get(facet)?.has(word) && !isSaid(word));
}

function countAll(lists: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of lists.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function frequent(counts: ReadonlyMap<string, number>, least: number): ReadonlySet<string> {
  return new Set([...counts].filter(([, count]) => count >= least).map(([word]) => word));
}

/** What was spoken of whose own words the message takes up ("and the language one?"), and whether those are all it has. */
export function takenUp(
  words: readonly string[],
  spokenOf: SpokenOf,
  { echoes }: Index,
): { id: string; wholly: boolean } | undefined {
  const telling = words.filter((word) => !echoes.untelling.has(word)).map(withoutEnding);
  for (const id of [...spokenOf.topics, ...spokenOf.earlier]) {
    const shared = telling.filter((word) => echoes.wordsOf.get(id)?.has(word));
    if (shared.length > 0) return { id, wholly: shared.length === telling.length };
  }
  return undefined;
}

function withoutEnding(word: string): string {
  return word.length > 4 ? word.replace(/(ing|es|ed|s)$/, '') : word;
}

/** A short message that adds one thing by its name ("and the review?") asks for its topic, whatever else there is about it. */
export function readNamed({ words, goesOn, alone }: Remark, spokenOf: SpokenOf, index: Index): Reading | undefined {
  const telling = words.filter((word) => !index.echoes.untelling.has(word));
  const [best] = byTopic(alone, index.knowledge);
  if (goesOn === undefined || telling.length > fewTelling || !best || best.score < policy.sureOfName) return undefined;
  const own = alone.find(({ id }) => id === best.id);
  if (!own || own.score < policy.named || spokenOf.topics.includes(best.id)) return undefined;
  const taken = takenUp(words, spokenOf, index);
  if (taken?.wholly && !index.knowledge.topics.get(best.id)?.partOf.includes(taken.id)) return undefined;
  return { kind: 'answer', topics: [best.id], reasons: explain(alone, [best.id], 'names it, after what was just spoken of') };
}

/** A name, and one word beside it. */
const fewTelling = 2;

/**
 * A message that takes up words of what was just said goes on about that, if it is no sure question of its own. One that
 * has no other words goes on about it even so, unless it names something that belongs to it ("and the review?").
 */
export function withEcho(reading: Reading, { words, alone, goesOn }: Remark, spokenOf: SpokenOf, index: Index): Reading {
  const taken = takenUp(words, spokenOf, index);
  const topic = taken && index.knowledge.topics.get(taken.id);
  // "The language one" is one of what was just listed, whatever else its words would ask by themselves.
  const isSure = goesOn !== 'points-back' && (alone[0]?.score ?? 0) >= policy.sureOfOther;
  if (!topic || !mayYield(reading, isSure, taken, index.knowledge)) return reading;
  const reasons = explain(alone, [], '');
  const why = 'takes up words of what was just said';
  return {
    kind: 'answer',
    topics: [topic.id],
    reasons: [{ id: topic.id, rank: 'follow-up', score: 1, words, taken: true, why }, ...reasons],
  };
}

function mayYield(
  reading: Reading,
  isSure: boolean,
  { id, wholly }: { id: string; wholly: boolean },
  { topics }: Knowledge,
): boolean {
  switch (reading.kind) {
    case 'clarify':
    case 'offtopic':
      return true;
    case 'smalltalk':
      return wholly;
    case 'unknown':
      return wholly && !isSure;
    case 'answer':
      return wholly && !reading.topics.some((told) => told === id || areNeighbours(topics, told, id));
    default:
      return false;
  }
}

function areNeighbours(topics: Knowledge['topics'], one: string, other: string): boolean {
  const near = (id: string) => [...(topics.get(id)?.see ?? []), ...(topics.get(id)?.partOf ?? [])];
  return near(one).includes(other) || near(other).includes(one);
}
