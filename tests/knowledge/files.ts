import { join } from 'node:path';
import { check, type Checked } from '../../knowledge/check';
import type { TextFile } from '../../knowledge/draft';
import { readFiles } from '../../knowledge/load';
import { rememberingParse } from '../../knowledge/parse';
import { formatProblem } from '../../knowledge/problem';

/** The real knowledge base, as texts that a test may change. */
export const realFiles: readonly TextFile[] = readFiles(join(__dirname, '..', '..', 'knowledge'));

export interface Change {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The files with each change made at the first place where its words stand. */
export function changed(...changes: readonly Change[]): readonly TextFile[] {
  return changes.reduce(change, realFiles);
}

function change(files: readonly TextFile[], { file, from, to }: Change): readonly TextFile[] {
  const found = files.find((candidate) => candidate.file === file);
  if (!found?.text.includes(from)) throw new Error(`"${from}" is not in ${file}`);
  return files.map((candidate) => (candidate === found ? { file, text: candidate.text.replace(from, () => to) } : candidate));
}

/** Most files are the same each time. */
const parse = rememberingParse();

export function problemsOf(files: readonly TextFile[]): readonly string[] {
  return check(files, parse).problems.map(formatProblem);
}

let checked: Required<Checked> | undefined;

/** The real knowledge base, checked once for a whole test file. */
export function realBase(): Required<Checked> {
  return (checked ??= checkReal());
}

function checkReal(): Required<Checked> {
  const { knowledge, ...rest } = check(realFiles);
  if (!knowledge) throw new Error(rest.problems.map(formatProblem).join('\n'));
  return { knowledge, ...rest };
}
