import type { Browser } from 'playwright-core';
import { serveSite, servePage, type TestSite } from './site';
import { desktop, openBrowser, phone, Student } from './student';

let bot: TestSite;
let browser: Browser;

beforeAll(async () => {
  [bot, browser] = await Promise.all([serveSite(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await bot.stop();
});

/** Another site, with nothing but the one script on its page. */
async function visitsHost(html: string, options = desktop): Promise<Student> {
  const socket = bot.url.replace('http', 'ws');
  const policy = `default-src 'none'; script-src ${bot.url} 'nonce-host'; style-src 'nonce-host'; connect-src ${bot.url} ${socket}; base-uri 'none'; form-action 'none'`;
  const host = await servePage(html, policy);
  const student = await Student.visits(browser, host.url, options);
  student.page.on('close', () => void host.stop());
  return student;
}

const page = (attributes: string, more = '', html = 'lang="en"') =>
  `<!doctype html><html ${html}><head><title>Host</title>${more}</head><body><main><h1>Host</h1><p>Words of the page.</p></main>
  <script src="${bot.url}/widget.js" ${attributes}></script></body></html>`;

test('until the chat is opened, one small script is fetched and nothing is stored', async () => {
  const student = await Student.visits(browser, bot.url);
  await student.launcher.waitFor();
  await student.page.waitForLoadState('networkidle');
  expect(student.requests.filter((path) => !/^\/(demo\.(js|css)|favicon\.ico)?$/.test(path))).toEqual(['/widget.js']);
  expect(await student.stored()).toBe('[[],[],""]');
  await student.opensChat();
  expect(JSON.parse(await student.stored())).toEqual([
    [[expect.any(String), expect.any(String)]],
    [['admissions-chat-open', '']],
    '',
  ]);
  await student.leaves();
});

test('it works on another origin, under a policy without unsafe-inline', async () => {
  const student = await visitsHost(page(''));
  await student.opensChat();
  expect(await student.asks('What is the tuition fee?')).toContain('€18,016');
  await student.asks('Am I eligible?');
  expect(student.complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
  await student.leaves();
});

test('the chat moves to a hosted Direct Line by one setting of the bot', async () => {
  const hosted = await serveSite();
  const own = await serveSite({ DIRECT_LINE_SECRET: 'of the hosted line', DIRECT_LINE_DOMAIN: hosted.url });
  const host = await servePage(
    `<!doctype html><html lang="en"><title>Host</title><script src="${own.url}/widget.js"></script></html>`,
    `default-src 'none'; script-src ${own.url}; connect-src ${own.url} ${hosted.url} ${hosted.url.replace('http', 'ws')}`,
  );
  const student = await Student.visits(browser, host.url);
  const asked: string[] = [];
  student.page.on('request', (request) => asked.push(request.url()));
  await student.opensChat();
  expect(await student.asks('What is the tuition fee?')).toContain('€18,016');
  const ofOwn = asked.filter((url) => url.startsWith(own.url) && url.includes('/v3/'));
  expect(ofOwn).toEqual([`${own.url}/v3/directline/begin`, `${own.url}/v3/directline/tokens/generate`]);
  await student.page.reload();
  await student.answers.nth(1).waitFor();
  expect(await student.asks('and for both years?')).toContain('€36,032');
  await student.leaves();
  await Promise.all([own.stop(), hosted.stop(), host.stop()]);
});

test('rules of the host page reach neither the launcher nor the panel, nor do ours reach the page', async () => {
  const hostile = `<style nonce="host">
    * { color: red !important; font: 40px cursive !important; letter-spacing: 9px; text-transform: uppercase; direction: rtl; }
    body * { position: static !important; display: inline !important; opacity: 0.1 !important; transform: rotate(9deg) !important; visibility: hidden !important; z-index: -1 !important; }
    button, dialog, section, textarea { display: none !important; }
    html { font-size: 3px; }
  </style>`;
  const still = { ...desktop, reducedMotion: 'reduce' as const };
  const plain = await visitsHost(page(''), still);
  const student = await visitsHost(page('', hostile), still);
  const boxes = await Promise.all(
    [plain, student].map(async (one) => {
      const launcher = await one.launcher.boundingBox();
      await one.opensChat();
      await one.page.waitForTimeout(400);
      return [launcher, await one.panel.boundingBox(), await one.answers.first().boundingBox()];
    }),
  );
  expect(boxes[1]).toEqual(boxes[0]);
  expect(await student.style('.message', 'color')).toBe('rgb(25, 28, 46)');
  expect(await student.style('.message', 'letterSpacing')).toBe('normal');
  expect(await student.page.evaluate('getComputedStyle(document.querySelector("admissions-chat")).opacity')).toBe('1');
  expect(await plain.page.evaluate('getComputedStyle(document.querySelector("h1")).color')).toBe('rgb(0, 0, 0)');
  await plain.leaves();
  await student.leaves();
});

test('on a page that is read from right to left it stays whole, at the side that was asked for', async () => {
  const student = await visitsHost(page('data-position="left"', '', 'lang="ar" dir="rtl"'));
  await student.opensChat();
  await student.asks('What is the tuition fee?');
  const box = await student.panel.boundingBox();
  expect(box?.x).toBe(20);
  expect(box?.width).toBe(400);
  expect(await student.style('.message.bot', 'direction')).toBe('ltr');
  await student.leaves();
});

test('attributes set title, subtitle, language, theme and the privacy notice; a script is no address', async () => {
  const student = await visitsHost(
    page('data-title="Ask Leiden" data-subtitle="In het kort" data-lang="nl" data-theme="dark" data-privacy-url="/privacy"'),
  );
  expect(await student.launcher.innerText()).toBe('Stel een vraag');
  await student.opensChat();
  expect(await student.page.locator('h2').innerText()).toBe('Ask Leiden');
  expect(await student.panel.getByText('In het kort').isVisible()).toBe(true);
  expect(await student.panel.getByRole('link', { name: 'Privacyverklaring' }).getAttribute('href')).toMatch(/^http.*\/privacy$/);
  expect(await student.button('Praat met een medewerker').isVisible()).toBe(true);
  expect(await student.style('.panel', 'colorScheme')).toBe('dark');
  expect(await student.page.locator('admissions-chat').getAttribute('title')).toBe(null);
  await student.leaves();
  const other = await visitsHost(page('data-privacy-url="javascript:alert(1)"'));
  await other.opensChat();
  expect(await other.panel.locator('footer a').count()).toBe(0);
  await other.leaves();
});

test('the site changes colours by custom properties and parts', async () => {
  const style = `<style nonce="host">
    admissions-chat { --admissions-accent: #7a0019; }
    admissions-chat::part(launcher) { border-radius: 3px; }
  </style>`;
  const student = await visitsHost(page('', style));
  expect(await student.style('.launcher', 'backgroundColor')).toBe('rgb(122, 0, 25)');
  expect(await student.style('.launcher', 'borderRadius')).toBe('3px');
  await student.leaves();
});

test('the page opens and closes it by its attribute, and is told of what happens', async () => {
  const student = await visitsHost(page(''));
  await student.page.evaluate(`window.told = [];
    for (const name of ['open', 'close', 'message', 'error'])
      document.querySelector('admissions-chat').addEventListener('admissions-chat-' + name, ({ type, detail }) => window.told.push(type.slice(16) + (detail.from ?? '')))`);
  await student.page.evaluate('document.querySelector("admissions-chat").setAttribute("open", "")');
  await student.answers.first().waitFor();
  await student.asks('What is the tuition fee?');
  await student.page.evaluate('document.querySelector("admissions-chat").removeAttribute("open")');
  expect(await student.panel.isVisible()).toBe(false);
  expect(await student.page.evaluate('window.told')).toEqual(['open', 'messagebot', 'messageuser', 'messagebot', 'close']);
  await student.leaves();
});

test('an element that the page holds already is taken, with its attributes', async () => {
  const student = await visitsHost(
    page('', '').replace('<main>', '<admissions-chat title="Ours" position="left"></admissions-chat><main>'),
  );
  await student.opensChat();
  expect(await student.page.locator('admissions-chat').count()).toBe(1);
  expect(await student.page.locator('h2').innerText()).toBe('Ours');
  await student.leaves();
});

test('a chat that is open from the start leaves the focus to the page', async () => {
  const student = await visitsHost(page('data-open'));
  await student.answers.first().waitFor();
  expect(await student.focus()).toBe('body');
  await student.leaves();
});

test('what comes while it is closed is told on the launcher', async () => {
  const student = await visitsHost(page(''));
  await student.opensChat();
  await student.page.route('**/activities', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await student.input.fill('What is the tuition fee?');
  await student.input.press('Enter');
  await student.page.keyboard.press('Escape');
  await student.page.getByText('1 new message').waitFor();
  await student.launcher.click();
  await student.page.keyboard.press('Escape');
  expect(await student.launcher.innerText()).toBe('Ask a question');
  await student.leaves();
});

test('a chat that cannot be loaded says so, and can be tried again', async () => {
  const student = await visitsHost(page(''));
  let isDown = true;
  await student.page.route(/chat-/, (route) => (isDown ? route.abort() : route.continue()));
  await student.launcher.click();
  await student.page.getByText('Could not load. Try again').waitFor();
  isDown = false;
  await student.opensChat();
  await student.page.keyboard.press('Escape');
  expect(await student.launcher.innerText()).toBe('Ask a question');
  await student.leaves();
});

test('a phone shows it in the whole window, and "back" and the next page find it as it was', async () => {
  const student = await Student.visits(browser, bot.url, phone);
  await student.opensChat();
  await student.asks('What is the tuition fee?');
  await student.page.waitForTimeout(300);
  expect(await student.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  await student.page.goto(`${bot.url}/?another-page`);
  expect(await student.panel.count()).toBe(0);
  await student.launcher.click();
  await student.answers.nth(1).waitFor();
  expect(await student.own.count()).toBe(1);
  await student.leaves();
});
