import type { Bar } from './blocks';
import { escapeHtml } from './escape-html';

const size = { width: 720, height: 220, left: 44, bottom: 28, top: 18 } as const;
/** More days than this are not each labelled, nor each bar with its number. */
const mostLabels = 10;
const mostNumbers = 31;
const lines = 4;

/** Upright bars, as an SVG that stands in the page itself. What it shows is said in its description, too. */
export function barChart(title: string, bars: readonly Bar[], id: string): string {
  const { width, height, left, bottom, top } = size;
  const step = niceStep(Math.max(1, ...bars.map(({ value }) => value)) / lines);
  const most = step * Math.max(1, Math.ceil(Math.max(1, ...bars.map(({ value }) => value)) / step));
  const yOf = (value: number) => round(height - bottom - ((height - bottom - top) * value) / most);
  const each = (width - left) / Math.max(1, bars.length);
  const grid = Array.from({ length: most / step + 1 }, (_, i) => i * step).map(
    (value) =>
      `<line class="grid" x1="${left}" x2="${width}" y1="${yOf(value)}" y2="${yOf(value)}"/>` +
      `<text x="${left - 8}" y="${yOf(value) + 4}" text-anchor="end">${value}</text>`,
  );
  const everySo = Math.ceil(bars.length / mostLabels);
  const drawn = bars.map(({ label, value }, i) => {
    const x = left + i * each;
    const middle = round(x + each / 2);
    const number = bars.length <= mostNumbers && value > 0 ? `<text class="number" x="${middle}" y="${yOf(value) - 4}" text-anchor="middle">${value}</text>` : ''; // prettier-ignore
    const name = i % everySo === 0 ? `<text x="${middle}" y="${height - 8}" text-anchor="middle">${escapeHtml(label.slice(5))}</text>` : ''; // prettier-ignore
    return `<rect class="bar" x="${round(x + each * 0.12)}" y="${yOf(value)}" width="${round(each * 0.76)}" height="${round(height - bottom - yOf(value))}"/>${number}${name}`;
  });
  const described = bars.map(({ label, value }) => `${label}: ${value}`).join(', ');
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${escapeHtml(title)}</title><desc id="${id}-desc">${escapeHtml(described)}</desc>`,
    ...grid,
    ...drawn,
    '</svg>',
  ].join('\n');
}

/** A share of the whole, drawn into the cell of a table; the number beside it says the same. */
export function shareBar(value: number, most: number): string {
  const width = most === 0 ? 0 : round((100 * value) / most);
  return `<svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="bar" width="${width}" height="10"/></svg>`;
}

/** 1, 2 or 5, with as many noughts as it takes. */
function niceStep(least: number): number {
  const ten = 10 ** Math.floor(Math.log10(least));
  return Math.max(1, [1, 2, 5, 10].map((one) => one * ten).find((one) => one >= least) ?? 10 * ten);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
