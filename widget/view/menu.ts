import { button, h, iconButton } from './h';
import { icon } from './icon';

export type MenuItem = readonly [label: string, action: () => void];

/** A button that unfolds a short list of buttons. */
export class Menu {
  readonly element: HTMLElement;
  readonly #opener: HTMLButtonElement;
  readonly #list: HTMLElement;
  #isOpen = false;

  constructor(label: string, items: readonly MenuItem[]) {
    this.#opener = iconButton('plain', label, icon('menu'), () => this.#toggle(!this.#isOpen));
    const made = items.map(([text, action]) =>
      button(
        'item',
        () => {
          this.close();
          action();
        },
        text,
      ),
    );
    this.#list = h('div', { class: 'menu-list', hidden: '' }, ...made);
    this.element = h('div', { class: 'menu' }, this.#opener, this.#list);
    this.#toggle(false);
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !this.element.contains(relatedTarget)) this.#toggle(false);
    });
  }

  /** Folds it; gives whether it was unfolded. */
  close(): boolean {
    const wasOpen = this.#isOpen;
    this.#toggle(false);
    if (wasOpen) this.#opener.focus();
    return wasOpen;
  }

  #toggle(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#list.hidden = !isOpen;
    this.#opener.setAttribute('aria-expanded', String(isOpen));
  }
}
