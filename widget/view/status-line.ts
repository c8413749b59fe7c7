import type { Status } from '../direct-line/link';
import type { Labels } from '../labels';
import { button, h } from './h';

const shownFor = 6000;

/** One line above the input: how the connection is, and short notices. */
export class StatusLine {
  readonly element: HTMLElement;
  readonly #words = h('span', { role: 'status' });
  readonly #again: HTMLButtonElement;
  #status: Status = 'connecting';
  #isNotice = false;
  #timer = 0;

  constructor(
    private readonly labels: Labels,
    reconnect: () => void,
  ) {
    this.#again = button('again', reconnect, labels.tryAgain);
    this.element = h('div', { class: 'status' }, this.#words, this.#again);
    this.connection('connecting');
  }

  connection(status: Status): void {
    this.#status = status;
    // That all is well is no reason to take a notice away before it could be read.
    if (status === 'online' && this.#isNotice) return;
    clearTimeout(this.#timer);
    this.#back();
  }

  /** Shown for a while, then the connection again. */
  notice(text: string): void {
    clearTimeout(this.#timer);
    this.#isNotice = true;
    this.#show(text);
    this.#timer = setTimeout(() => this.#back(), shownFor);
  }

  #back(): void {
    this.#isNotice = false;
    this.#show(this.labels.connection[this.#status]);
  }

  #show(text: string): void {
    this.element.classList.toggle('empty', text === '');
    this.#words.textContent = text;
    this.#again.hidden = text === '' || this.#status !== 'reconnecting';
  }
}
