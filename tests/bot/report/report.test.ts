import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { makeReport } from '../../../bot/report/make-report';
import { periodOf } from '../../../bot/report/period';
import { writeHtml } from '../../../bot/report/write-html';
import { writeMarkdown } from '../../../bot/report/write-markdown';
import { writeText } from '../../../bot/report/write-text';
import { sqliteState } from '../../../bot/state/open-state';
import { openSqlite } from '../../../bot/state/sqlite';
import { openBrowser, phone, Student } from '../../widget/student';
import { realIndex } from '../bot';
import { liveThrough } from './made-up';

const state = sqliteState(openSqlite(':memory:'));
const folder = mkdtempSync(join(tmpdir(), 'report-'));
const period = periodOf({ from: '2026-11-16', to: '2026-11-22' }, new Date('2026-11-23T12:00:00Z'));
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  await liveThrough(period.from, 7, state);
});

afterAll(async () => {
  await browser.close();
  await state.close();
  rmSync(folder, { recursive: true });
});

const report = () => makeReport(period, state, realIndex());

test('the text tells what was asked, what became of it, and what was missed', async () => {
  const text = writeText(await report());
  for (const part of [
    /Admissions assistant: 2026-11-16 to 2026-11-22/,
    /2026-11-19 +\d+/,
    /directline +\d+ +\d+ %/,
    /Answered, with the source +\d+/,
    /Begun \d+ times, finished \d+ times\./,
    /English test +\d+ +\d+ +\d+ %/,
    /Does not meet it +\d+/,
    /11 up, 3 down\./,
    /Tuition fee +\d+/,
    /Scholarships +\d+/,
    /Dutch +\d+/,
    /# knowledge\/phrasings\/[a-z-]+\.yaml/,
  ])
    expect(text).toMatch(part);
});

test('two wordings of one question stand together, with what could be pasted', async () => {
  const missed = { at: period.from, why: 'declined', topics: [], knowledge: 'k' } as const;
  for (const question of ['is there a harp', 'is there a harp', 'a harp, is there one?'])
    await state.turnLog.miss({ ...missed, question });
  expect(writeText(await report())).toMatch(
    /"is there a harp" \(3 times\)\n {2}- "a harp, is there one\?" \(1\)\nNearest: .+\n {4}# knowledge\//,
  );
});

test('what a student wrote is text wherever it stands, in HTML and in Markdown', async () => {
  const question = '<script>alert(1)</script> | `x` [a](javascript:b) *why* $& -- zorb';
  await state.turnLog.miss({ at: period.from, why: 'declined', question, topics: [], knowledge: 'k' });
  const blocks = await report();
  const html = writeHtml(blocks);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).not.toMatch(/<script|<img|<link|https?:|javascript:[^b]/);
  expect(writeMarkdown(blocks)).toContain('\\<script\\>alert(1)\\</script\\> \\| \\`x\\` \\[a\\](javascript:b)');
});

test('the page can be read by everybody, on a phone too, and asks nobody for anything', async () => {
  const file = join(folder, 'report.html');
  writeFileSync(file, writeHtml(await report()));
  for (const options of [{ viewport: { width: 1280, height: 1500 } }, phone, { ...phone, colorScheme: 'dark' as const }]) {
    const student = await Student.visits(browser, `file://${file}`, options);
    expect(await student.barriers()).toEqual([]);
    expect(student.complaints).toEqual([]);
    expect(student.requests).toHaveLength(1);
    expect(await student.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await student.page.getByRole('img', { name: 'Messages by day' }).count()).toBe(1);
    if (process.env.WRITE_DOCS && !('isMobile' in options))
      await student.page.screenshot({ path: join(__dirname, '..', '..', '..', 'docs', 'images', 'report.png'), fullPage: false });
    await student.leaves();
  }
});

test('a period without a turn is a report, too', async () => {
  const empty = await makeReport(periodOf({ days: '2' }, new Date('2020-01-02T12:00:00Z')), state, realIndex());
  expect(writeText(empty)).toContain('0 messages, 0 chats opened');
  expect(writeText(empty)).toContain('None that is still open.');
  expect(writeHtml(empty)).toContain('2020-01-01: 0, 2020-01-02: 0');
});

describe('the period', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  test.each([
    [{}, '2026-11-17', '2026-11-24'],
    [{ days: '1' }, '2026-11-23', '2026-11-24'],
    [{ to: '2026-11-01', days: '2' }, '2026-10-31', '2026-11-02'],
    [{ from: '2026-11-01', to: '2026-11-01' }, '2026-11-01', '2026-11-02'],
  ])('%j is from %s up to %s', (args, from, to) => {
    expect(periodOf(args, now)).toEqual({ from: new Date(`${from}T00:00:00Z`), to: new Date(`${to}T00:00:00Z`) });
  });

  test.each([
    [{ days: '0' }, '--days 0: expected a whole number from 1 on'],
    [{ days: 'week' }, '--days week: expected a whole number from 1 on'],
    [{ from: '1.11.2026' }, '--from 1.11.2026: expected a day such as 2026-11-23'],
    [{ from: '2026-02-30' }, '--from 2026-02-30: expected a day such as 2026-11-23'],
    [{ from: '2026-11-24' }, '--from 2026-11-24 lies after --to 2026-11-23'],
    [{ days: '1000000' }, '--days 1000000: a report is of 366 days at most'],
  ])('%j is refused: %s', (args, why) => {
    expect(() => periodOf(args, now)).toThrow(why);
  });
});
