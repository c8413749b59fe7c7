import type { Browser } from 'playwright-core';
import { serveSite, type TestSite } from './site';
import { desktop, openBrowser, phone, Student } from './student';

let site: TestSite;
let browser: Browser;
let student: Student;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

describe.each([
  ['a desk', desktop],
  ['a phone', phone],
])('at %s', (_where, options) => {
  beforeEach(async () => {
    student = await Student.visits(browser, site.url, options);
  });

  afterEach(() => student.leaves());

  test('a student is greeted once, asks the fee, opens the source and follows up', async () => {
    await student.opensChat();
    expect(await student.answers.allInnerTexts()).toEqual([expect.stringContaining('automated admissions assistant')]);
    const fee = await student.asks('What is the tuition fee?');
    expect(fee).toContain('€18,016 per year');
    expect(fee).not.toContain('14,55,250');
    await student.panel.getByText('Source: Brochure, Tuition fees').click();
    expect(await student.page.locator('q').innerText()).toContain('Tuition fees €18,016.00 (14,55,250) per year');
    expect(await student.asks('and how long does it take?')).toMatch(/two years|2 years/i);
    expect(await student.own.allInnerTexts()).toHaveLength(2);
    expect(student.complaints).toEqual([]);
  });

  test('the whole interview, by buttons and by typing, with a step back', async () => {
    await student.opensChat();
    expect(await student.asks('Am I eligible?')).toContain('highest degree');
    expect(await student.panel.locator('.step').innerText()).toBe('Question 1 of 5');
    await student.picks('In the final year of a bachelor');
    expect(await student.panel.locator('.step').innerText()).toBe('Question 2 of 5');
    expect(await student.waitsForAnswer(() => student.button('Back').click())).toContain('highest degree');
    await student.picks("A bachelor's degree (BA, BSc)");
    await student.picks('TOEFL (internet based)');
    expect(await student.asks('is there a scholarship?')).toContain('does not say anything about scholarships');
    expect(await student.asks('95')).toContain('lowest');
    await student.asks('22');
    const outcome = await student.asks('passport and CV');
    expect(outcome).toContain('Result: conditional');
    expect(outcome).toContain('English test');
    expect(await student.page.locator('.checklist .ready').allInnerTexts()).toHaveLength(2);
    expect(await student.panel.locator('.interview').isVisible()).toBe(false);
    expect(await student.panel.getByText('Admissions decides who gets in').first().isVisible()).toBe(true);
    expect(await student.waitsForAnswer(() => student.button('Talk to a person').last().click())).toContain(
      'how to reach a person',
    );
    expect(student.complaints).toEqual([]);
  });

  test('a reload in the middle of the interview loses nothing', async () => {
    await student.opensChat();
    await student.asks('Am I eligible?');
    await student.picks("A bachelor's degree (BA, BSc)");
    const before = await student.page.locator('.message .bubble').allInnerTexts();
    await student.page.reload();
    // On a phone the chat covers the page, so it waits to be opened again.
    if (options === phone) await student.launcher.click();
    await student.answers.nth(2).waitFor();
    expect(await student.page.locator('.message .bubble').allInnerTexts()).toEqual(before);
    expect(await student.page.locator('.choice.chosen').innerText()).toContain("A bachelor's degree (BA, BSc)");
    expect(await student.panel.locator('.step').innerText()).toBe('Question 2 of 5');
    expect(await student.picks('IELTS')).toContain('overall IELTS score');
  });

  test('the network goes and comes back: what was not sent says so, and can be sent again, once', async () => {
    await student.opensChat();
    await student.page.context().setOffline(true);
    await student.panel.getByText('You are offline').waitFor();
    await student.input.fill('What is the tuition fee?');
    await student.input.press('Enter');
    await student.panel.getByText('Not sent.').waitFor();
    await student.page.context().setOffline(false);
    await student.panel.getByText('You are offline').waitFor({ state: 'detached' });
    expect(await student.waitsForAnswer(() => student.button('Try again').first().click())).toContain('€18,016');
    expect(await student.own.count()).toBe(1);
    expect(await student.own.innerText()).not.toContain('Not sent');
    expect(await student.focus()).toBe('textarea');
  });
});

