import type { Labels } from '../labels';
import type { Source } from '../read-message';
import { h } from './h';

/** Where a message stands in the brochure, with the words that it rests on; closed until somebody wants to know. */
export function showSources(sources: readonly Source[], labels: Labels): readonly Node[] {
  const [first] = sources;
  if (!first) return [];
  const title = sources.length === 1 ? labels.source(first.name) : labels.sources(sources.length);
  const items = sources.map(({ position, name, quote }) =>
    h('li', {}, h('span', { class: 'mark' }, `[${position}]`), h('cite', {}, name), h('q', {}, quote)),
  );
  return [h('details', { class: 'sources' }, h('summary', {}, title), h('ul', { role: 'list' }, ...items))];
}
