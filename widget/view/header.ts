import type { Settings } from '../settings';
import { h, iconButton } from './h';
import { icon } from './icon';
import type { Menu } from './menu';

export function showHeader({ title, subtitle, labels }: Settings, menu: Menu, close: () => void): HTMLElement {
  const titles = h('div', { class: 'titles' }, h('h2', { id: 'title' }, title), h('p', {}, subtitle));
  return h('header', { part: 'header' }, titles, menu.element, iconButton('plain', labels.close, icon('close'), close));
}

/** Always in the same place: the way to a person, and what happens to what is said. */
export function showFooter({ labels, privacyUrl }: Settings, say: (text: string) => void): HTMLElement {
  const person = h('button', { type: 'button', class: 'quiet' }, icon('person'), labels.person);
  person.addEventListener('click', () => say('person'));
  const newTab = h('span', { class: 'sr' }, ` ${labels.newTab}`);
  const privacy = privacyUrl && h('a', { href: privacyUrl, target: '_blank', rel: 'noopener' }, labels.privacy, newTab);
  return h('footer', {}, person, ...(privacy ? [privacy] : []));
}