describe('besides', () => {
  beforeEach(async () => {
    student = await Student.visits(browser, site.url);
  });

  afterEach(() => student.leaves());

  test('a vote is shown, and can be changed', async () => {
    await student.opensChat();
    await student.asks('What is the tuition fee?');
    const pressed = (name: string) => student.button(name).getAttribute('aria-pressed');
    await student.button('Helpful').click();
    await student.panel.getByText('Thank you.').waitFor();
    expect(await pressed('Helpful')).toBe('true');
    await student.button('Not helpful').click();
    await student.page.locator('.thumb[aria-pressed=true][aria-label="Not helpful"]').waitFor();
    expect(await pressed('Helpful')).toBe('false');
    await student.page.reload();
    await student.page.locator('.thumb[aria-pressed=true][aria-label="Not helpful"]').waitFor();
    expect(site.logged).toEqual([]);
  });

  test('"delete my data" asks first, then erases here and there, and begins afresh', async () => {
    await student.opensChat();
    await student.asks('What is the tuition fee?');
    const before = await student.stored();
    await student.button('More options').click();
    await student.button('Delete my data').click();
    await student.page.getByRole('button', { name: 'Keep it' }).click();
    expect(await student.own.count()).toBe(1);
    await student.button('More options').click();
    await student.button('Delete my data').click();
    await student.page.getByRole('button', { name: 'Delete it' }).click();
    await student.panel.getByText('Your data has been deleted.').waitFor();
    await student.answers.first().waitFor();
    expect(await student.own.count()).toBe(0);
    expect(await student.answers.count()).toBe(1);
    expect(await student.stored()).not.toBe(before);
    expect(await student.focus()).toBe('textarea');
  });

  test('"delete my data", typed and confirmed, empties the chat, which goes on', async () => {
    await student.opensChat();
    await student.asks('What is the tuition fee?');
    await student.asks('delete my data');
    await student.button('Yes, erase everything').click();
    await student.answers.filter({ hasText: 'is erased' }).waitFor();
    expect(await student.answers.count()).toBe(1);
    expect(await student.asks('When does it start?')).toContain('September 2022');
    await student.page.reload();
    await student.answers.filter({ hasText: 'September 2022' }).waitFor();
    expect(await student.panel.getByText('18,016').count()).toBe(0);
  });

  test('the conversation can be downloaded, with its sources', async () => {
    await student.opensChat();
    await student.asks('What is the tuition fee?');
    await student.button('More options').click();
    const [download] = await Promise.all([
      student.page.waitForEvent('download'),
      student.button('Download the conversation').click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    expect(text).toContain('What is the tuition fee?');
    expect(text).toContain('[1] Brochure, Tuition fees');
  });

  test('it can be copied and printed too', async () => {
    await student.page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.url });
    await student.page.addInitScript('window.print = () => (top.printed = document.body.innerText)');
    await student.page.reload();
    await student.opensChat();
    await student.asks('What is the tuition fee?');
    await student.button('More options').click();
    await student.button('Copy the conversation').click();
    await student.panel.getByText('Copied.').waitFor();
    expect(await student.page.evaluate('navigator.clipboard.readText()')).toContain('€18,016');
    await student.button('More options').click();
    await student.button('Print the conversation').click();
    expect(await student.page.evaluate('window.printed')).toContain('€18,016');
    expect(student.complaints).toEqual([]);
  });

  test('a question that is typed before the line is open is sent when it is', async () => {
    await student.page.route('**/tokens/generate', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await route.continue();
    });
    await student.launcher.click();
    await student.input.fill('What is the tuition fee?');
    await student.input.press('Enter');
    await student.answers.filter({ hasText: '€18,016' }).waitFor();
    expect(await student.panel.getByText('Not sent').count()).toBe(0);
  });

  test('a server that cannot be reached says so, and is tried again', async () => {
    let isDown = true;
    await student.page.route('**/v3/directline/begin', (route) => (isDown ? route.abort() : route.continue()));
    await student.launcher.click();
    await student.panel.getByText('cannot be reached').waitFor();
    expect(await student.barriers()).toEqual([]);
    await student.button('Try again').click();
    await student.button('Try again').focus();
    isDown = false;
    await student.answers.first().waitFor({ timeout: 40_000 });
    // The greeting comes with the first answer of the server, the line a moment later.
    await student.button('Try again').waitFor({ state: 'hidden' });
    expect(await student.focus()).toBe('textarea');
    expect(await student.answers.count()).toBe(1);
  });

  test('where no socket can be had, it asks each second', async () => {
    await student.page.routeWebSocket(/stream/, (socket) => socket.close());
    await student.page.reload();
    await student.opensChat();
    expect(await student.asks('What is the tuition fee?')).toContain('€18,016');
    expect(await student.asks('and the deadline?')).toContain('November 2022');
    expect(await student.answers.count()).toBe(3);
    expect(student.requests.filter((path) => path.endsWith('/activities')).length).toBeGreaterThan(3);
  });

  test('a visitor who comes back a day later, with a token that has ended, goes on where they were', async () => {
    await student.opensChat();
    await student.asks('What is the tuition fee?');
    await student.page.evaluate(`
      for (const [key, value] of Object.entries(localStorage))
        localStorage.setItem(key, JSON.stringify({ ...JSON.parse(value), token: 'x.y.z', ends: 0 }));`);
    await student.page.reload();
    await student.answers.nth(1).waitFor();
    expect(await student.own.allTextContents()).toEqual([expect.stringContaining('What is the tuition fee?')]);
    expect(await student.asks('and for both years?')).toContain('€36,032');
  });

  test('an ended conversation gives way to a new one, and says so', async () => {
    await student.opensChat();
    await student.asks('What is the tuition fee?');
    await student.page.evaluate(`
      for (const [key, value] of Object.entries(localStorage))
        localStorage.setItem(key, JSON.stringify({ ...JSON.parse(value), token: 'x.y.z', ticket: 'x.y.z', ends: 0 }));`);
    await student.page.reload();
    await student.panel.getByText('Your earlier conversation has ended').waitFor();
    await student.answers.first().waitFor();
    expect(await student.own.count()).toBe(0);
    expect(await student.asks('What is the tuition fee?')).toContain('€18,016');
  });

  test('too many messages, and a server that fails: each says so, and nothing is lost', async () => {
    await student.opensChat();
    const answers = [429, 500];
    await student.page.route('**/activities', async (route) => {
      const status = route.request().method() === 'POST' ? answers.shift() : undefined;
      await (status === undefined ? route.fallback() : route.fulfill({ status, json: {} }));
    });
    await student.input.fill('What is the tuition fee?');
    await student.input.press('Enter');
    await student.panel.getByText('too many messages').waitFor();
    await student.button('Try again').first().click();
    await student.panel.getByText('Not sent.').waitFor();
    expect(await student.waitsForAnswer(() => student.button('Try again').first().click())).toContain('€18,016');
  });

  test('nothing can be stored: the student is told so, and of a person; sent again, it is answered and the interview goes on', async () => {
    await student.opensChat();
    await student.asks('am I eligible?');
    site.canWrite(false);
    expect(await student.asks('BSc')).toMatch(/I could not take your message\.[^]*Rapenburg 70, 2311/);
    await student.panel.getByText('Not sent.').waitFor();
    expect(await student.barriers()).toEqual([]);
    site.canWrite(true);
    expect(await student.waitsForAnswer(() => student.button('Try again').first().click())).toContain('Which English test');
    expect(await student.own.count()).toBe(2);
  });

  test('nothing can be stored when the chat is opened: the student is told of a person, once, and greeted when it can', async () => {
    site.canWrite(false);
    await student.launcher.click();
    await student.panel.getByText('Rapenburg 70, 2311').first().waitFor();
    await student.panel.getByText('cannot be reached').waitFor();
    await student.button('Try again').click();
    await student.button('Try again').waitFor();
    site.canWrite(true);
    await student.panel.getByText('Hello!').waitFor({ timeout: 40_000 });
    expect(await student.answers.count()).toBe(2);
  });

  test('what a visitor or the bot writes is never taken for markup', async () => {
    await student.opensChat();
    await student.asks('<img src=x onerror="document.title=1"> **fee**?');
    expect(await student.own.locator('img').count()).toBe(0);
    expect(await student.own.innerText()).toContain('<img src=x');
    expect(await student.page.title()).toContain('Biomedical');
  });
});
