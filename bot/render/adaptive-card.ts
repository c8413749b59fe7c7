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
  /** Whether Teams shows a pressed button as said by who pressed it. */
  readonly echoesButtons: boolean;
  /** The same in plain text, for whoever cannot show the card. */
  readonly inFull: string;
}

/** The outcome of an interview at a glance; where the card stands alone, with all that the text would say besides. */
export function outcomeCard(card: Card, text: CardText, isAlone: boolean): AdaptiveCard {
  const { title, rows, checklist, documents, note, more } = card;
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
    ...(documents ? [{ ...block(text.textOf({ ...documents, text: '' })), isSubtle: true }] : []),
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
    errorMessage: words.noScore,
    maxLength: 20,
  };
  const send = { type: 'ActionSet', actions: [{ type: 'Action.Submit', title: words.send }] };
  // A field has a label of its own from 1.3 on.
  return { ...cardOf(text, [...blocks, field, send]), version: '1.3' };
}

/** The answer to a question, to be put into a message that somebody writes. */
export function answerCard(title: string, text: Pick<CardText, 'said' | 'sources' | 'inFull'>): AdaptiveCard {
  return cardOf({ ...text, labels: [], echoesButtons: false }, [
    // It may be the question as it was typed: here, unlike in a text block, nothing in it is Markdown.
    { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: title, weight: 'Bolder', size: 'Medium' }] },
    ...text.said.split('\n\n').map(block),
  ]);
}

/** Teams shows six buttons in a row at most, and as many rows as there are. */
const mostInRow = 6;

function cardOf(text: Omit<CardText, 'textOf' | 'said'>, body: readonly object[]): AdaptiveCard {
  const { sources, labels, inFull, echoesButtons } = text;
  const small = sources === '' ? [] : [{ ...block(sources), size: 'Small', isSubtle: true, spacing: 'Medium' }];
  const actions = labels.map((label) => submit(label, echoesButtons));
  const isOneRow = actions.length <= mostInRow;
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.2',
    fallbackText: inFull,
    body: [...body, ...small, ...(isOneRow ? [] : rowsOf(actions))],
    ...(isOneRow && actions.length > 0 ? { actions } : {}),
  };
}

function rowsOf(actions: readonly object[]) {
  const starts = actions.flatMap((_, i) => (i % mostInRow === 0 ? [i] : []));
  return starts.map((start) => ({ type: 'ActionSet', actions: actions.slice(start, start + mostInRow) }));
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

/** Teams sends the text back as if it had been typed, and shows it if told to; elsewhere the data is read the same way. */
function submit(label: string, isEchoed: boolean) {
  const echo = isEchoed ? { msteams: { type: 'messageBack', text: label, displayText: label } } : {};
  return { type: 'Action.Submit', title: label, data: { text: label, ...echo } };
}
