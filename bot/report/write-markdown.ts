import type { Block, Cell } from './blocks';

/** What students wrote is in it: no sign of theirs is taken for Markdown or HTML. */
export function writeMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(markdownOf).filter(Boolean).join('\n\n')}\n`;
}

function markdownOf(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `# ${escaped(block.text)}`;
    case 'heading':
      return `## ${escaped(block.text)}`;
    case 'subheading':
      return `### ${escaped(block.text)}`;
    case 'words':
      return escaped(block.text);
    case 'list':
      return block.items.map((item) => `- ${escaped(item)}`).join('\n');
    case 'yaml':
      return fenced(block.text);
    case 'bars':
      return '';
    case 'table': {
      const rule = block.head.map((_, i) => (typeof block.rows[0]?.[i] === 'number' ? '---:' : '---'));
      return [line(block.head), line(rule), ...block.rows.map((row) => line(row.map(cell)))].join('\n');
    }
  }
}

const cell = (value: Cell): string => escaped(String(value));

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&');
}

/** By a fence longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}yaml\n${text.trimEnd()}\n${fence}`;
}
