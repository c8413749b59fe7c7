import type { Phrasing } from '../../knowledge/draft';
import type { Knowledge } from '../../knowledge/knowledge';
import { listPhrasings } from './list-phrasings';
import { examplesOf } from './lookup';
import type { Phrasings } from './phrasings';

/** The phrasings of a knowledge base, and how they are looked up. */
export interface ListedWays {
  readonly knowledge: Knowledge;
  readonly phrasings: Phrasings;
}

/** Those of a knowledge base that has changed since: only what was written since is read, unless words are read otherwise now. */
export function listWays(knowledge: Knowledge, before?: ListedWays): ListedWays {
  const fillers = new Set(knowledge.vocabulary.fillers);
  if (!before || lexiconOf(before.knowledge) !== lexiconOf(knowledge))
    return { knowledge, phrasings: listPhrasings(examplesOf(knowledge), fillers) };
  const [was, now] = [before.knowledge.phrasings, knowledge.phrasings];
  const most = Math.min(was.length, now.length);
  const head = countSame(most, (i) => isSame(was[i], now[i]));
  const tail = countSame(most - head, (i) => isSame(was[was.length - 1 - i], now[now.length - 1 - i]));
  const written = examplesOf({ ...knowledge, phrasings: now.slice(head, now.length - tail) });
  return { knowledge, phrasings: listPhrasings(written, fillers, { phrasings: before.phrasings, head, tail }) };
}

function countSame(most: number, isSameAt: (i: number) => boolean): number {
  let count = 0;
  while (count < most && isSameAt(count)) count += 1;
  return count;
}

function isSame(one?: Phrasing, other?: Phrasing): boolean {
  return one?.text === other?.text && one?.id === other?.id && one?.language === other?.language;
}

/** All by which texts are read into words. */
export function lexiconOf({ vocabulary: { rewrites, fillers }, names }: Knowledge): string {
  return JSON.stringify([rewrites, fillers, [...names.kinds]]);
}
