import { check } from '../../knowledge/check';
import { fingerprintOf, readFiles } from '../../knowledge/load';
import { rememberingParse } from '../../knowledge/parse';
import { formatProblem } from '../../knowledge/problem';
import type { Knowledge } from '../../knowledge/knowledge';
import type { Learnt } from '../understand/learnt';
import { listWays, type ListedWays } from '../understand/list-ways';
import type { Phrasings } from '../understand/phrasings';
import { isOf, keyOf, makeKeptKey, readKept } from '../understand/prepare';

/** What has become of the files of the knowledge base. */
export type News =
  | {
      readonly kind: 'changed';
      readonly knowledge: Knowledge;
      /** Of its phrasings. */
      readonly key: string;
      /** What there is to know of them; nothing if that is served already, or is in the file that the build leaves. */
      readonly learnt?: Learnt;
      /** How they are looked up, if they have changed since they were learnt. */
      readonly phrasings?: Phrasings;
    }
  /** It does not hold: each problem with its file, line and column. */
  | { readonly kind: 'broken'; readonly problems: readonly string[] }
  /** It holds again, and is what is served. */
  | { readonly kind: 'mended' };

/** Looks whether the files have changed since it looked last. */
export type Look = () => News | undefined;

/** What is served already: its version, and the key of its phrasings. */
export interface ServedNow {
  readonly version: string;
  readonly key: string;
}

export function makeLook(folder: string, modelFolder: string, served: ServedNow): Look {
  const parse = rememberingParse();
  const noteWays = makeNoteWays(modelFolder, served.key);
  let taken = '';
  let seen = '';
  let good = served.version;
  let isBroken = false;
  let unreadable = '';
  const look: Look = () => {
    const now = fingerprintOf(folder);
    // Who saves several files is let finish: they are read once nothing has changed between two looks.
    const isStill = now === seen;
    seen = now;
    if (now === taken || !isStill) return undefined;
    taken = now;
    const { knowledge, problems } = check(readFiles(folder), parse);
    const wasBroken = isBroken;
    isBroken = !knowledge;
    if (!knowledge) return { kind: 'broken', problems: problems.map(formatProblem) };
    const ways = noteWays(knowledge);
    if (knowledge.version === good) return wasBroken ? { kind: 'mended' } : undefined;
    good = knowledge.version;
    return { kind: 'changed', knowledge, ...ways };
  };
  return () => {
    try {
      const news = look();
      unreadable = '';
      return news;
    } catch (error) {
      // The folder may be away for a while, and a file between being listed and being read: it is looked again, and told once.
      const reason = error instanceof Error ? error.message : String(error);
      const isTold = reason === unreadable;
      unreadable = reason;
      taken = '';
      isBroken = true;
      return isTold ? undefined : { kind: 'broken', problems: [`the files cannot be read: ${reason}`] };
    }
  };
}

type Ways = Pick<News & { readonly kind: 'changed' }, 'key' | 'phrasings'>;

/** What is to be told of the ways of asking of one knowledge base after the other. */
function makeNoteWays(modelFolder: string, served: string): (knowledge: Knowledge) => Ways {
  const keptKey = makeKeptKey(modelFolder);
  let listed: { readonly key: string; readonly ways: ListedWays } | undefined;
  /** Of the phrasings that are served, if they were learnt. */
  let learnt = served;
  return (knowledge) => {
    const key = keyOf(knowledge);
    if (key !== listed?.key) listed = { key, ways: listWays(knowledge, listed?.ways ?? keptWays(modelFolder, knowledge)) };
    const isLearnt = key === learnt || key === keptKey();
    learnt = isLearnt ? key : '';
    return isLearnt ? { key } : { key, phrasings: listed.ways.phrasings };
  };
}

/** Read from the file that the build leaves, and copied: what was read keeps all of the file in memory. */
function keptWays(modelFolder: string, knowledge: Knowledge): ListedWays | undefined {
  const kept = readKept(modelFolder, knowledge);
  return kept && isOf(kept, knowledge) ? listWays(knowledge, { knowledge, phrasings: kept.phrasings }) : undefined;
}
