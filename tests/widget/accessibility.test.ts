import type { Browser, BrowserContextOptions } from 'playwright-core';
import { serveSite, type TestSite } from './site';
import { desktop, openBrowser, phone, Student } from './student';

let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** Through every state of the chat, one after the other; gives what axe-core finds in each. */
async function barriersInEveryState(student: Student): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = { closed: await student.barriers() };
  await student.opensChat();
  found['open, with choices'] = await student.barriers();
  await student.asks('What is the tuition fee?');
  await student.panel.getByText('Source: Brochure').click();
  await student.button('Helpful').click();
  await student.panel.getByText('Thank you.').waitFor();
  found['an answer with its source'] = await student.barriers();
  await student.button('More options').click();
  found['the menu'] = await student.barriers();
  await student.button('Delete my data').click();
  found['the question before erasing'] = await student.barriers();
  await student.page.getByRole('button', { name: 'Keep it' }).click();
  await student.asks('Am I eligible?');
  found['the interview'] = await student.barriers();
  await student.picks('final year');
  await student.asks('TOEFL 95');
  await student.asks('22');
  await student.asks('passport and CV');
  found['the outcome'] = await student.barriers();
  await student.panel.getByText('Details').last().click();
  found['the details of the outcome'] = await student.barriers();
  await student.page.context().setOffline(true);
  await student.panel.getByText('You are offline').waitFor();
  await student.input.fill('hello');
  await student.input.press('Enter');
  await student.panel.getByText('Not sent.').waitFor();
  found['offline, and not sent'] = await student.barriers();
  await student.page.context().setOffline(false);
  return found;
}

const zoomed: BrowserContextOptions = { viewport: { width: 320, height: 200 }, deviceScaleFactor: 4 };

test.each<[string, BrowserContextOptions]>([
  ['at a desk', { ...desktop, reducedMotion: 'reduce' }],
  ['in the dark', { ...desktop, colorScheme: 'dark', reducedMotion: 'reduce' }],
  ['with forced colours', { ...desktop, forcedColors: 'active', reducedMotion: 'reduce' }],
  ['on a phone', { ...phone, reducedMotion: 'reduce' }],
  ['in 320 pixels', { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' }],
  ['at a zoom of 400 %', { ...zoomed, reducedMotion: 'reduce' }],
])('axe-core finds nothing in any state: %s', async (_where, options) => {
  const student = await Student.visits(browser, site.url, options);
  const found = await barriersInEveryState(student);
  expect(Object.keys(found)).toHaveLength(9);
  expect(Object.fromEntries(Object.entries(found).filter(([, barriers]) => barriers.length > 0))).toEqual({});
  await student.leaves();
});

describe('by keyboard and ear', () => {
  let student: Student;

  beforeEach(async () => {
    student = await Student.visits(browser, site.url);
  });

  afterEach(() => student.leaves());

  test('opening puts the focus into the input; Escape closes and gives it back to the launcher', async () => {
    await student.launcher.focus();
    await student.page.keyboard.press('Enter');
    await student.answers.first().waitFor();
    expect(await student.focus()).toBe('textarea');
    await student.page.keyboard.press('Escape');
    expect(await student.panel.isVisible()).toBe(false);
    expect(await student.focus()).toBe('launcher');
    await student.page.keyboard.press('Enter');
    expect(await student.focus()).toBe('textarea');
  });

  test('everything can be reached and used by keyboard alone, and the focus is always seen', async () => {
    const { keyboard } = student.page;
    await student.launcher.focus();
    await keyboard.press('Enter');
    await student.answers.first().waitFor();
    const tabTo = async (name: string, key: string) => {
      for (let i = 0; i < 30; i++) {
        await keyboard.press(key);
        if ((await student.focus()).includes(name)) return;
      }
      throw new Error(`${name} was not reached`);
    };
    await tabTo('choice', 'Shift+Tab');
    await student.waitsForAnswer(() => keyboard.press('Enter'));
    // A button that was pressed keeps the focus; the answer did not take it.
    expect(await student.focus()).toContain('choice');
    await tabTo('thumb', 'Tab');
    await keyboard.press('Space');
    await student.panel.getByText('Thank you.').waitFor();
    await tabTo('plain', 'Shift+Tab');
    await tabTo('plain', 'Shift+Tab');
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    expect(await student.focus()).toBe('item');
    await keyboard.press('Escape');
    expect(await student.focus()).toBe('plain');
    expect(await student.panel.isVisible()).toBe(true);
    await tabTo('quiet', 'Tab');
    expect(await student.style('.quiet:focus-visible', 'outlineStyle')).toBe('solid');
  });

  test('the list of messages is a live region before the first message, and history is not read out again', async () => {
    await student.page.evaluate(`new MutationObserver(() => {
      const log = document.querySelector('admissions-chat').shadowRoot.querySelector('[role=log]');
      if (log) window.messagesAtFirst ??= log.querySelectorAll('.message').length;
    }).observe(document.querySelector('admissions-chat').shadowRoot, { subtree: true, childList: true })`);
    await student.opensChat();
    const log = student.page.locator('[role=log]');
    expect(await student.page.evaluate('window.messagesAtFirst')).toBe(0);
    expect(await log.getAttribute('aria-live')).toBe('polite');
    await student.asks('What is the tuition fee?');
    await student.page.addInitScript(`
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (init) {
        const root = attach.call(this, init);
        new MutationObserver(() => {
          const log = root.querySelector('[role=log]');
          if (log?.querySelector('.message')) window.liveAtFirst ??= log.getAttribute('aria-live');
        }).observe(root, { subtree: true, childList: true });
        return root;
      };`);
    await student.page.reload();
    await student.answers.nth(1).waitFor();
    expect(await student.page.evaluate('window.liveAtFirst')).toBe('off');
    await student.page.locator('[role=log][aria-live=polite]').waitFor();
  });

  test('nothing moves for whoever wants no motion', async () => {
    await student.page.emulateMedia({ reducedMotion: 'reduce' });
    await student.opensChat();
    await student.asks('What is the tuition fee?');
    const moving = await student.page.evaluate('document.querySelector("admissions-chat").shadowRoot.getAnimations().length');
    expect(moving).toBe(0);
  });
});

/** In CSS pixels: 24 at a desk (WCAG 2.5.8), 44 on a phone. */
test.each<[string, BrowserContextOptions, number]>([
  ['a desk', desktop, 24],
  ['a phone', phone, 44],
])('targets at %s are large enough, and nothing is wider than the window', async (_where, options, least) => {
  const student = await Student.visits(browser, site.url, { ...options, reducedMotion: 'reduce' });
  await student.opensChat();
  await student.asks('What is the tuition fee?');
  await student.asks('Am I eligible?');
  const small = await student.page.evaluate<readonly string[]>(`(() => {
    const root = document.querySelector('admissions-chat').shadowRoot;
    return [...root.querySelectorAll('button, summary, textarea, footer a')].filter((one) => one.checkVisibility()).flatMap((one) => {
      const { width, height, left, right } = one.getBoundingClientRect();
      const fits = Math.min(width, height) >= ${least} && left >= 0 && right <= innerWidth;
      return fits ? [] : [one.className + ' ' + one.textContent + ' ' + width + 'x' + height];
    });
  })()`);
  expect(small).toEqual([]);
  await student.leaves();
});
