import { answererOf } from '../answer';
import { assign, cautions, listMissed, newSubject, type Question } from '../learn/actions';
import { addPhrasings, addSubject, type Change } from '../learn/change';
import { compare, type Comparison } from '../learn/compare';
import type { Changed, Desk } from '../learn/desk';
import type { MissedGroup } from '../learn/group';
import type { Labelled } from '../learn/labelled';
import { cardOf, wordsIn, type Near } from '../learn/meaning';
import { newCard, newFile, pasteOf, suggestionFor, type Suggestion } from '../learn/stub';
import type { SubjectCard } from '../../knowledge/schema';

/** What missed questions are to be made into. */
export interface Plan {
  /** Entries of the log: of each, all in the same words are meant. */
  readonly ids: readonly number[];
  readonly to: { readonly kind: 'card'; readonly id: string } | { readonly kind: 'subject'; readonly card: SubjectCard };
}

export type Card = Omit<Near, 'score'>;

/** What was missed, and what could be made of it. */
export interface Listed {
  readonly groups: readonly Suggested[];
  /** All that a question may be assigned to. */
  readonly cards: readonly Card[];
}

export interface Suggested {
  readonly group: MissedGroup;
  readonly suggestion: Suggestion;
  /** A card of its own, whatever is suggested. */
  readonly card: SubjectCard;
}

/** What a plan would come to. */
export type Preview =
  /** Somebody has settled these questions meanwhile. */
  | { readonly kind: 'gone' }
  | Extract<Changed, { readonly kind: 'refused' }>
  | {
      readonly kind: 'ready';
      readonly wordings: readonly string[];
      readonly cautions: readonly string[];
      readonly comparison: Comparison;
      readonly files: readonly string[];
    };

export type Taught =
  | Exclude<Preview, { readonly kind: 'ready' }>
  /** `settled` are the entries of the log that are done with. */
  | { readonly kind: 'changed'; readonly files: readonly string[]; readonly settled: readonly number[] }
  /** The files cannot be written here: what somebody may put into them elsewhere. */
  | { readonly kind: 'read-only'; readonly yaml: string };

export async function listAll(desk: Desk): Promise<Listed> {
  const index = desk.index();
  const { topics, subjects, intents } = index.knowledge;
  const groups = await listMissed(desk);
  return {
    groups: groups.map((group) => ({ group, suggestion: suggestionFor(group, index), card: newCard(group, index) })),
    cards: [...topics.keys(), ...subjects.keys(), ...intents.keys()].map((id) => cardOf(id, index)),
  };
}

export async function preview(plan: Plan, desk: Desk, questions: readonly Labelled[], now: Date): Promise<Preview> {
  const wordings = await wordingsOf(plan, desk);
  if (wordings.length === 0) return { kind: 'gone' };
  const looked = desk.look(changeOf(plan, wordings));
  if (looked.kind === 'refused') return looked;
  const { to } = plan;
  const [before, clock] = [desk.index(), () => now];
  const told =
    to.kind === 'card' ? wordings.flatMap((one) => cautions(one, to.id, desk).map((why) => `“${one.text}”: ${why}.`)) : [];
  const near = touched(questions, wordings, desk);
  const comparison = compare(near, answererOf(before, clock), answererOf(desk.indexOf(looked.knowledge), clock));
  const texts = wordings.map(({ text }) => text);
  return { kind: 'ready', wordings: texts, cautions: told, comparison, files: looked.files.map(({ file }) => file) };
}

/** Nothing but a word in common can make a new way of asking count for a question, as long as it is not learnt. */
function touched(questions: readonly Labelled[], wordings: readonly Question[], desk: Desk): readonly Labelled[] {
  const index = desk.index();
  const telling = (text: string) => wordsIn(text, index).filter((word) => !index.fillers.has(word));
  const words = new Set(wordings.flatMap(({ text }) => telling(text)));
  return questions.filter(({ q }) => telling(q).some((word) => words.has(word)));
}

export async function teach(plan: Plan, desk: Desk): Promise<Taught> {
  const wordings = await wordingsOf(plan, desk);
  if (wordings.length === 0) return { kind: 'gone' };
  const { to } = plan;
  try {
    const settled = wordings.flatMap(({ ids }) => ids);
    const changed =
      to.kind === 'card'
        ? await assign(wordings, to.id, desk)
        : await newSubject(wordings, { card: to.card, file: newFile }, desk);
    return changed.kind === 'changed' ? { ...changed, settled } : changed;
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return {
      kind: 'read-only',
      yaml: pasteOf(to.kind === 'card' ? { kind: 'phrasings', id: to.id } : { ...to, file: newFile }, wordings),
    };
  }
}

function changeOf({ to }: Plan, wordings: readonly Question[]): Change {
  return to.kind === 'card' ? addPhrasings(to.id, wordings) : addSubject(newFile, to.card, wordings);
}

async function wordingsOf({ ids }: Plan, desk: Desk): Promise<readonly Question[]> {
  const all = (await listMissed(desk)).flatMap(({ wordings }) => wordings);
  return all.filter((wording) => wording.ids.some((id) => ids.includes(id)));
}
