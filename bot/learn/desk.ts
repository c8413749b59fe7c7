import { check } from '../../knowledge/check';
import type { TextFile } from '../../knowledge/draft';
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
  /** Makes a change, if the knowledge base holds with it; else nothing is changed. */
  readonly change: (change: Change) => Changed;
  /** Takes all changes back that were made at this desk. */
  readonly takeBack: () => void;
}

export type Changed =
  | { readonly kind: 'changed'; readonly files: readonly string[] }
  /** Each problem with its file, line and column. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** @throws KnowledgeError if the knowledge base does not hold as it is */
export function openDesk(folder: KnowledgeFolder, modelFolder: string, turnLog: Desk['turnLog']): Desk {
  const parse = rememberingParse();
  const { knowledge: first, problems } = check(folder.read(), parse);
  if (!first) throw new KnowledgeError(problems);
  let index = readyIndex(first, modelFolder);
  /** The files that were changed here, as they were before. */
  const touched = new Map<string, string | undefined>();
  return {
    turnLog,
    index: () => index,
    files: folder.read,
    change: (change) => {
      // Read anew: somebody may have edited them meanwhile.
      const files = folder.read();
      const after = change(files);
      const { knowledge, problems } = check(after, parse);
      if (!knowledge) return { kind: 'refused', problems: problems.map(formatProblem) };
      const changed = changedFiles(files, after);
      for (const { file } of changed) if (!touched.has(file)) touched.set(file, files.find((one) => one.file === file)?.text);
      folder.write(changed);
      index = readyIndex(knowledge, modelFolder);
      return { kind: 'changed', files: changed.map(({ file }) => file) };
    },
    takeBack: () => {
      folder.write([...touched].map(([file, text]) => ({ file, text })));
      touched.clear();
      index = readyIndex(first, modelFolder);
    },
  };
}
