import type { Vote } from '../conversation';
import type { Labels } from '../labels';
import { h, iconButton } from './h';
import { icon } from './icon';

/** Thumbs up or down for one answer; the last one counts. */
export class Feedback {
  readonly element: HTMLElement;
  readonly #buttons: Readonly<Record<Vote, HTMLButtonElement>>;
  readonly #thanks = h('span', { role: 'status' });

  constructor(
    private readonly labels: Labels,
    vote: (vote: Vote) => void,
  ) {
    const made = (of: Vote) => iconButton('thumb', labels[of], icon(of), () => vote(of));
    this.#buttons = { up: made('up'), down: made('down') };
    this.element = h('span', { class: 'feedback' }, this.#buttons.up, this.#buttons.down, this.#thanks);
    this.#press(undefined);
  }

  /** Thanks only for a vote that was just cast: a screen reader speaks them out. */
  show(vote: Vote, isHistory: boolean): void {
    this.#press(vote);
    if (!isHistory) this.#thanks.textContent = this.labels.thanks;
  }

  #press(vote: Vote | undefined): void {
    for (const of of ['up', 'down'] as const) this.#buttons[of].setAttribute('aria-pressed', String(of === vote));
  }
}
