import type { Labels } from '../labels';
import type { Reading } from '../read-message';
import { button, h } from './h';

/** Shown while the interview is open: how far it is, one step back, and a new beginning. */
export class InterviewBar {
  readonly element: HTMLElement;
  readonly #step = h('span', { class: 'step' });
  readonly #meter: HTMLProgressElement;

  constructor(
    private readonly labels: Labels,
    say: (text: string) => void,
  ) {
    this.#meter = h('progress', { 'aria-label': labels.interview });
    const title = h('p', {}, h('strong', {}, labels.interview), ' ', this.#step);
    const back = button('quiet', () => say('back'), labels.back);
    const again = button('quiet', () => say('start over'), labels.startOver);
    this.element = h('div', { class: 'interview', role: 'group', 'aria-label': labels.interview, hidden: '' });
    this.element.append(title, back, again, this.#meter);
  }

  /** Whether it is shown. */
  show(reading: Reading | undefined): boolean {
    const isOpen = reading?.question !== undefined || reading?.state === 'asking';
    this.element.hidden = !isOpen;
    const progress = reading?.progress;
    this.#meter.hidden = !progress;
    this.#step.textContent = progress ? this.labels.step(Math.min(progress.answered + 1, progress.of), progress.of) : '';
    if (progress) Object.assign(this.#meter, { max: progress.of, value: progress.answered });
    return isOpen;
  }
}
