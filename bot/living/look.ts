import { check } from '../../knowledge/check';
import { fingerprintOf, readFiles } from '../../knowledge/load';
import { rememberingParse } from '../../knowledge/parse';
import { formatProblem } from '../../knowledge/problem';
import type { Knowledge } from '../../knowledge/knowledge';
import { writeLearnt } from '../understand/learnt';
import { hurried, isOf, keyOf, readKept } from '../understand/prepare';

/** What has become of the files of the knowledge base. */
export type News =
  | {
      readonly kind: 'changed';
      readonly knowledge: Knowledge;
      /** Of its phrasings. */
      readonly key: string;
      /** What there is to know of them, as in the file that the build leaves; nothing if that is served, or that very file is of them. */
      readonly learnt?: Uint8Array;
      /** Whether the phrasings have changed since they were learnt. */
      readonly isHurried: boolean;
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
  let taken = '';
  let seen = '';
  let good = served.version;
  /** Of the phrasings that are served, if they were learnt. */
  let learnt = served.key;
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
    if (knowledge.version === good) return wasBroken ? { kind: 'mended' } : undefined;
    good = knowledge.version;
    const news = changed(knowledge, modelFolder, learnt);
    learnt = news.isHurried ? '' : news.key;
    return news;
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

function changed(knowledge: Knowledge, modelFolder: string, served: string): News & { kind: 'changed' } {
  const key = keyOf(knowledge);
  const alike = { kind: 'changed', knowledge, key, isHurried: false } as const;
  if (key === served) return alike;
  const kept = readKept(modelFolder, knowledge);
  if (!kept) throw new Error('nothing was learnt yet: npm run build');
  if (isOf(kept, knowledge)) return alike;
  return { kind: 'changed', knowledge, key, learnt: writeLearnt(hurried(knowledge, kept)), isHurried: true };
}
