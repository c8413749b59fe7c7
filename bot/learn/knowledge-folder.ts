import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TextFile } from '../../knowledge/draft';
import { readFiles } from '../../knowledge/load';

/** The files of a knowledge base, which may be changed. */
export interface KnowledgeFolder {
  readonly read: () => readonly TextFile[];
  readonly write: (files: readonly Written[]) => void;
}

/** A file with its new text; without one it is taken away. */
export interface Written {
  readonly file: string;
  readonly text: string | undefined;
}

export function knowledgeFolderAt(folder: string): KnowledgeFolder {
  return {
    read: () => readFiles(folder),
    write: (files) => {
      for (const { file, text } of files)
        if (text === undefined) rmSync(join(folder, file), { force: true });
        else put(join(folder, file), text);
    },
  };
}

/** Written aside and moved, so that a bot that takes changes while it runs never reads half a file. */
function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
