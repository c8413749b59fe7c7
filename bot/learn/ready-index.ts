import type { Knowledge } from '../../knowledge/knowledge';
import { listWays } from '../understand/list-ways';
import { makeIndex, type Index } from '../understand/lookup';
import { hurried, isOf, prepareIndex, readKept } from '../understand/prepare';

/** An index at once: what was learnt before stands in for ways of asking that are not learnt yet. */
export function readyIndex(knowledge: Knowledge, modelFolder: string): Index {
  const kept = readKept(modelFolder, knowledge);
  if (!kept) return prepareIndex(knowledge, modelFolder);
  return makeIndex(knowledge, isOf(kept, knowledge) ? kept : hurried(listWays(knowledge), kept));
}
