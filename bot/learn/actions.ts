import type { SubjectCard } from '../../knowledge/schema';
import { addPhrasings, addSubject } from './change';
import { collisionsOf } from './collisions';
import type { Changed, Desk } from './desk';
import { groupMissed, type MissedGroup, type Wording } from './group';

/** A question of the log, in the words that are to stand in the knowledge base. */
export type Question = Pick<Wording, 'text' | 'language' | 'ids'>;

/** What was missed and not yet looked at, grouped by meaning, the most asked first. */
export async function listMissed({ turnLog, index }: Desk): Promise<readonly MissedGroup[]> {
  return groupMissed(await turnLog.missed(), index());
}

/** Why a question had better not be assigned to a card; nothing if there is no reason. */
export function cautions({ text }: Question, id: string, { index }: Desk): readonly string[] {
  return collisionsOf(text, id, index());
}

/** Makes questions ways of asking for a card. */
export async function assign(questions: readonly Question[], id: string, desk: Desk): Promise<Changed> {
  return settleIfChanged(desk.change(addPhrasings(id, questions)), questions, desk);
}

/** A card of a subject that the brochure does not answer; the questions are ways of asking for it, and so may be `more`. */
export async function newSubject(
  questions: readonly Question[],
  { card, file, more = [] }: { readonly card: SubjectCard; readonly file: string; readonly more?: readonly string[] },
  desk: Desk,
): Promise<Changed> {
  const phrasings = [...questions, ...more.map((text) => ({ text }))];
  return settleIfChanged(desk.change(addSubject(file, card, phrasings)), questions, desk);
}

/** It is not asked about again. */
export async function ignore({ ids }: Question, { turnLog }: Desk): Promise<void> {
  await turnLog.settle(ids, 'ignored');
}

async function settleIfChanged(changed: Changed, questions: readonly Question[], { turnLog }: Desk): Promise<Changed> {
  if (changed.kind === 'changed')
    await turnLog.settle(
      questions.flatMap(({ ids }) => ids),
      'assigned',
    );
  return changed;
}
