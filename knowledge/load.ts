import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { check } from './check';
import type { TextFile } from './draft';
import type { Knowledge } from './knowledge';
import { formatProblem, type Problem } from './problem';

/** The knowledge base does not hold; the message lists every problem, one a line. */
export class KnowledgeError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
  }
}

/** Changes whenever one of the files does, without reading them. */
export function fingerprintOf(folder: string): string {
  const stated = pathsIn(folder).map((path) => {
    const { mtimeMs, size, ino } = statSync(join(folder, path), { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0, ino: 0 };
    return `${path} ${mtimeMs} ${size} ${ino}`;
  });
  return stated.join('\n');
}

function pathsIn(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(yaml|txt)$/.test(path));
  return paths.sort();
}

/** The YAML files and source texts of a folder, with paths relative to it. */
export function readFiles(folder: string): readonly TextFile[] {
  return pathsIn(folder).map((path) => ({
    file: relative(folder, join(folder, path)).split(sep).join('/'),
    text: readFileSync(join(folder, path), 'utf8'),
  }));
}

/** @throws KnowledgeError if anything in the folder is not right */
export function loadKnowledge(folder: string): Knowledge {
  const { knowledge, problems } = check(readFiles(folder));
  if (!knowledge) throw new KnowledgeError(problems);
  return knowledge;
}
