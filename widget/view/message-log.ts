import type { Message, OwnMessage, Vote } from '../conversation';
import type { Settings } from '../settings';
import { showBotMessage, type MessageActions, type ShownBotMessage } from './bot-message';
import { h } from './h';
import { showOwnMessage, type ShownOwnMessage } from './own-message';

export interface LogActions extends MessageActions {
  retry(message: OwnMessage): void;
}

/** Whoever reads near the end wants to see what comes; whoever has scrolled up is left in peace. */
const nearEnd = 120;

/** The list of messages: a live region, in which only what is new is read out. */
export class MessageLog {
  readonly element: HTMLElement;
  readonly #typing: HTMLElement;
  readonly #own = new Map<OwnMessage, ShownOwnMessage>();
  readonly #bot = new Map<string, ShownBotMessage>();
  #open: ShownBotMessage[] = [];
  #lastOwn: HTMLElement | undefined;
  #quiet = 0;
  #frame = 0;

  constructor(
    private readonly settings: Settings,
    private readonly actions: LogActions,
  ) {
    this.#typing = h('div', { class: 'typing', 'aria-hidden': 'true', hidden: '' }, h('i'), h('i'), h('i'));
    const note = h('p', { class: 'note' }, settings.labels.note);
    const attributes = { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': settings.labels.log, tabindex: '0' };
    this.element = h('div', attributes, note, this.#typing);
  }

  add(message: Message, isHistory: boolean): void {
    if (isHistory) this.#hush();
    const follows = !isHistory && (message.kind === 'own' || this.#isNearEnd());
    const element = message.kind === 'own' ? this.#addOwn(message) : this.#addBot(message);
    this.#typing.before(element);
    if (follows) this.scrollToEnd();
  }

  update(message: OwnMessage): void {
    this.#own.get(message)?.update();
  }

  voted(reply: string, vote: Vote, isHistory: boolean): void {
    this.#bot.get(reply)?.feedback?.show(vote, isHistory);
  }

  type(isTyping: boolean): void {
    const follows = this.#isNearEnd();
    this.#typing.hidden = !isTyping;
    if (isTyping && follows) this.scrollToEnd();
  }

  /** A remark between the messages. */
  remark(text: string): void {
    this.#typing.before(h('p', { class: 'note' }, text));
  }

  clear(): void {
    for (const old of this.element.querySelectorAll('.message, .note + .note')) old.remove();
    this.#own.clear();
    this.#bot.clear();
    this.#open = [];
    this.#lastOwn = undefined;
  }

  /** To the end, but never past the beginning of the last exchange: a long answer is read from its top, and so is a greeting. */
  scrollToEnd(): void {
    const { element } = this;
    const panel = element.parentElement;
    if (!panel) return;
    const { offsetTop = 0, offsetHeight = 0 } = this.#lastOwn ?? {};
    // Of a very long question the end is enough.
    const top = Math.max(offsetTop, offsetTop + offsetHeight - panel.clientHeight / 3) - 12;
    element.scrollTop = top;
    // In a very low window the panel scrolls as a whole.
    panel.scrollTop = this.#lastOwn ? element.offsetTop + top : 0;
  }

  #addOwn(message: OwnMessage): HTMLElement {
    const shown = showOwnMessage(message, this.settings, () => this.actions.retry(message));
    this.#own.set(message, shown);
    this.#lastOwn = shown.element;
    for (const { choices } of this.#open) choices?.close(message.text);
    this.#open = [];
    return shown.element;
  }

  #addBot(message: Extract<Message, { kind: 'bot' }>): HTMLElement {
    const shown = showBotMessage(message, this.settings, this.actions);
    this.#bot.set(message.id, shown);
    this.#open.push(shown);
    return shown.element;
  }

  /** What was said earlier is not read out again. */
  #hush(): void {
    this.element.setAttribute('aria-live', 'off');
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.element.setAttribute('aria-live', 'polite'), 500);
    // Once for all of it, when it is laid out.
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.scrollToEnd());
  }

  #isNearEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return this.#lastOwn !== undefined || scrollHeight - scrollTop - clientHeight < nearEnd;
  }
}
