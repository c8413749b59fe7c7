import type { Labels } from '../labels';
import type { CardBlock, OutcomeCard } from '../read-message';
import { h } from './h';
import { richLine, richText } from './rich-text';

/** The outcome of the interview at a glance: what is asked and met, and a checklist. */
export function showCard(card: OutcomeCard, labels: Labels): HTMLElement {
  return h('div', { class: 'card' }, ...card.flatMap((block, i) => showBlock(block, i === 0, labels)));
}

function showBlock(block: CardBlock, isFirst: boolean, labels: Labels): readonly Node[] {
  switch (block.kind) {
    case 'heading':
      return [h('p', { class: isFirst ? 'card-title' : 'card-heading' }, block.text)];
    case 'text':
      return richText(block.text, labels.newTab);
    case 'facts':
      return [h('dl', {}, ...block.facts.flatMap((fact) => showFact(fact, labels)))];
    case 'checklist':
      return [h('ul', { class: 'checklist', role: 'list' }, ...block.items.map((item) => showItem(item, labels)))];
  }
}

/** "Degree: met" is the name of a requirement and how it stands. */
function showFact({ title, value }: { readonly title: string; readonly value: string }, labels: Labels): readonly Node[] {
  const [, name = title, status = ''] = /^(.*): (.*)$/.exec(title) ?? [];
  return [
    h('dt', {}, name, ...(status === '' ? [] : [' ', h('span', { class: 'standing' }, status)])),
    h('dd', {}, ...richLine(value, labels.newTab)),
  ];
}

function showItem({ text, isReady }: { readonly text: string; readonly isReady: boolean }, labels: Labels): HTMLElement {
  const standing = h('span', { class: 'sr' }, `${isReady ? labels.ready : labels.missing} `);
  return h('li', { class: isReady ? 'ready' : 'missing' }, standing, text);
}
