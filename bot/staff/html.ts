import { escapeHtml } from '../report/escape-html';

const safe = Symbol('html');

/** Text that is HTML already. Nothing that is read from anywhere can be one: only `html` makes it. */
export interface Html {
  readonly [safe]: string;
}

export type Part = Html | string | number | false | undefined | readonly Part[];

/** HTML from a template: whatever is put into it is text, unless it is HTML that was made so. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { [safe]: strings.map((string, i) => string + (i < parts.length ? textOf(parts[i]) : '')).join('') };
}

/** For what was escaped elsewhere, as the report is. */
export function trusted(text: string): Html {
  return { [safe]: text };
}

export function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return safe in part ? part[safe] : part.map(textOf).join('');
}
