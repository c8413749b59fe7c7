import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { root } from '../../bot/paths';
import { serveDirectLine } from '../bot/channels/direct-line-server';
import { openBrowser } from '../widget/student';
import { startPlayground } from './playground';
import {
  answersIn,
  buttonsOf,
  fillsIn,
  marksOf,
  mentions,
  openGroupChat,
  presses,
  says,
  sourceOf,
  takes,
  textOf,
  visitTeams,
  type TeamsUser,
} from './teams-user';

const ends: (() => Promise<void>)[] = [];
let browser: Browser;
let url: string;
let user: TeamsUser;

beforeAll(async () => {
  const bot = await serveDirectLine();
  ends.push(() => bot.stop());
  const playground = await startPlayground(`${bot.url}/api/messages`);
  ends.push(() => playground.stop());
  browser = await openBrowser();
  ends.push(() => browser.close());
  url = playground.url;
});

afterAll(async () => {
  const ended = await Promise.allSettled(ends.reverse().map((end) => end()));
  expect(ended.filter(({ status }) => status === 'rejected')).toEqual([]);
});

afterEach(() => {
  expect(user.complaints).toEqual([]);
});

/** For the documentation, when they are asked for: `TEAMS_PICTURES=yes npx jest tests/teams`. */
async function picture(name: string, height = 800): Promise<void> {
  if (process.env.TEAMS_PICTURES === undefined) return;
  const { page } = user;
  await page.setViewportSize({ width: 1280, height });
  await page.screenshot({ path: join(root, 'docs', 'images', `teams-${name}.png`), animations: 'disabled' });
}

test('who installs the bot is welcomed once, by a card', async () => {
  user = await visitTeams(browser, url);
  const welcome = answersIn(user).first();
  expect(await textOf(welcome)).toContain('I am the automated admissions assistant');
  expect(await textOf(welcome)).toContain('What I say is guidance, not a decision.');
  expect(await buttonsOf(welcome)).toEqual(['What does it cost?', 'Which English test do I need?', 'Which tracks are there?']);
  await picture('welcome');
  expect(await textOf(await presses(user, welcome, 'What does it cost?'))).toContain('€18,016');
  expect(await answersIn(user).count()).toBe(2);
});

test('who comes again is not welcomed again, and has a question answered with its sources, and followed up', async () => {
  user = await visitTeams(browser, url);
  const fee = await says(user, 'What is the tuition fee?');
  expect(await answersIn(user).count()).toBe(1);
  expect(await textOf(fee)).toMatch(/The tuition fee is €18,016 per year\. ?1/);
  expect(await marksOf(fee)).toEqual(['1']);
  const duration = await says(user, 'and how long does it take?');
  expect(await textOf(duration)).toContain('two years');
  expect(await marksOf(duration)).toEqual(['1', '2']);
  const source = await sourceOf(user, fee, '1');
  expect(source).toContain('Brochure, Tuition fees');
  expect(source).toContain('Tuition fees €18,016.00 (14,55,250) per year');
  await picture('answer');
});

test('what the brochure does not say is said to be so, with choices', async () => {
  expect(await textOf(await says(user, 'is there a scholarship?'))).toContain('does not say anything about scholarships');
  expect(await textOf(await takes(user, 'Tuition fee'))).toContain('€18,016 per year');
});

test('the interview goes by buttons and a field to its outcome, and a summary', async () => {
  const degree = await says(user, 'Am I eligible?');
  expect(await textOf(degree)).toContain('What is the highest degree');
  const exam = await presses(user, degree, "A bachelor's degree (BA, BSc)");
  expect(await textOf(exam)).toContain('Which English test have you taken?');
  expect(await buttonsOf(exam)).toContain('Native speaker, or taught in English');
  const total = await presses(user, exam, 'TOEFL (internet based)');
  expect(await textOf(total)).toContain('What is your overall TOEFL');
  await picture('interview');
  const wrong = await fillsIn(user, total, '900');
  expect(await textOf(wrong)).toContain('900 is not a score that TOEFL');
  const component = await fillsIn(user, wrong, '95');
  expect(await textOf(component)).toContain('What is your lowest TOEFL');
  const documents = await fillsIn(user, component, '22');
  expect(await textOf(documents)).toContain('Which of these documents do you have ready?');
  const outcome = await says(user, 'all except the CV');
  expect(await textOf(outcome)).toContain('Result: conditional');
  expect(await textOf(outcome)).toContain('you have 95, the brochure asks for 80 (15 more than asked)');
  expect(await textOf(outcome)).toContain('This is guidance, not a decision.');
  expect(await buttonsOf(outcome)).toEqual(['Check again', 'Send me a summary', 'Talk to a person']);
  await picture('outcome', 1400);
  expect(await textOf(await presses(user, outcome, 'Send me a summary'))).toContain('Summary of your eligibility check');
});

test('in a group the bot answers who mentions it, wherever its name stands', async () => {
  await openGroupChat(user, 'Applicants 2027');
  expect(await textOf(answersIn(user).first())).toContain('I am the automated admissions assistant');
  const fee = await mentions(user, '@ what is the tuition fee?');
  expect(await textOf(fee)).toContain('The tuition fee is €18,016 per year.');
  expect(await marksOf(fee)).toEqual(['1']);
  expect(await textOf(await mentions(user, 'and how long @ does it take?'))).toContain('two years');
  const unknown = await mentions(user, 'is there a scholarship? @');
  expect(await textOf(unknown)).toContain('does not say anything about scholarships');
  await picture('group', 1100);
  expect(await textOf(await presses(user, unknown, 'Tuition fee'))).toContain('€18,016 per year');
});
