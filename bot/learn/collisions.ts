import { comparable } from '../../knowledge/comparable';
import type { Index } from '../understand/lookup';
import { withSameWords } from '../understand/phrasings';
import { cardOf, surely, wordsIn } from './meaning';

/** Why a way of asking would get in the way of another card; nothing if it would not. */
export function collisionsOf(text: string, id: string, index: Index): readonly string[] {
  const same = cardWith(text, index);
  if (same === id) return [`the same words stand under "${id}" already`];
  if (same !== undefined) return [`the same words stand under ${named(same, index)}`];
  const telling = withSameWords(wordsIn(text, index), index.phrasings, index.fillers);
  if (telling && telling.id !== id)
    return [`its telling words are those of a way of asking for ${named(telling.id, index)}: "${telling.words.join(' ')}"`];
  const other = surely(text, index);
  return other === undefined || other === id ? [] : [`the bot is sure that it asks for ${named(other, index)}`];
}

/** Whether the very words are a way of asking for the card already. */
export function standsUnder(text: string, id: string, index: Index): boolean {
  return cardWith(text, index) === id;
}

function cardWith(text: string, { knowledge }: Index): string | undefined {
  const key = comparable(text);
  return knowledge.phrasings.find((phrasing) => comparable(phrasing.text) === key)?.id;
}

function named(id: string, index: Index): string {
  const { title } = cardOf(id, index);
  return title === id ? `"${id}"` : `"${id}" (${title})`;
}
