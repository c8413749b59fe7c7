import type { MissedGroup } from '../learn/group';
import type { Index } from '../understand/lookup';
import type { Block, Cell } from './blocks';
import type { Counted, Figures } from './figures';
import { missedSection } from './missed-section';
import { languageName, nameOf, outcomeNames } from './names';

/** What a report is made of. */
export interface Findings {
  /** Days, both included. */
  readonly first: string;
  readonly last: string;
  readonly figures: Figures;
  readonly missed: readonly MissedGroup[];
  readonly index: Index;
}

/** So many rows of a table are told. */
const mostTold = 15;

export function sectionsOf({ first, last, figures, missed, index }: Findings): readonly Block[] {
  const { messages, opened } = figures;
  const titled = (id: string) => index.knowledge.topics.get(id)?.title ?? index.knowledge.subjects.get(id)?.title ?? id;
  return [
    { kind: 'title', text: `Admissions assistant: ${first} to ${last}` },
    {
      kind: 'words',
      text: `${plural(messages, 'message')}, ${plural(opened, 'chat')} opened. Days are of UTC. Nobody can be known from these counts.`,
    },
    ...volume(figures),
    { kind: 'heading', text: 'What became of the messages' },
    table(
      'Outcomes',
      'Outcome',
      figures.outcomes.map(({ name, count }) => ({ name: outcomeNames[name], count })),
      messages,
    ),
    {
      kind: 'words',
      text: `${figures.handOver.wished} wished for a person; ${plural(figures.handOver.sent, 'question')} sent to the office.`,
    },
    ...interview(figures),
    ...thumbs(figures, titled),
    { kind: 'heading', text: 'What was asked' },
    table('Topics that were told', 'Topic', named(figures.topics, titled)),
    table('Subjects that the brochure does not answer', 'Subject', named(figures.subjects, titled)),
    table('Languages', 'Language', named(figures.languages, languageName), messages),
    table('Commands', 'Command', named(figures.commands, nameOf)),
    ...missedSection(missed, index),
  ];
}

function volume({ days, channels, messages }: Figures): readonly Block[] {
  return [
    { kind: 'heading', text: 'Volume' },
    { kind: 'bars', title: 'Messages by day', bars: days.map(({ name, count }) => ({ label: name, value: count })) },
    { kind: 'table', title: 'Messages by day', head: ['Day', 'Messages'], rows: days.map(({ name, count }) => [name, count]) },
    table('Messages by channel', 'Channel', channels, messages),
  ];
}

function interview({ interviews: { begun, finished, verdicts, steps } }: Figures): readonly Block[] {
  return [
    { kind: 'heading', text: 'The eligibility check' },
    { kind: 'words', text: `Begun ${plural(begun, 'time')}, finished ${plural(finished, 'time')}.` },
    table('Outcomes', 'Outcome', named(verdicts, nameOf), finished),
    {
      kind: 'table',
      title: 'Where people stop',
      head: ['Question', 'Asked', 'Not answered', 'Share'],
      rows: steps.map(({ question, reached, stopped }) => [nameOf(question), reached, stopped, share(stopped, reached)]),
    },
  ];
}

function thumbs({ votes: { up, down, downTopics } }: Figures, titled: (id: string) => string): readonly Block[] {
  return [
    { kind: 'heading', text: 'Thumbs' },
    {
      kind: 'words',
      text: `${up} up, ${down} down. Votes are erased with the rest after RETENTION_DAYS, and when somebody says "delete my data".`,
    },
    ...(downTopics.length > 0 ? [table('Answers that were voted down', 'Topic', named(downTopics, titled))] : []),
  ];
}

function named(counts: readonly Counted[], nameFor: (id: string) => string): readonly Counted[] {
  return counts.map(({ name, count }) => ({ name: nameFor(name), count }));
}

/** With shares of `whole`, if it is given. */
function table(title: string, what: string, counts: readonly Counted[], whole?: number): Block {
  const rest = counts.slice(mostTold).reduce((sum, { count }) => sum + count, 0);
  const told = [...counts.slice(0, mostTold), ...(rest > 0 ? [{ name: 'Others', count: rest }] : [])];
  const rows = told.map(({ name, count }): readonly Cell[] => [
    name,
    count,
    ...(whole === undefined ? [] : [share(count, whole)]),
  ]);
  if (rows.length === 0) return { kind: 'words', text: `${title}: none.` };
  return { kind: 'table', title, head: [what, 'Number', ...(whole === undefined ? [] : ['Share'])], rows };
}

function share(part: number, whole: number): string {
  return whole === 0 ? '-' : `${Math.round((100 * part) / whole)} %`;
}

export function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
