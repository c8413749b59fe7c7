import type { Reading } from '../types';
import { explain, policy } from './decide';
import type { Index } from './lookup';

/**
 * The topic that a wish to hear something once more names: the words beside that wish are one of its phrasings ("what was
 * the fee again?"). Words that such wishes are made of name nothing ("the number", "the date").
 */
export function namedOnceMore(
  words: readonly string[],
  facet: string,
  { echoes, fillers, rank, knowledge }: Index,
): string | undefined {
  const isTelling = (word: string) => !fillers.has(word) && !echoes.wordsOfFacet.get(facet)?.has(word);
  const [first, last] = [words.findIndex(isTelling), words.findLastIndex(isTelling)];
  if (first < 0) return undefined;
  // The longest first: "the start date again" is no "start".
  for (let end = words.length; end > last; end -= 1) {
    const [best] = rank(words.slice(first, end));
    if (best && best.rank !== 'learned' && knowledge.topics.has(best.id)) return best.id;
  }
  return undefined;
}

/** Longer messages say themselves what they are about. */
const mostWords = 8;

/** A wish to hear once more what was said longer ago, or somewhere else. */
export function readOnceMore(words: readonly string[], index: Index): Reading | undefined {
  if (words.length > mostWords) return undefined;
  const [best] = index.analyseFollowUp(words).scored;
  const facet = index.knowledge.followUps.facets.find(({ id, again }) => id === best?.id && again);
  if (!best || !facet || best.probability < policy.sureOfBareFacet) return undefined;
  const id = namedOnceMore(words, facet.id, index);
  if (id === undefined) return undefined;
  return { kind: 'answer', topics: [id], reasons: explain(index.rank(words), [id], 'names it, and wishes to hear it once more') };
}
