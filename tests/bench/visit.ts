import type { Browser, Page } from 'playwright-core';
import { desktop } from '../widget/student';
import type { HostPage, Places } from './host-pages';
import { countBytes, throttle } from './throttle';

/** What one visit to a page has cost; times in milliseconds. */
export interface Visit {
  readonly loaded: number;
  /** Before the click; tasks up to 50 ms are not told of. */
  readonly longestTask: number;
  readonly bytesBefore: number;
  readonly chat?: Chat;
}

interface Chat {
  readonly bytes: number;
  readonly opened: number;
  readonly answered: number;
  /** By long tasks, each less 50 ms, from the beginning of the visit to the first message. */
  readonly blocked: number;
}

const welcome = 'automated admissions assistant';
const question = 'What is the tuition fee?';
const answer = '18,016';

/** For what trails behind a load or a message to come to an end. */
const calm = 1_000;

/**
 * Watches from within, so that no call of ours runs in the page while it is timed. A message that still fades in is not
 * shown yet; else it is with the next frame.
 */
const watch = `{
  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask', buffered: true });
  let acted = 0;
  for (const type of ['click', 'keydown']) addEventListener(type, ({ timeStamp }) => (acted = timeStamp), true);
  window.bench = {
    tasks,
    shown: (messages, words) => new Promise((resolve, reject) => {
      const late = performance.now() + 90_000;
      const isShown = (message) => message.textContent.includes(words) && message.checkVisibility() && message.getAnimations().length === 0;
      requestAnimationFrame(function look() {
        if ([...messages()].some(isShown)) requestAnimationFrame((at) => resolve({ at, took: at - acted }));
        else if (performance.now() > late) reject(new Error('not shown: ' + words));
        else requestAnimationFrame(look);
      });
    }),
  };
}`;

interface Shown {
  /** Since the beginning of the visit. */
  readonly at: number;
  /** Since the click or the key before it. */
  readonly took: number;
}

/** Somebody with a slow phone's connection and processor, who has never been here before. */
export async function visit(browser: Browser, { places }: HostPage, url: string): Promise<Visit> {
  const context = await browser.newContext(desktop);
  try {
    await context.addInitScript({ content: watch });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const bytes = countBytes(session);
    await throttle(session);
    await page.goto(url, { timeout: 90_000 });
    await page.waitForTimeout(calm);
    const loaded = await page.evaluate<number>(`performance.getEntriesByType('navigation')[0].loadEventStart`);
    const longestTask = await page.evaluate<number>(`Math.max(0, ...bench.tasks.map(({ duration }) => duration))`);
    const before = { loaded, longestTask, bytesBefore: bytes() };
    return places ? { ...before, chat: await talk(page, places, bytes) } : before;
  } finally {
    await context.close();
  }
}

async function talk(page: Page, { launcher, input, messages }: Places, bytes: () => number): Promise<Chat> {
  const opened = await timed(page, messages, welcome, () => click(page, launcher));
  await page.waitForTimeout(calm);
  const blocked = await page.evaluate<number>(
    `bench.tasks.filter(({ startTime }) => startTime < ${opened.at}).reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0)`,
  );
  const bytesOpened = bytes();
  await click(page, input);
  await page.keyboard.insertText(question);
  const answered = await timed(page, messages, answer, () => page.keyboard.press('Enter'));
  return { bytes: bytesOpened, opened: opened.took, answered: answered.took, blocked };
}

async function timed(page: Page, messages: string, words: string, act: () => Promise<void>): Promise<Shown> {
  const shown = page.evaluate<Shown>(`bench.shown(() => ${messages}, '${words}')`);
  const [seen] = await Promise.all([shown, act()]);
  return seen;
}

/** By its place: a locator of Playwright would bring its own script into the page. */
async function click(page: Page, element: string): Promise<void> {
  const { x, y } = await page.evaluate<{ readonly x: number; readonly y: number }>(
    `(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))(${element}.getBoundingClientRect())`,
  );
  await page.mouse.click(x, y);
}
