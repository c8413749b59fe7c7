/** One thing wrong in the knowledge base: where it stands, what is wrong, what would be right. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly col: number;
  readonly wrong: string;
  readonly right: string;
}

/** A place in a parsed file: its keys and indexes from the top. `key: true` means the key itself, not its value. */
export interface Place {
  readonly file: string;
  readonly path: readonly (string | number)[];
  readonly key?: boolean;
}

export function formatProblem({ file, line, col, wrong, right }: Problem): string {
  return `${file}:${line}:${col}  ${wrong}; ${right}`;
}

/** In reading order, each once. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const byText = new Map(problems.map((problem) => [formatProblem(problem), problem]));
  return [...byText.values()].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.col - b.col || a.wrong.localeCompare(b.wrong),
  );
}
