import { ActivityTypes, CardFactory, type Activity } from 'botbuilder';

/** A request as a card. What a student wrote is in blocks of rich text: there, unlike in others, nothing is Markdown. */
export function ticketCard(title: string, summary: string, blocks: readonly string[], how: string): Partial<Activity> {
  const rich = (text: string, more: object = {}) => ({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...more }] });
  const lines = blocks.flatMap((block) => block.split('\n').map((line) => rich(line)));
  const card = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.2',
    fallbackText: [title, ...blocks, how].join('\n\n'),
    body: [rich(title, { weight: 'Bolder', size: 'Medium' }), ...lines, rich(how, { isSubtle: true })],
  };
  return { type: ActivityTypes.Message, summary, attachments: [CardFactory.adaptiveCard(card)] };
}
