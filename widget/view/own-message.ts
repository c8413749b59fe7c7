import type { OwnMessage } from '../conversation';
import type { Settings } from '../settings';
import { button, h } from './h';
import { showTime } from './time';

export interface ShownOwnMessage {
  readonly element: HTMLElement;
  /** Shows how far it has come. */
  update(): void;
}

export function showOwnMessage(message: OwnMessage, { labels, language }: Settings, retry: () => void): ShownOwnMessage {
  const state = h('span', { class: 'delivery' });
  const bubble = h('div', { class: 'bubble', dir: 'auto' }, h('span', { class: 'sr' }, `${labels.you}: `), message.text);
  const meta = h('div', { class: 'meta' }, showTime(message.at, language), state);
  const element = h('div', { class: 'message own', part: 'message' }, bubble, meta);
  const update = () => {
    const { delivery } = message;
    const isFailed = delivery !== 'sending' && delivery !== 'sent';
    element.classList.toggle('failed', isFailed);
    // That a message is on its way is seen, not read out.
    state.setAttribute('aria-live', isFailed ? 'polite' : 'off');
    const again = isFailed && delivery !== 'too-long' ? [' ', button('again', retry, labels.tryAgain)] : [];
    state.replaceChildren(delivery === 'sent' ? '' : labels.delivery[delivery], ...again);
  };
  update();
  return { element, update };
}
