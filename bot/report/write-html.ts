import type { Block, Cell } from './blocks';
import { barChart, shareBar } from './chart';
import { escapeHtml } from './escape-html';

/** One page that needs nothing else: no script, no font, no picture from anywhere. */
export function writeHtml(blocks: readonly Block[]): string {
  const title = blocks.find(({ kind }) => kind === 'title');
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title && 'text' in title ? title.text : '')}</title>
<style>${style}</style>
</head>
<body>
<main>
${writeBlocks(blocks)}
</main>
</body>
</html>
`;
}

/** As a part of another page. */
export function writeBlocks(blocks: readonly Block[]): string {
  return blocks.map(htmlOf).join('\n');
}

function htmlOf(block: Block, place: number): string {
  switch (block.kind) {
    case 'title':
      return `<h1>${escapeHtml(block.text)}</h1>`;
    case 'heading':
      return `<h2>${escapeHtml(block.text)}</h2>`;
    case 'subheading':
      return `<h3>${escapeHtml(block.text)}</h3>`;
    case 'words':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'yaml':
      return `<pre><code>${escapeHtml(block.text.trimEnd())}</code></pre>`;
    case 'bars':
      return `<figure>${barChart(block.title, block.bars, `chart-${place}`)}</figure>`;
    case 'table':
      return tableOf(block);
  }
}

function tableOf({ title, head, rows }: Block & { kind: 'table' }): string {
  const most = Math.max(0, ...rows.map((row) => Number(row[1])).filter(Number.isFinite));
  const isNumber = (i: number) => typeof rows[0]?.[i] === 'number';
  const names = head.map((name, i) => `<th scope="col"${isNumber(i) ? ' class="number"' : ''}>${escapeHtml(name)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell, i) => cellOf(cell, i)).join('')}<td class="picture">${shareBar(Number(row[1]) || 0, most)}</td></tr>`); // prettier-ignore
  return `<table><caption>${escapeHtml(title)}</caption><thead><tr>${names}<td></td></tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}

function cellOf(cell: Cell, i: number): string {
  if (i === 0) return `<th scope="row">${escapeHtml(String(cell))}</th>`;
  return typeof cell === 'number' ? `<td class="number">${cell}</td>` : `<td>${escapeHtml(cell)}</td>`;
}

const style = `
:root { --ink: #1c2430; --quiet: #596372; --paper: #fff; --soft: #f2f5f9; --line: #d5dbe4; --bar: #1f5fa8; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9edf3; --quiet: #a9b4c4; --paper: #151b24; --soft: #1f2732; --line: #38424f; --bar: #6aa9f0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .25rem; overflow-wrap: anywhere; }
p, ul { margin: .4rem 0; max-width: 46rem; overflow-wrap: anywhere; }
figure { margin: 1rem 0; }
svg { width: 100%; height: auto; display: block; font-size: 11px; }
svg text { fill: var(--quiet); } svg text.number { fill: var(--ink); }
.bar { fill: var(--bar); } .grid { stroke: var(--line); }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; overflow-wrap: anywhere; }
thead th { color: var(--quiet); font-size: .9rem; }
.number { text-align: right; white-space: nowrap; }
.picture { width: 30%; vertical-align: middle; padding-right: 0; } .share { height: .6rem; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; padding: .75rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .9rem; margin: .6rem 0; }
@media print { main { max-width: none; padding: 0; } h3, pre, table, figure { break-inside: avoid; } }
`;
