import { policy } from './decide';
import type { HoldersOf } from './holders';
import type { Phrasings } from './phrasings';

/** Whether a message of these words tells nothing of what the id asks for. */
export type TellNothing = (words: readonly string[], id: string) => boolean;

/**
 * A few words that stand in questions of all kinds, or for something that was not said ("all of them", "which one", "the
 * same"), tell nothing: what the model takes them for is a guess. A word that nobody has written down may tell anything.
 */
export function makeTellNothing({ ids, idOf }: Phrasings, holdersOf: HoldersOf, standIns: ReadonlySet<string>): TellNothing {
  const sizes = new Uint32Array(ids.length);
  for (const id of idOf) sizes[id] = (sizes[id] ?? 0) + 1;
  /** How much oftener the word stands in ways of asking for this than in ways of asking for anything. */
  const timesOftener = (word: string, own: number) => {
    const holders = holdersOf(word);
    const held = holders.reduce((count, number) => (idOf[number] === own ? count + 1 : count), 0);
    return held / holders.length / ((sizes[own] ?? 0) / idOf.length);
  };
  return (words, id) => {
    if (words.length > policy.moreWords || words.some((word) => holdersOf(word).length === 0)) return false;
    const least = words.length <= policy.fewWords ? policy.tellingOfFew : policy.tellingOfMore;
    const own = ids.indexOf(id);
    return words.every((word) => standIns.has(word) || timesOftener(word, own) < least);
  };
}
