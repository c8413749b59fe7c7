import type { Labels } from '../labels';
import { h, iconButton } from './h';
import { icon } from './icon';

/** The server takes no longer ones. */
const longest = 2000;
const warnFrom = 1800;

/** Where the visitor types: Enter sends, Shift and Enter begins a new line. */
export class Composer {
  readonly element: HTMLFormElement;
  readonly #input: HTMLTextAreaElement;
  readonly #left: HTMLElement;

  constructor(
    private readonly labels: Labels,
    private readonly say: (text: string) => void,
  ) {
    const { input, placeholder, send } = labels;
    this.#left = h('p', { class: 'left', role: 'status' });
    const attributes = {
      rows: '1',
      maxlength: String(longest),
      'aria-label': input,
      placeholder,
      part: 'input',
      enterkeyhint: 'send',
    };
    this.#input = h('textarea', { ...attributes, autocomplete: 'off' });
    const button = iconButton('send', send, icon('send'), () => this.#send());
    this.element = h('form', { class: 'composer' }, this.#left, h('div', { class: 'field' }, this.#input, button));
    this.element.addEventListener('submit', (event) => event.preventDefault());
    this.#input.addEventListener('input', () => this.#grow());
    this.#input.addEventListener('keydown', (event) => {
      // While a word is being composed (Chinese, Japanese ...), Enter belongs to the composition.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#send();
    });
  }

  focus(): void {
    this.#input.focus({ preventScroll: true });
  }

  #send(): void {
    const text = this.#input.value.trim();
    this.focus();
    if (text === '') return;
    this.#input.value = '';
    this.#grow();
    this.say(text);
  }

  #grow(): void {
    const { style, value } = this.#input;
    style.height = 'auto';
    style.height = `${this.#input.scrollHeight + 2}px`;
    this.#left.textContent = value.length > warnFrom ? this.labels.left(longest - value.length) : '';
  }
}
