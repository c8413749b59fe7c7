import { languageName } from '../report/names';
import { html, type Html } from './html';

const channels: ReadonlyMap<string, string> = new Map([
  ['directline', 'Website'],
  ['webchat', 'Website'],
  ['msteams', 'Microsoft Teams'],
  ['sms', 'SMS'],
  ['whatsapp', 'WhatsApp'],
  ['email', 'E-mail'],
]);

export function channelName(id: string): string {
  return channels.get(id) ?? `${id.slice(0, 1).toUpperCase()}${id.slice(1)}`;
}

export { languageName };

/** What a card is called; one that has no title by its id, in words. */
export function cardName({ id, title }: { readonly id: string; readonly title: string }): string {
  if (title !== id) return title;
  const [kind = '', ...words] = id.split('-');
  const name = kind === 'offtopic' ? `off-topic: ${words.join(' ')}` : [kind, ...words].join(' ');
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

/** By the clock of the office. */
export function time(at: Date, zone: string): Html {
  const said = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }); // prettier-ignore
  return html`<time datetime="${at.toISOString()}">${said.format(at)}</time>`;
}

const minute = 60_000;
const units = [
  { unit: 'day', length: 24 * 60 * minute },
  { unit: 'hour', length: 60 * minute },
  { unit: 'minute', length: minute },
];

/** How long something waits, in its largest unit. */
export function waiting(since: Date, now: Date): string {
  const passed = now.getTime() - since.getTime();
  const found = units.find(({ length }) => passed >= length);
  return found ? count(Math.floor(passed / found.length), found.unit) : 'less than a minute';
}

/** "1 request", "2 requests". */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
