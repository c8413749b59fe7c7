import type { TextFile } from '../../../knowledge/draft';
import type { KnowledgeFolder, Written } from '../../../bot/learn/knowledge-folder';
import { realFiles } from '../../knowledge/files';

/** So many ways of asking a card are learnt from in seconds. */
const mostLines = 16;

/** The real knowledge base with few ways of asking for each card, and Dutch as its only other language. */
export const smallBase: readonly TextFile[] = realFiles
  .filter(({ file }) => !file.startsWith('languages/') || file === 'languages/nl.yaml')
  .map(({ file, text }) => ({ file, text: file.startsWith('phrasings/') ? firstLines(text) : text }));

function firstLines(text: string): string {
  return `${text.trimEnd().split('\n').slice(0, mostLines).join('\n')}\n`;
}

/** A folder that is nowhere. */
export function folderOf(files: readonly TextFile[]): KnowledgeFolder {
  let now = files;
  return {
    read: () => now,
    write: (written: readonly Written[]) => {
      const names = new Set(written.map(({ file }) => file));
      const added = written.flatMap(({ file, text }) => (text === undefined ? [] : [{ file, text }]));
      now = [...now.filter(({ file }) => !names.has(file)), ...added].sort((a, b) => (a.file < b.file ? -1 : 1));
    },
  };
}

export function textOf(file: string, { read }: KnowledgeFolder): string | undefined {
  return read().find((one) => one.file === file)?.text;
}
