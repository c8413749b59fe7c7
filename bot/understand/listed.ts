import { comparable } from '../../knowledge/comparable';
import type { Topic } from '../../knowledge/knowledge';
import type { Reading, Reason } from '../types';
import { decide, explain } from './decide';
import { readFacet, type SpokenOf } from './facet';
import { goingOn } from './follow-up';
import type { Index } from './lookup';
import { mended } from './mended';
import { readWords } from './words';

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
const figures = ['1st', '2nd', '3rd', '4th', '5th', '6th', '7th', '8th'];
const nouns = 'one|item|thing|point|option|bullet|entry|of them|of these|of those';
const which = [...ordinals, ...figures, 'last', 'top'].join('|');

/** "The second one", "the last on that list": an ordinal with a noun that says that a list is meant. */
const named = new RegExp(
  ` (?:the )?(?:very )?(${which}) (?:(?:${nouns})(?: (?:on|in|of) (?:the|that|this|your) list)?|(?:on|in|of) (?:the|that|this|your) list) `,
  'g',
);
/** "And the third?": nothing but an ordinal. */
const bare = new RegExp(
  `^ (?:(?:and|so|ok|okay|or|then|what about|how about|what is|whats|tell me|now) )*(?:the )?(?:very )?(${which}) $`,
);

/** "How many EC has the third?" */
const atTheEnd = new RegExp(` (?:is|has|of|for|about|does|in) the (${which}) $`);

/**
 * A message about one of the items that were just listed: told by the item's own topic, if it has one, and else by the item
 * itself. Nothing if the message names no place in a list, or if no list was spoken of.
 */
export function readListed(text: string, spokenOf: SpokenOf, index: Index): Reading | undefined {
  const found = placeIn(text);
  const { topics } = index.knowledge;
  const lists = [...spokenOf.topics, ...spokenOf.earlier].flatMap((id) => topics.get(id) ?? []);
  const list = lists.find(({ items }) => items.length > 1);
  if (!found || !list) return undefined;
  const at = found.place === 'last' ? list.items.length - 1 : found.place;
  const item = list.items[at];
  if (!item) return undefined;
  return item.topic === undefined
    ? readItem(list, at, item.text, found.rest, index)
    : (readAsked(item.topic, found.rest, index) ?? told([item.topic], `${ordinals[at] ?? ''} of what was listed`));
}

interface Found {
  readonly place: number | 'last';
  /** What else the message says. */
  readonly rest: string;
}

function placeIn(text: string): Found | undefined {
  const said = ` ${comparable(text)} `;
  const alone = bare.exec(said)?.[1];
  if (alone !== undefined) return { place: placeOf(alone), rest: '' };
  const [first, ...others] = [...said.matchAll(named), ...[atTheEnd.exec(said)].filter((match) => match !== null)];
  // "The first one plus the second one" is about both.
  if (!first || others.length > 0) return undefined;
  return { place: placeOf(first[1] ?? ''), rest: said.replace(first[0], ' ').trim() };
}

function placeOf(word: string): number | 'last' {
  if (word === 'last' || word === 'top') return word === 'last' ? 'last' : 0;
  return Math.max(ordinals.indexOf(word), figures.indexOf(word));
}

/** What the message asks of the item, if it asks for something ("how many EC has the first thing"). */
function readAsked(topic: string, rest: string, index: Index): Reading | undefined {
  const words = mended(readWords(rest, index.knowledge), index);
  if (words.every((word) => index.echoes.untelling.has(word))) return undefined;
  const remark = { words, alone: index.rank(words), goesOn: goingOn(rest, index.knowledge) };
  return readFacet(remark, { topics: [topic], earlier: [] }, index);
}

/** An item without a topic of its own is named; what is asked of it beyond that is a subject, or not said. */
function readItem(list: Topic, at: number, item: string, rest: string, index: Index): Reading {
  const words = mended(readWords(`${item} ${rest}`, index.knowledge), index);
  const candidates = rest === '' ? [] : index.rank(words);
  const reading = decide(candidates, index.knowledge);
  if (reading.kind === 'unknown' && reading.about !== undefined) return reading;
  return { ...told([list.id], `${ordinals[at] ?? ''} of what was listed`, explain(candidates, [], '')), item: at };
}

function told(topics: readonly [string], why: string, others: readonly Reason[] = []): Reading & { readonly kind: 'answer' } {
  const reason: Reason = { id: topics[0], rank: 'follow-up', score: 1, words: [], taken: true, why: `the ${why}` };
  return { kind: 'answer', topics, reasons: [reason, ...others] };
}
