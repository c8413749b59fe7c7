import type { Asking } from '../address';
import type { Html } from './html';

/** A request for a page of ours. */
export interface Asked extends Asking {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query: URLSearchParams;
  /** What was sent with it. @throws Refused (400, 413, 415) */
  readonly form: () => Promise<URLSearchParams>;
}

export type Answer =
  /** A page, in the frame that all have. */
  | { readonly kind: 'page'; readonly status: number; readonly page: Page; readonly headers?: Headers }
  /** Elsewhere, by GET: so nothing is sent twice when somebody reloads. */
  | { readonly kind: 'redirect'; readonly to: string; readonly headers?: Headers }
  /** What is no page: a style sheet, a report to keep. */
  | { readonly kind: 'file'; readonly type: string; readonly body: string; readonly headers?: Headers };

export type Headers = Readonly<Record<string, string | string[]>>;

export interface Page {
  readonly title: string;
  readonly main: Html;
  /** Which of the pages in the navigation it belongs to. */
  readonly at?: string;
  /** The title says that something is to be mended, as for who hears the page only. */
  readonly isWrong?: boolean;
  /** With the script that fetches what is new in a talk. */
  readonly isLive?: boolean;
  /** The browser is led on at once. */
  readonly onTo?: string;
}

/** A request that cannot be done, with the status and what its sender reads. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    message: string,
    readonly headers: Headers = {},
  ) {
    super(message);
  }
}

export function page(content: Page, status = 200, headers: Headers = {}): Answer {
  return { kind: 'page', status, page: content, headers };
}

export function redirect(to: string, headers: Headers = {}): Answer {
  return { kind: 'redirect', to, headers };
}

export const notFound = () => new Refused(404, 'Page not found', 'There is no such page. Perhaps what it was about was erased.');
