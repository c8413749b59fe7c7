import type { Browser } from 'playwright-core';
import { siteFolder } from '../../bot/paths';
import { readSite } from '../../bot/site';
import { serveDirectLine, type TestServer } from '../bot/channels/direct-line-server';
import { openBrowser, Student } from './student';

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await openBrowser();
  server = await serveDirectLine({
    assets: readSite(siteFolder),
    env: { HAND_OVER_TEAMS_CHANNEL: '19:office@thread.tacv2' },
    now: () => new Date(),
  });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

test('what a person says appears in the open chat, in the name of the office, and nobody is shown to be typing', async () => {
  const student = await Student.visits(browser, server.url);
  await student.opensChat();
  for (const line of ['person', 'yes', 'Can I defer my place by a year?', 'no e-mail']) await student.asks(line);
  await student.asks('send');
  const number = /\b[2-9B-Z]{3}-[2-9B-Z]{3}\b/.exec(await student.answers.last().innerText())?.[0] ?? '';
  const desk = server.handOver?.desk;
  expect(await desk?.take(number, 'Ann')).toBe(true);
  await student.answers.filter({ hasText: 'is here now' }).waitFor();
  await student.input.fill('Are you there?');
  await student.input.press('Enter');
  await student.own.filter({ hasText: 'Are you there?' }).waitFor();
  await student.page.waitForTimeout(300);
  expect(await student.page.locator('.typing').isVisible()).toBe(false);
  await desk?.answer(number, 'I am. <b>Yes</b>, you can.');
  const answer = student.answers.filter({ hasText: 'Yes' }).last();
  await answer.waitFor();
  expect(await answer.locator('.by').innerText()).toContain('Admissions office');
  expect(await answer.locator('.bubble').innerText()).toContain('I am. <b>Yes</b>, you can.');
  // A person is not voted on.
  expect(await answer.getByRole('button').count()).toBe(0);
  await student.asks('back to the bot');
  expect(await student.answers.last().innerText()).toContain('this is the assistant again');
  expect(await student.answers.last().locator('.by').count()).toBe(0);
  expect(student.complaints).toEqual([]);
});
