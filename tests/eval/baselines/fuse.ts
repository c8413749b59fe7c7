import Fuse, { type IFuseOptions } from 'fuse.js';
import type { Phrasing } from '../../../knowledge/draft';
import type { Baseline } from './baseline';

/** The nearest phrasing by letters, with the settings that Fuse.js comes with. */
export const fuse: Baseline = { name: 'Fuse.js', mostPhrasings: 15, prepare: searchWith({}) };

/** Word by word instead, rare words counting more. */
export const fuseTokens: Baseline = {
  name: 'Fuse.js token search',
  mostPhrasings: 15,
  prepare: searchWith({ useTokenSearch: true }),
};

/** Fuse's own threshold stays as it is; what is declined is settled by the score of the best, whose 0 is the same text. */
function searchWith(options: IFuseOptions<string>): Baseline['prepare'] {
  return (phrasings: readonly Phrasing[]) => {
    const search = new Fuse(
      phrasings.map(({ text }) => text),
      { ...options, includeScore: true },
    );
    return (question) => {
      const [best] = search.search(question, { limit: 1 });
      const phrasing = best && phrasings[best.refIndex];
      return phrasing && { id: phrasing.id, score: 1 - (best.score ?? 1) };
    };
  };
}
