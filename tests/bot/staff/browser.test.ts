import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { siteFolder } from '../../../bot/paths';
import { readSite } from '../../../bot/site';
import { sqliteState } from '../../../bot/state/open-state';
import { openSqlite } from '../../../bot/state/sqlite';
import { desktop, openBrowser, phone, Student } from '../../widget/student';
import { serveDirectLine, type TestServer } from '../channels/direct-line-server';
import { openChat, textsOf, type Chat } from '../hand-over/chat';
import { periodOf } from '../../../bot/report/period';
import { liveThrough } from '../report/made-up';
import { hash, password } from './officer';

const state = sqliteState(openSqlite(':memory:'));
let clock = Date.UTC(2026, 10, 26, 10);
const now = () => new Date((clock += 5));
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  server = await serveDirectLine({ state, now, assets: readSite(siteFolder), env: { STAFF_PASSWORD_HASH: hash } });
  await liveThrough(periodOf({ from: '2026-11-20', to: '2026-11-25' }, now()).from, 6, state);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await state.close();
});

const numberIn = (text: string) => /\b[2-9B-Z]{3}-[2-9B-Z]{3}\b/.exec(text)?.[0] ?? '';

async function ask(question: string): Promise<{ readonly chat: Chat; readonly number: string }> {
  const chat = await openChat(server);
  await chat.say('how much is the tuition fee?');
  await chat.say('can I pay it in three parts?');
  for (const line of ['person', 'yes', question, 'sam@example.org']) await chat.say(line);
  return { chat, number: numberIn(textsOf(await chat.say('send'))) };
}

async function signsIn(officer: Student, name = 'Anna de Vries'): Promise<void> {
  const { page } = officer;
  // The first look at the knowledge base takes seconds.
  page.setDefaultTimeout(60_000);
  await page.goto(`${server.url}/staff`);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: `Hello, ${name}` }).waitFor();
}

/** Only when the pictures of the documentation are drawn anew. */
async function picture(officer: Student, name: string): Promise<void> {
  if (!process.env.WRITE_DOCS) return;
  await officer.page.screenshot({
    path: join(__dirname, '..', '..', '..', 'docs', 'images', `staff-${name}.png`),
    fullPage: true,
  });
}

