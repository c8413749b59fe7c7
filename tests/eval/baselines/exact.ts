import { comparable } from '../../../knowledge/comparable';
import type { Baseline } from './baseline';

/** Only a known phrasing is understood, whatever its case and punctuation: what a list of questions gives by itself. */
export const exact: Baseline = {
  name: 'exact match',
  mostPhrasings: Infinity,
  prepare: (phrasings) => {
    const ids = new Map(phrasings.map(({ text, id }) => [comparable(text), id]));
    return (question) => {
      const id = ids.get(comparable(question));
      return id === undefined ? undefined : { id, score: 1 };
    };
  },
};
