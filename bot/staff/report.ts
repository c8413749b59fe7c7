import { periodOf } from '../report/period';
import { writeBlocks, writeHtml } from '../report/write-html';
import { writeMarkdown } from '../report/write-markdown';
import type { Block } from '../report/blocks';
import { page, Refused, type Answer } from './answer';
import { errorSummary, field, type Mistake } from './forms';
import { html, trusted, type Html } from './html';
import type { House, Visit } from './house';

export async function showReport({ asked }: Visit, house: House): Promise<Answer> {
  const [from, to] = daysOf(asked.query);
  const period = readPeriod(asked.query, house.answerer.now());
  if (typeof period === 'string') {
    const mistakes = [{ field: period.includes('--to') && !period.includes('--from') ? 'to' : 'from', text: sayWrong(period) }];
    return page({ title: 'Report', main: reportPage(from, to, mistakes), at: '/staff/report', isWrong: true }, 422);
  }
  const [first, last] = [dayOf(period.from), dayOf(new Date(period.to.getTime() - 1))];
  const blocks = await blocksOf(period, house);
  const query = new URLSearchParams({ from: first, to: last }).toString();
  const main = html`${reportPage(first, last, [])}
    <p class="downloads">
      <a href="/staff/report.html?${query}">Download as a page</a> · <a href="/staff/report.md?${query}">Download as Markdown</a>
    </p>
    <div class="report">${trusted(writeBlocks(blocks.filter(({ kind }) => kind !== 'title')))}</div>`;
  return page({ title: `Report, ${first} to ${last}`, main, at: '/staff/report' });
}

function reportPage(from: string, to: string, mistakes: readonly Mistake[]): Html {
  return html`${errorSummary(mistakes)}
    <h1>Report</h1>
    <form method="get" action="/staff/report" class="period">
      ${field({ name: 'from', label: 'From', type: 'date', value: from }, mistakes)}
      ${field({ name: 'to', label: 'To', type: 'date', value: to }, mistakes)}
      <button class="button second">Show</button>
    </form>`;
}

export async function reportAsHtml(visit: Visit, house: House): Promise<Answer> {
  return kept('html', 'text/html', writeHtml(await asked(visit, house)));
}

export async function reportAsMarkdown(visit: Visit, house: House): Promise<Answer> {
  return kept('md', 'text/markdown', writeMarkdown(await asked(visit, house)));
}

/** @throws Refused (422) */
async function asked(visit: Visit, house: House): Promise<readonly Block[]> {
  const period = readPeriod(visit.asked.query, house.answerer.now());
  if (typeof period === 'string') throw new Refused(422, 'There is no such report', sayWrong(period));
  return blocksOf(period, house);
}

function kept(ending: string, type: string, body: string): Answer {
  return { kind: 'file', type, body, headers: { 'Content-Disposition': `attachment; filename="report.${ending}"` } };
}

type Period = ReturnType<typeof periodOf>;

async function blocksOf(period: Period, { turnLog, feedback, teacher }: House): Promise<readonly Block[]> {
  const [counts, votes, missed] = await Promise.all([
    turnLog.counts(period),
    feedback.between(period.from, period.to),
    turnLog.missed(period),
  ]);
  return teacher.do('report', { period, counts, votes, missed });
}

function daysOf(query: URLSearchParams): readonly [string, string] {
  return [query.get('from') ?? '', query.get('to') ?? ''];
}

/** The period that is asked for, or what is wrong with it. */
function readPeriod(query: URLSearchParams, now: Date): Period | string {
  const [from, to] = daysOf(query);
  try {
    return periodOf({ from: from === '' ? undefined : from, to: to === '' ? undefined : to }, now);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function sayWrong(message: string): string {
  return message
    .replace(/--from/g, 'From')
    .replace(/--to/g, 'To')
    .replace(/--days/g, 'Days');
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
