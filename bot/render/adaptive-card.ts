import type { Choice, Card } from '../types';

/** An Adaptive Card as JSON. Only elements of version 1.2 are used, which Teams and Web Chat both show. */
export type AdaptiveCard = Readonly<Record<string, unknown>>;

/** What a card is drawn with: the texts with the numbers of their sources, and the sources themselves. */
export interface CardText {
  readonly textOf: (part: Card['rows'][number]['part']) => string;
  readonly sources: string;
  /** The same in plain text, for whoever cannot show the card. */
  readonly fallback: string;
}

export function adaptiveCard({ title, rows, checklist, note }: Card, choices: readonly Choice[], text: CardText): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.2',
    fallbackText: text.fallback,
    body: [
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
      ...(text.sources === '' ? [] : [{ ...block(text.sources.replace(/\n/g, '\n\n')), size: 'Small', isSubtle: true }]),
    ],
    actions: choices.map(submit),
  };
}

/** The row names what the text begins with. */
function withoutName(name: string, text: string): string {
  const prefix = `${name}: `;
  return text.startsWith(prefix) ? text.charAt(prefix.length).toUpperCase() + text.slice(prefix.length + 1) : text;
}

function block(text: string) {
  return { type: 'TextBlock', text, wrap: true };
}

/** Teams sends the text back as if it had been typed; elsewhere the data comes back and is read the same way. */
function submit({ label }: Choice) {
  return {
    type: 'Action.Submit',
    title: label,
    data: { text: label, msteams: { type: 'messageBack', text: label, displayText: label } },
  };
}
