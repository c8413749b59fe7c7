import { collisionsOf, standsUnder } from '../learn/collisions';
import type { MissedGroup } from '../learn/group';
import { isOfProgramme, type Near } from '../learn/meaning';
import { pasteOf, suggestionFor } from '../learn/stub';
import type { Index } from '../understand/lookup';
import type { Block } from './blocks';

/** So many groups are told, each with so many of its wordings. */
const mostGroups = 20;
const mostWordings = 3;

/** The questions that were missed, with what could be added to the knowledge base for them. */
export function missedSection(groups: readonly MissedGroup[], index: Index): readonly Block[] {
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  if (count === 0)
    return [
      { kind: 'heading', text: 'Missed questions' },
      { kind: 'words', text: 'None that is still open.' },
    ];
  const left = groups.length - mostGroups;
  return [
    { kind: 'heading', text: 'Missed questions' },
    {
      kind: 'words',
      text: `${count} that nobody has looked at: declined, asked back or voted down. Those that mean much the same stand together, by the cards that they come nearest to and the words that they share. Make them knowledge with "npm run learn", or paste what stands below and run "npm run knowledge".`,
    },
    ...groups.slice(0, mostGroups).flatMap((group, i) => groupBlocks(group, i + 1, index)),
    ...(left > 0 ? [{ kind: 'words', text: `And ${left} more, each asked less often.` } as const] : []),
  ];
}

function groupBlocks(group: MissedGroup, number: number, index: Index): readonly Block[] {
  const told = group.wordings.slice(0, mostWordings);
  const [first, ...others] = told;
  const suggestion = suggestionFor(group, index);
  const id = suggestion.kind === 'phrasings' ? suggestion.id : suggestion.card.id;
  const warnings = told.flatMap(({ text }) => collisionsOf(text, id, index).map((why) => `Caution, "${text}": ${why}.`));
  const fresh = told.filter(({ text }) => !standsUnder(text, id, index));
  return [
    { kind: 'subheading', text: `${number}. "${first?.text ?? ''}" (${group.count} ${group.count === 1 ? 'time' : 'times'})` },
    ...(others.length > 0 ? [{ kind: 'list', items: others.map(({ text, ids }) => `"${text}" (${ids.length})`) } as const] : []),
    { kind: 'words', text: `Nearest: ${group.near.map(nearText).join('; ')}.${remarkOn(group)}` },
    ...(fresh.length > 0 ? [{ kind: 'yaml', text: pasteOf(suggestion, fresh) } as const] : []),
    ...(warnings.length > 0 ? [{ kind: 'list', items: warnings } as const] : []),
  ];
}

function nearText({ id, title, score }: Near): string {
  return `${title === id ? id : `${title}, ${id}`} ${score.toFixed(2)}`;
}

function remarkOn({ near: [best], wordings }: MissedGroup): string {
  const told = [...new Set(wordings.flatMap((wording) => wording.told))];
  if (told.length > 0) return ` Voted down when told ${told.join(', ')}.`;
  return best && !isOfProgramme(best)
    ? ' Perhaps about something else than the programme: then ignore it in "npm run learn", or add it to what is off-topic.'
    : '';
}
