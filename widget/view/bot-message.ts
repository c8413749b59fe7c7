import type { Vote } from '../conversation';
import type { BotMessage } from '../read-message';
import type { Settings } from '../settings';
import { Choices } from './choices';
import { Feedback } from './feedback';
import { h } from './h';
import { showCard } from './outcome-card';
import { richText } from './rich-text';
import { showSources } from './sources';
import { showTime } from './time';

export interface ShownBotMessage {
  readonly element: HTMLElement;
  readonly choices: Choices | undefined;
  readonly feedback: Feedback | undefined;
}

/** What can be done with a message. */
export interface MessageActions {
  readonly pick: (value: string) => void;
  readonly vote: (message: BotMessage, vote: Vote) => void;
}

export function showBotMessage(message: BotMessage, { labels, language }: Settings, actions: MessageActions): ShownBotMessage {
  const choices = message.choices.length > 0 ? new Choices(message.choices, labels, actions.pick) : undefined;
  const feedback = isAnswer(message) ? new Feedback(labels, (vote) => actions.vote(message, vote)) : undefined;
  const bubble = h(
    'div',
    { class: 'bubble', lang: message.locale, dir: 'auto' },
    message.by === undefined
      ? h('span', { class: 'sr' }, `${labels.bot}: `)
      : h('strong', { class: 'by' }, message.by, h('span', { class: 'sr' }, ': ')),
    ...body(message, labels),
    ...showSources(message.sources, labels),
  );
  // Times and thumbs are not worth reading out with each new message.
  const meta = h(
    'div',
    { class: 'meta', 'aria-live': 'off' },
    showTime(message.at, language),
    ...(feedback ? [feedback.element] : []),
  );
  const element = h('div', { class: 'message bot', part: 'message' }, bubble, ...(choices ? [choices.element] : []), meta);
  return { element, choices, feedback };
}

/** A card says the same at a glance, so the long text waits behind it. */
function body({ card, text }: BotMessage, labels: Settings['labels']): readonly Node[] {
  const words = richText(text, labels.newTab);
  return card ? [showCard(card, labels), h('details', {}, h('summary', {}, labels.details), ...words)] : words;
}

/** Greetings and the interview's own questions are nothing to vote on. */
function isAnswer({ reading, id }: BotMessage): boolean {
  if (!reading || id === '') return false;
  return (
    reading.verdict !== undefined || !['welcome', 'command', 'smalltalk', 'eligibility', 'hand-over'].includes(reading.kind ?? '')
  );
}
