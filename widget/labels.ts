import { labelsEn } from './labels-en';
import { labelsNl } from './labels-nl';
import type { Delivery } from './conversation';
import type { Status } from './direct-line/link';

/** Every word that the widget itself says. What the bot says comes from the bot. */
export interface Labels {
  readonly title: string;
  readonly subtitle: string;
  readonly close: string;
  readonly menu: string;
  readonly log: string;
  readonly note: string;
  readonly privacy: string;
  readonly newTab: string;
  readonly input: string;
  readonly placeholder: string;
  readonly send: string;
  readonly left: (characters: number) => string;
  readonly you: string;
  readonly bot: string;
  readonly typing: string;
  readonly delivery: Readonly<Record<Delivery, string>>;
  readonly tryAgain: string;
  readonly connection: Readonly<Record<Status, string>>;
  readonly renewed: string;
  readonly source: (name: string) => string;
  readonly sources: (count: number) => string;
  readonly choices: string;
  readonly chosen: string;
  readonly details: string;
  readonly ready: string;
  readonly missing: string;
  readonly interview: string;
  readonly step: (step: number, of: number) => string;
  readonly back: string;
  readonly startOver: string;
  readonly up: string;
  readonly down: string;
  readonly thanks: string;
  readonly voteFailed: string;
  readonly person: string;
  readonly copy: string;
  readonly copied: string;
  readonly download: string;
  readonly print: string;
  readonly erase: string;
  readonly eraseAsk: string;
  readonly eraseYes: string;
  readonly eraseNo: string;
  readonly erased: string;
  readonly eraseFailed: string;
  readonly unread: (count: number) => string;
}

export function labelsFor(language: 'en' | 'nl'): Labels {
  return language === 'nl' ? labelsNl : labelsEn;
}
