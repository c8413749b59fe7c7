import type { Card, Part, Reply } from '../types';
import type { Replies } from '../../knowledge/replies';

/** An Adaptive Card as JSON. Only elements of version 1.2 are used, which Teams and Web Chat both show. */
export type AdaptiveCard = Readonly<Record<string, unknown>>;

/** What a card is drawn with: the texts with the numbers of their sources, the sources, and the choices. */
export interface CardText {
  readonly textOf: (part: Part) => string;
  readonly said: string;
  readonly sources: string;
  readonly labels: readonly string[];
  /** The same in plain text, for whoever cannot show the card. */
  readonly inFull: string;
}

/** The outcome of an interview at a glance; where the card stands alone, with all that the text would say besides. */
export function outcomeCard({ title, rows, checklist, note, more }: Card, text: CardText, isAlone: boolean): AdaptiveCard {
  return cardOf(text, [
    { ...block(title), weight: 'Bolder', size: 'Medium' },
    {
      type: 'FactSet',
      facts: rows.map((row) => ({ title: `${row.name}: ${row.status}`, value: withoutName(row.name, text.textOf(row.part)) })),
    },
    ...checklist.flatMap((list) => [
      { ...block(list.title), weight: 'Bolder', spacing: 'Medium' },
      block(list.items.map((item) => `${list.isReady ? '\u2611' : '\u2610'} ${item}`).join('\n\n')),
    ]),
    { ...block(note), spacing: 'Medium' },
    ...(isAlone ? more.map((part) => block(text.textOf(part))) : []),
  ]);
}

/** What a reply says, with its choices as buttons, and with a field where a score is asked for. */
export function questionCard(text: CardText, input: Reply['input'], words: Replies['card']): AdaptiveCard {
  const blocks = text.said.split('\n\n').map(block);
  if (input === undefined) return cardOf(text, blocks);
  const field = {
    type: 'Input.Text',
    id: 'text',
    label: words.score,
    isRequired: true,
    errorMessage: words.score,
    maxLength: 20,
  };
  const send = { type: 'ActionSet', actions: [{ type: 'Action.Submit', title: words.send }] };
  return cardOf(text, [...blocks, field, send]);
}

/** The answer to a question, to be put into a message that somebody writes. */
export function answerCard(title: string, text: Pick<CardText, 'said' | 'sources' | 'inFull'>): AdaptiveCard {
  return cardOf({ ...text, labels: [] }, [
    { ...block(title), weight: 'Bolder', size: 'Medium' },
    ...text.said.split('\n\n').map(block),
  ]);
}

/** Teams shows six buttons in a row at most, and as many rows as there are. */
const mostInRow = 6;

function cardOf(
  { sources, labels, inFull }: Pick<CardText, 'sources' | 'labels' | 'inFull'>,
  body: readonly object[],
): AdaptiveCard {
  const small = sources === '' ? [] : [{ ...block(sources), size: 'Small', isSubtle: true, spacing: 'Medium' }];
  const isOneRow = labels.length <= mostInRow;
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.2',
    fallbackText: inFull,
    body: [...body, ...small, ...(isOneRow ? [] : rowsOf(labels))],
    ...(isOneRow && labels.length > 0 ? { actions: labels.map(submit) } : {}),
  };
}

function rowsOf(labels: readonly string[]) {
  const starts = labels.flatMap((_, i) => (i % mostInRow === 0 ? [i] : []));
  return starts.map((start) => ({ type: 'ActionSet', actions: labels.slice(start, start + mostInRow).map(submit) }));
}

/** The row names what the text begins with. */
function withoutName(name: string, text: string): string {
  const prefix = `${name}: `;
  return text.startsWith(prefix) ? text.charAt(prefix.length).toUpperCase() + text.slice(prefix.length + 1) : text;
}

/** In a card a line only ends where a block of text does. */
function block(text: string) {
  return { type: 'TextBlock', text: text.replace(/(?<!\n)\n(?!\n)/g, '\n\n'), wrap: true };
}

/** Teams sends the text back as if it had been typed; elsewhere the data comes back and is read the same way. */
function submit(label: string) {
  return {
    type: 'Action.Submit',
    title: label,
    data: { text: label, msteams: { type: 'messageBack', text: label, displayText: label } },
  };
}
