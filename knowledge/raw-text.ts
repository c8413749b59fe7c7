import type { Problem } from './problem';

/** Tabs in the indentation, which YAML does not take. */
export function findTabs(file: string, text: string): Problem[] {
  return text.split('\n').flatMap((line, index) => {
    const col = /^[ \t]*/.exec(line)?.[0].indexOf('\t') ?? -1;
    if (col < 0) return [];
    return [{ file, line: index + 1, col: col + 1, wrong: 'a tab in the indentation', right: 'indent with two spaces' }];
  });
}

/** Each top-level entry as a text of its own, padded with empty lines so that its positions stay true. */
export function splitEntries(text: string): string[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, index) => (/^[^\s#]/.test(line) ? [index] : []));
  return starts.map((start, i) => '\n'.repeat(start) + lines.slice(start, starts[i + 1]).join('\n'));
}
