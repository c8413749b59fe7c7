import MiniSearch from 'minisearch';
import type { Baseline } from './baseline';

/** A full-text search (BM25) with the settings that its own documentation gives for slips and beginnings of words. */
export const miniSearch: Baseline = {
  name: 'MiniSearch',
  mostPhrasings: Infinity,
  prepare: (phrasings) => {
    const search = new MiniSearch<{ id: number; text: string }>({
      fields: ['text'],
      searchOptions: { fuzzy: 0.2, prefix: true },
    });
    search.addAll(phrasings.map(({ text }, id) => ({ id, text })));
    return (question) => {
      const [best] = search.search(question);
      const phrasing = best && phrasings[Number(best.id)];
      return phrasing && { id: phrasing.id, score: best.score };
    };
  },
};
