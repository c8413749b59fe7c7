import { assign, cautions, ignore, listMissed, newSubject } from './actions';
import type { Changed, Desk } from './desk';
import type { MissedGroup, Wording } from './group';
import { isCard } from './meaning';
import { newCard, newFile } from './stub';

/** Who sits at the desk: is told something, and asked for a line; nothing once there is nobody any more. */
export interface Editor {
  readonly tell: (line: string) => void;
  readonly ask: (prompt: string) => Promise<string | undefined>;
}

/** What to do about a question. */
type Decision = 'settled' | 'skipped' | 'again' | 'quit';

const choices = 'a number or the id of a card to assign it to, n new subject, i ignore, s skip, q quit';

/** Goes through what was missed, one question after the other; gives how many were made into knowledge. */
export async function walk(desk: Desk, editor: Editor): Promise<number> {
  const groups = await listMissed(desk);
  const all = groups.flatMap((group) => group.wordings.map((wording) => ({ group, wording })));
  if (all.length === 0) editor.tell('There is no missed question that nobody has looked at.');
  const settled = new Set<Wording>();
  let assigned = 0;
  for (const [i, { group, wording }] of all.entries()) {
    if (settled.has(wording)) continue;
    editor.tell(`\n${i + 1} of ${all.length}\n${shown(wording)}`);
    const left = group.wordings.filter((one) => one !== wording && !settled.has(one));
    let decision: Decision = 'again';
    while (decision === 'again') {
      const taken = await decide(wording, left, group, desk, editor);
      decision = taken.decision;
      taken.assigned.forEach((one) => settled.add(one));
      assigned += taken.assigned.length;
    }
    if (decision === 'quit') break;
  }
  return assigned;
}

function shown({ text, ids, why, told, near }: Wording): string {
  const times = ids.length === 1 ? 'once' : `${ids.length} times`;
  const instead = told.length > 0 ? ` (was told ${told.join(', ')})` : '';
  const nearest = near.map(
    ({ id, title, score }, i) => `  ${i + 1}  ${id} (${score.toFixed(2)})${title === id ? '' : `  ${title}`}`,
  );
  return [`  "${text}"`, `Asked ${times}, ${why.join(' and ')}${instead}. It comes nearest to`, ...nearest].join('\n');
}

interface Taken {
  readonly decision: Decision;
  readonly assigned: readonly Wording[];
}

async function decide(
  wording: Wording,
  others: readonly Wording[],
  group: MissedGroup,
  desk: Desk,
  editor: Editor,
): Promise<Taken> {
  const line = (await editor.ask(`${choices}: `))?.trim();
  const nothing = (decision: Decision): Taken => ({ decision, assigned: [] });
  switch (line) {
    case undefined:
    case 'q':
      return nothing('quit');
    case 's':
    case '':
      return nothing('skipped');
    case 'i':
      await ignore(wording, desk);
      return nothing('settled');
    case 'n':
      return assignNew(wording, others, group, desk, editor);
    default:
      return assignTo(wording.near[Number(line) - 1]?.id ?? line, wording, desk, editor);
  }
}

async function assignTo(id: string, wording: Wording, desk: Desk, editor: Editor): Promise<Taken> {
  if (!isCard(id, desk.index())) {
    editor.tell(`There is no card "${id}".`);
    return { decision: 'again', assigned: [] };
  }
  const against = cautions(wording, id, desk);
  against.forEach((one) => editor.tell(`Caution: ${one}.`));
  if (against.length > 0 && !isYes(await editor.ask('Assign it all the same? [y/N] ')))
    return { decision: 'again', assigned: [] };
  return outcomeOf(await assign([wording], id, desk), [wording], editor);
}

/** A new card is asked for field by field; an empty line takes what is suggested. */
async function assignNew(
  wording: Wording,
  others: readonly Wording[],
  group: MissedGroup,
  desk: Desk,
  editor: Editor,
): Promise<Taken> {
  const suggested = newCard({ ...group, wordings: [wording] }, desk.index());
  const field = async (name: string, usual: string) => {
    const line = (await editor.ask(`${name} [${usual}]: `))?.trim() ?? '';
    return line === '' ? usual : line;
  };
  const id = await field('id', suggested.id);
  const title = await field('title, the label of a choice', suggested.title);
  const about = await field('about, as in "The brochure does not say anything about ..."', suggested.about);
  const near = await field('near, the ids of the topics that come nearest', suggested.near.join(' '));
  const file = await field('file', newFile);
  const too = others.length > 0 && isYes(await editor.ask(`And these? ${quoted(others)} [y/N] `)) ? others : [];
  const more = await linesOf('another way of asking for it, an empty line to end: ', editor);
  const card = { id, title, about, near: near.split(/[\s,]+/).filter(Boolean) };
  return outcomeOf(await newSubject([wording, ...too], { card, file, more }, desk), [wording, ...too], editor);
}

function outcomeOf(changed: Changed, assigned: readonly Wording[], editor: Editor): Taken {
  if (changed.kind === 'changed') {
    editor.tell(`Written: ${changed.files.join(', ')}.`);
    return { decision: 'settled', assigned };
  }
  editor.tell('The knowledge base would not hold with it; nothing was changed:');
  changed.problems.forEach((problem) => editor.tell(`  ${problem}`));
  return { decision: 'again', assigned: [] };
}

async function linesOf(prompt: string, { ask }: Editor): Promise<readonly string[]> {
  const lines: string[] = [];
  for (let line = await ask(prompt); line?.trim(); line = await ask(prompt)) lines.push(line.trim());
  return lines;
}

function quoted(wordings: readonly Wording[]): string {
  return wordings.map(({ text }) => `"${text}"`).join(', ');
}

export function isYes(line: string | undefined): boolean {
  return /^y(?:es)?$/i.test(line?.trim() ?? '');
}
