import { check } from '../../knowledge/check';
import type { TextFile } from '../../knowledge/draft';
import type { Knowledge } from '../../knowledge/knowledge';
import { KnowledgeError } from '../../knowledge/load';
import { rememberingParse } from '../../knowledge/parse';
import { formatProblem } from '../../knowledge/problem';
import type { TurnLog } from '../state/turn-log';
import type { Index } from '../understand/lookup';
import { changedFiles, type Change } from './change';
import type { KnowledgeFolder } from './knowledge-folder';
import { readyIndex } from './ready-index';

/** Where missed questions are made into knowledge: the files of a knowledge base, and the log. */
export interface Desk {
  readonly turnLog: Pick<TurnLog, 'missed' | 'settle'>;
  /** Of the files as they are; ways of asking that are new are found by their words, the model has not learnt them yet. */
  readonly index: () => Index;
  readonly files: () => readonly TextFile[];
  /** Of a knowledge base that a change would come to. */
  readonly indexOf: (knowledge: Knowledge) => Index;
  /** What a change would come to; nothing is written. */
  readonly look: (change: Change) => Looked;
  /** Makes a change, if the knowledge base holds with it; else nothing is changed. */
  readonly change: (change: Change) => Changed;
  /** Takes all changes back that were made at this desk. */
  readonly takeBack: () => void;
}

export type Changed =
  | { readonly kind: 'changed'; readonly files: readonly string[] }
  /** Each problem with its file, line and column. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

export type Looked =
  /** It would hold, with these files as they would be. */
  | { readonly kind: 'holds'; readonly knowledge: Knowledge; readonly files: readonly TextFile[] }
  | (Changed & { readonly kind: 'refused' });

/** @throws KnowledgeError if the knowledge base does not hold as it is */
export function openDesk(folder: KnowledgeFolder, modelFolder: string, turnLog: Desk['turnLog']): Desk {
  const parse = rememberingParse();
  const { knowledge: first, problems } = check(folder.read(), parse);
  if (!first) throw new KnowledgeError(problems);
  let held = first;
  const indexOf = rememberingIndex(modelFolder);
  /** The files that were changed here, as they were before. */
  const touched = new Map<string, string | undefined>();
  const look = (files: readonly TextFile[], change: Change): Looked => {
    const after = change(files);
    const { knowledge, problems } = check(after, parse);
    if (!knowledge) return { kind: 'refused', problems: problems.map(formatProblem) };
    return { kind: 'holds', knowledge, files: changedFiles(files, after) };
  };
  return {
    turnLog,
    index: () => indexOf(held),
    indexOf,
    files: folder.read,
    look: (change) => look(folder.read(), change),
    change: (change) => {
      // Read anew: somebody may have edited them meanwhile.
      const files = folder.read();
      const looked = look(files, change);
      if (looked.kind === 'refused') return looked;
      for (const { file } of looked.files)
        if (!touched.has(file)) touched.set(file, files.find((one) => one.file === file)?.text);
      folder.write(looked.files);
      held = looked.knowledge;
      return { kind: 'changed', files: looked.files.map(({ file }) => file) };
    },
    takeBack: () => {
      folder.write([...touched].map(([file, text]) => ({ file, text })));
      touched.clear();
      held = first;
    },
  };
}

/** One takes seconds, and is made when it is asked for; what was looked at before a change is what comes of it. */
function rememberingIndex(modelFolder: string): Desk['indexOf'] {
  const made: { readonly version: string; readonly index: Index }[] = [];
  return (knowledge) => {
    const known = made.find(({ version }) => version === knowledge.version);
    const one = known ?? { version: knowledge.version, index: readyIndex(knowledge, modelFolder) };
    made.splice(0, made.length, one, ...made.filter((other) => other !== one).slice(0, 1));
    return one.index;
  };
}
