import type { ConversationView, Message, OwnMessage, Vote } from '../conversation';
import type { Status } from '../direct-line/link';
import type { Settings } from '../settings';
import { Composer } from './composer';
import { h } from './h';
import { showFooter, showHeader } from './header';
import { InterviewBar } from './interview-bar';
import { Menu, type MenuItem } from './menu';
import { MessageLog, type LogActions } from './message-log';
import { StatusLine } from './status-line';

export interface PanelActions extends LogActions {
  say(text: string): void;
  close(): void;
  reconnect(): void;
}

/** All that is seen of an open chat. */
export class Panel implements ConversationView {
  readonly dialog: HTMLDialogElement;
  readonly #log: MessageLog;
  readonly #interview: InterviewBar;
  readonly #status: StatusLine;
  readonly #composer: Composer;

  constructor(
    private readonly settings: Settings,
    private readonly actions: PanelActions,
    menuItems: readonly MenuItem[],
  ) {
    const { labels } = settings;
    const say = (text: string) => actions.say(text);
    const menu = new Menu(labels.menu, menuItems);
    this.#log = new MessageLog(settings, actions);
    this.#interview = new InterviewBar(labels, say);
    this.#status = new StatusLine(labels, () => actions.reconnect());
    this.#composer = new Composer(labels, say);
    const parts = [showHeader(settings, menu, () => actions.close()), this.#interview, this.#log, this.#status, this.#composer];
    const elements = parts.map((part) => (part instanceof HTMLElement ? part : part.element));
    this.dialog = h(
      'dialog',
      { class: 'panel', part: 'panel', 'aria-labelledby': 'title' },
      ...elements,
      showFooter(settings, say),
    );
    this.#closeByEscape(menu);
  }

  focus(): void {
    this.#composer.focus();
  }

  notice(text: string): void {
    this.#status.notice(text);
  }

  add(message: Message, isHistory: boolean): void {
    this.#log.add(message, isHistory);
    if (message.kind === 'own') return;
    const hadFocus = this.#interview.element.matches(':focus-within');
    // A bar that goes takes the focus with it, if it was there.
    if (!this.#interview.show(message.reading) && hadFocus) this.focus();
  }

  update(message: OwnMessage): void {
    this.#log.update(message);
  }

  voted(reply: string, vote: Vote, isHistory: boolean): void {
    this.#log.voted(reply, vote, isHistory);
  }

  type(isTyping: boolean): void {
    this.#log.type(isTyping);
  }

  connection(status: Status): void {
    const hadFocus = this.#status.element.matches(':focus-within');
    this.#status.connection(status);
    // Its button goes when all is well, and would take the focus with it.
    if (hadFocus && status === 'online') this.focus();
  }

  renewed(): void {
    this.#interview.show(undefined);
    this.#log.remark(this.settings.labels.renewed);
  }

  clear(): void {
    this.#interview.show(undefined);
    this.#log.clear();
  }

  shown(): void {
    this.#log.scrollToEnd();
  }

  #closeByEscape(menu: Menu): void {
    this.dialog.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      if (!menu.close()) this.actions.close();
    });
    // The "back" of a phone asks a modal dialog to close in this way.
    this.dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.actions.close();
    });
  }
}