/** Through each page as it is first, with mistakes, and with something in it; gives what axe-core finds, and what is too wide. */
async function barriersOnEveryPage(officer: Student, number: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const { page } = officer;
  const found: Record<string, readonly string[]> = {};
  const look = async (name: string) => {
    const isTooWide = !(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'));
    found[name] = [...(await officer.barriers()), ...(isTooWide ? ['it is wider than the screen'] : [])];
  };
  await look('sign in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await look('sign in, with mistakes');
  await signsIn(officer);
  await look('overview');
  await page.goto(`${server.url}/staff/requests`);
  await look('requests');
  await page.goto(`${server.url}/staff/requests/${number}`);
  await page.getByText('What was said before').click();
  await look('request');
  await page.getByRole('button', { name: 'Send', exact: false }).click();
  await page.getByRole('alert').waitFor();
  await look('request, with a mistake');
  await page.goto(`${server.url}/staff/questions`);
  await look('missed questions');
  await page.locator('.list > li > a').first().click();
  await page.getByLabel('What it asks for').waitFor();
  await look('teach');
  await page.getByLabel('Title').fill('');
  await page.getByRole('button', { name: 'Check it' }).last().click();
  await page.getByRole('alert').waitFor();
  await look('teach, with a mistake');
  await page.getByLabel('What it asks for').selectOption({ index: 2 });
  await page.getByRole('button', { name: 'Check it' }).first().click();
  await page.getByRole('heading', { name: 'Check before it is taught' }).waitFor();
  await look('check');
  await page.goto(`${server.url}/staff/report`);
  await look('report');
  await page.goto(`${server.url}/staff/nothing`);
  await look('not found');
  return found;
}

test.each<[string, BrowserContextOptions]>([
  ['at a desk, in the light', desktop],
  ['on a phone, in the dark', { ...phone, colorScheme: 'dark' }],
  [
    'in 320 pixels, as at a zoom of 400 %, with forced colours',
    { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4, forcedColors: 'active' },
  ],
])('axe-core finds nothing on any page, and nothing is cut off: %s', async (_where, options) => {
  const { number } = await ask('Can I pay the fee in three parts? My scholarship comes in March.');
  const officer = await Student.visits(browser, `${server.url}/staff`, options);
  const found = await barriersOnEveryPage(officer, number);
  expect(Object.keys(found)).toHaveLength(12);
  expect(Object.fromEntries(Object.entries(found).filter(([, barriers]) => barriers.length > 0))).toEqual({});
  await officer.leaves();
});

test('without scripts a request is taken, answered and ended, by keyboard alone, and the focus is always seen', async () => {
  const { chat, number } = await ask('Is there parking at the faculty?');
  const officer = await Student.visits(browser, `${server.url}/staff`, { ...desktop, javaScriptEnabled: false });
  const { page } = officer;
  const { keyboard } = page;
  const focused = page.locator(':focus');
  const tabTo = async (name: string | RegExp) => {
    for (let i = 0; i < 60; i += 1) {
      await keyboard.press('Tab');
      const text = `${await focused.innerText()} ${(await focused.getAttribute('id')) ?? ''}`.trim();
      if (typeof name === 'string' ? text === name : name.test(text)) {
        expect(await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
        return;
      }
    }
    throw new Error(`${String(name)} was not reached`);
  };
  await tabTo('Skip to the content');
  await tabTo('name');
  await keyboard.type('Bo');
  await tabTo('password');
  await keyboard.type(password);
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Hello, Bo' }).waitFor();
  await tabTo('Requests');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Requests for a person' }).waitFor();
  await tabTo(new RegExp(number));
  await keyboard.press('Enter');
  await page.getByText('Waiting', { exact: true }).waitFor();
  await tabTo(/Take it$/);
  await keyboard.press('Enter');
  await page.getByText('Taken by Bo').waitFor();
  await chat.say('Hello?');
  await tabTo('Show new messages');
  await keyboard.press('Enter');
  await page.getByText('Hello?').waitFor();
  await tabTo('text');
  await keyboard.type('There is none, but bicycles are welcome.');
  await tabTo('Send');
  await keyboard.press('Enter');
  await page.locator('.said.office').waitFor();
  await tabTo('End it');
  await keyboard.press('Enter');
  await page.getByText('This request is closed.').waitFor();
  await officer.leaves();
});

test('what the student writes appears in the open page, and what is being written stays; both see each other', async () => {
  const student = await Student.visits(browser, server.url);
  await student.opensChat();
  for (const line of ['person', 'yes', 'Can I come and see the campus?', 'no e-mail']) await student.asks(line);
  await student.asks('send');
  const number = numberIn(await student.answers.last().innerText());
  const officer = await Student.visits(browser, `${server.url}/staff`);
  const { page } = officer;
  await signsIn(officer);
  await page.goto(`${server.url}/staff/requests/${number}`);
  await page.getByRole('button', { name: 'Take it', exact: true }).click();
  await student.answers.filter({ hasText: 'is here now' }).waitFor();
  await page.getByLabel('Your answer').fill('Half an ans');
  await student.input.fill('Are you <b>there</b>?');
  await student.input.press('Enter');
  await page.getByText('Are you <b>there</b>?').waitFor();
  // Also on the page that tells of a mistake, whose address is another.
  await page.getByLabel('Your answer').fill('');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Your answer').fill('Half an ans');
  await student.input.fill('Hello?');
  await student.input.press('Enter');
  await page.getByText('Hello?').waitFor();
  expect(await page.getByLabel('Your answer').inputValue()).toBe('Half an ans');
  expect(await page.locator('[aria-live=polite]').getByText('Are you <b>there</b>?').count()).toBe(1);
  await page.getByLabel('Your answer').fill('Yes: every first Friday of the month, with a guide.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const answer = student.answers.filter({ hasText: 'every first Friday' });
  await answer.waitFor();
  expect(await answer.locator('.by').innerText()).toContain('Anna de Vries, Admissions office');
  await page.getByText('Sent to the student').waitFor();
  await student.asks('back to the bot');
  await page.getByText('The student has ended the talk.').waitFor();
  await page.getByRole('link', { name: 'Show new messages' }).click();
  await page.getByText('This request is closed.').waitFor();
  // The browser notes that the empty answer was refused.
  expect([officer.complaints.filter((text) => !text.includes('status of 422')), student.complaints]).toEqual([[], []]);
  await Promise.all([officer.leaves(), student.leaves()]);
});

test('the pages as they look', async () => {
  const { chat, number } = await ask('Can I pay the fee in three parts? My scholarship comes in March.');
  clock += 20 * 60_000;
  const officer = await Student.visits(browser, `${server.url}/staff`, { viewport: { width: 1080, height: 460 } });
  const { page } = officer;
  await signsIn(officer);
  await picture(officer, 'overview');
  await page.goto(`${server.url}/staff/requests/${number}`);
  await page.getByRole('button', { name: 'Take it', exact: true }).click();
  await chat.say('Oh, that was quick!');
  await page.getByText('Oh, that was quick!').waitFor();
  await page.getByLabel('Your answer').fill('Good morning! Yes, you can: the fee may be paid in three parts.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Sent to the student').waitFor();
  await page.evaluate('scrollTo(0, 0)');
  await picture(officer, 'request');
  await page.goto(`${server.url}/staff/questions`);
  await picture(officer, 'questions');
  expect(officer.complaints).toEqual([]);
  await officer.leaves();
});
