import type { Labels } from '../labels';
import type { Choice } from '../read-message';
import { button, h } from './h';

/** The choices under a message, until one is made or something else is said. Afterwards they can still be read. */
export class Choices {
  readonly element: HTMLElement;
  readonly #buttons: ReadonlyMap<HTMLButtonElement, Choice>;
  #isOpen = true;

  constructor(
    choices: readonly Choice[],
    private readonly labels: Labels,
    pick: (value: string) => void,
  ) {
    this.#buttons = new Map(
      choices.map((choice) => [button('choice', () => this.#isOpen && pick(choice.value), choice.label), choice]),
    );
    for (const made of this.#buttons.keys()) made.part.add('choice');
    this.element = h('div', { class: 'choices', role: 'group', 'aria-label': labels.choices }, ...this.#buttons.keys());
  }

  /** Something was said: if it is one of these, it is marked. The focus stays where it is, so a button is not taken away. */
  close(said: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const [made, { value }] of this.#buttons) {
      made.setAttribute('aria-disabled', 'true');
      made.tabIndex = -1;
      if (value !== said) continue;
      made.classList.add('chosen');
      made.append(h('span', { class: 'sr' }, ` ${this.labels.chosen}`));
    }
  }
}
