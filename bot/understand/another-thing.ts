import type { Knowledge } from '../../knowledge/knowledge';
import { policy } from './decide';
import type { HoldersOf } from './holders';
import type { Phrasings } from './phrasings';

/** A word that makes it likely that a message, taken for the id by so much, asks for that of another thing. */
export type OfAnotherThing = (words: readonly string[], id: string, score: number) => string | undefined;

/** Shorter words tell of no thing. */
const shortest = 3;
/** Words that so many ways of asking have are said of anything ("other", "kind"). */
const saidOfAnything = 200;

/**
 * "How much is the minibus?" is worded like a question for the fee, and "minibus" stands in no way of asking for it. Names of
 * things that others teach or charge for (`otherThings`) always raise that doubt; any other word only where the model is not
 * very sure itself, as people drop all sorts of words. Places and nationalities are named by whoever tells where they come from. Long messages
 * tell stories.
 */
export function makeOfAnotherThing(
  { ids, idOf }: Phrasings,
  holdersOf: HoldersOf,
  { names, vocabulary }: Pick<Knowledge, 'names' | 'vocabulary'>,
): OfAnotherThing {
  const others = new Set(vocabulary.otherThings);
  const isStrange = (word: string, own: number, isSure: boolean) => {
    const kind = names.kinds.get(word);
    if (kind === undefined ? isSure || word.length < shortest || /\d/.test(word) : !others.has(kind)) return false;
    const holders = holdersOf(word);
    return holders.length < saidOfAnything && !holders.some((number) => idOf[number] === own);
  };
  return (words, id, score) => {
    if (words.length > policy.mostOfOneThing) return undefined;
    const own = ids.indexOf(id);
    return words.find((word) => isStrange(word, own, score >= policy.sureOfThisThing));
  };
}
