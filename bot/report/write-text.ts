import type { Block } from './blocks';

/** For the terminal. */
export function writeText(blocks: readonly Block[]): string {
  return `${blocks.flatMap(textOf).join('\n')}\n`;
}

function textOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'title':
      return [block.text, '='.repeat(block.text.length)];
    case 'heading':
      return ['', block.text, '-'.repeat(block.text.length)];
    case 'subheading':
      return ['', block.text];
    case 'words':
      return [block.text];
    case 'list':
      return block.items.map((item) => `  - ${item}`);
    case 'yaml':
      return block.text.trimEnd().split('\n').map((line) => `    ${line}`.trimEnd()); // prettier-ignore
    case 'bars':
      return [];
    case 'table':
      return ['', ...table([block.head, ...block.rows.map((row) => row.map(String))], block.rows[0])];
  }
}

/** Numbers stand on the right. */
function table(rows: readonly (readonly string[])[], [...sample]: readonly unknown[] = []): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const cell = (text: string, column: number) =>
    typeof sample[column] === 'number' ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  return rows.map((row) => `  ${row.map(cell).join('  ')}`.trimEnd());
}
