import type { SubjectCard } from '../../knowledge/schema';
import { yamlOf } from '../../knowledge/edit';
import type { Index } from '../understand/lookup';
import { placeOf, type Phrased } from './change';
import type { MissedGroup } from './group';
import { wordsIn } from './meaning';

/** What could be added to the knowledge base for a group of questions. */
export type Suggestion =
  /** Ways of asking for a card that is there. */
  | { readonly kind: 'phrasings'; readonly id: string }
  /** A card for a subject that the brochure does not answer; its words are for a person to mend. */
  | { readonly kind: 'subject'; readonly card: SubjectCard; readonly file: string };

/** A card as likely as this is suggested, a less likely one is not worth more than a new one. */
const likelyEnough = 0.35;
const longestId = 2;

export function suggestionFor(group: MissedGroup, index: Index): Suggestion {
  const told = new Set(group.wordings.flatMap((wording) => wording.told));
  const cards = group.near.filter(({ id }) => !told.has(id));
  const [best] = cards;
  if (best && best.score >= likelyEnough) return { kind: 'phrasings', id: best.id };
  return { kind: 'subject', card: newCard(group, index), file: newFile };
}

/** Where a new card goes; its place among the others is for a person to choose. */
export const newFile = 'not-covered/further.yaml';

/** Named by the words that tell most, which are the rarest. */
export function newCard({ wordings: [first], near }: MissedGroup, index: Index): SubjectCard {
  const words = wordsIn(first?.text ?? '', index).filter((word) => /^[a-z]+$/.test(word) && !index.fillers.has(word));
  const rarest = [...new Set(words)].sort((a, b) => index.holdersOf(a).length - index.holdersOf(b).length).slice(0, longestId);
  const telling = words.filter((word, i) => rarest.includes(word) && words.indexOf(word) === i);
  const name = telling.join(' ') || 'subject';
  const topics = [...near.filter(({ kind }) => kind === 'answer').map(({ id }) => id), ...index.knowledge.topics.keys()];
  return {
    id: idOf(telling, index),
    title: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
    about: name,
    near: topics.slice(0, 1),
  };
}

function idOf(words: readonly string[], { knowledge: { topics, subjects, intents } }: Index): string {
  const id = words.join('-') || 'new-subject';
  return topics.has(id) || subjects.has(id) || intents.has(id) ? `${id}-2` : id;
}

/** Lines to paste, with the file that each belongs into. */
export function pasteOf(suggestion: Suggestion, wordings: readonly Phrased[]): string {
  const id = suggestion.kind === 'phrasings' ? suggestion.id : suggestion.card.id;
  const card = suggestion.kind === 'subject' ? [inFile(suggestion.file, [suggestion.card])] : [];
  const languages = [...new Set(wordings.map(({ language }) => language))];
  const phrasings = languages.map((language) => {
    const { file, path } = placeOf(id, language);
    const texts = wordings.filter((one) => one.language === language).map(({ text }) => text);
    return inFile(
      file,
      path.reduceRight<unknown>((value, key) => ({ [key]: value }), texts),
    );
  });
  return [...card, ...phrasings].join('\n');
}

function inFile(file: string, value: unknown): string {
  return `# knowledge/${file}\n${yamlOf(value)}`;
}
