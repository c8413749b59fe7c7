import { html, trusted, type Html } from './html';
import type { Session } from './sessions';

/** The name of the field that ties a form to whoever it was shown to. */
export const tokenName = 'token';

export function tokenField({ token }: Pick<Session, 'token'>): Html {
  return html`<input type="hidden" name="${tokenName}" value="${token}" />`;
}

/** What is wrong with a field. */
export interface Mistake {
  readonly field: string;
  readonly text: string;
}

/** At the top of the page, with a link to each field, as GOV.UK has it: whoever hears the page hears it first. */
export function errorSummary(mistakes: readonly Mistake[]): Html | undefined {
  if (mistakes.length === 0) return undefined;
  const items = mistakes.map(({ field, text }) => html`<li><a href="#${field}">${text}</a></li>`);
  return html`<div class="summary" role="alert" aria-labelledby="summary-title" tabindex="-1" autofocus>
    <h2 id="summary-title">There is a problem</h2>
    <ul>
      ${items}
    </ul>
  </div>`;
}

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string;
  readonly type?: 'text' | 'password' | 'date';
  readonly autocomplete?: string;
  readonly most?: number;
  /** So many lines; one without it. */
  readonly rows?: number;
}

/** A field with its label above it, its hint and its mistake in words, and both told with it. */
export function field(one: Field, mistakes: readonly Mistake[] = []): Html {
  const { name, label, hint, value = '', type = 'text', autocomplete = 'off', most, rows } = one;
  const wrong = mistakes.find((mistake) => mistake.field === name);
  const described = [...(hint === undefined ? [] : [`${name}-hint`]), ...(wrong ? [`${name}-error`] : [])].join(' ');
  const attributes = html`id="${name}" name="${name}"
  autocomplete="${autocomplete}"${most !== undefined && html` maxlength="${most}"`}${described !== '' && html` aria-describedby="${described}"`}${wrong && trusted(' aria-invalid="true"')}`;
  return html`<div class="field${wrong && ' wrong'}">
    <label for="${name}">${label}</label>
    ${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${wrong && html`<p class="error" id="${name}-error"><span class="aside">Error: </span>${wrong.text}</p>`}
    ${
      rows === undefined
        ? html`<input type="${type}" ${attributes} value="${value}" />`
        : html`<textarea rows="${rows}" ${attributes}>${value}</textarea>`
    }
  </div>`;
}
