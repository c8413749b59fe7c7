import chromium from '@sparticuz/chromium';
import { source as axeSource } from 'axe-core';
import { chromium as playwright, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';

/** One process with contexts of their own: each student has a browser that nobody has used before. */
export async function openBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--headless=shell', '--use-gl=angle', '--use-angle=swiftshader', '--font-render-hinting=none'];
  return playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
}

export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** Somebody in front of the page, and what they do there. */
export class Student {
  /** What the browser complained of: scripts that failed, things that the policy forbade. */
  readonly complaints: string[] = [];
  readonly requests: string[] = [];

  private constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => this.requests.push(new URL(request.url()).pathname));
    page.setDefaultTimeout(10_000);
  }

  static async visits(browser: Browser, url: string, options: BrowserContextOptions = desktop): Promise<Student> {
    const context = await browser.newContext(options);
    const student = new Student(await context.newPage());
    await student.page.goto(url);
    return student;
  }

  get launcher(): Locator {
    return this.page.locator('.launcher');
  }

  get panel(): Locator {
    return this.page.locator('.panel');
  }

  get input(): Locator {
    return this.page.locator('textarea');
  }

  get answers(): Locator {
    return this.page.locator('.message.bot');
  }

  get own(): Locator {
    return this.page.locator('.message.own');
  }

  button(name: string | RegExp): Locator {
    return this.panel.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async opensChat(): Promise<void> {
    await this.launcher.click();
    await this.answers.first().waitFor();
  }

  /** Types it and sends it; gives the answer as it is shown. */
  async asks(question: string): Promise<string> {
    return this.waitsForAnswer(async () => {
      await this.input.fill(question);
      await this.input.press('Enter');
    });
  }

  async picks(label: string): Promise<string> {
    return this.waitsForAnswer(() => this.page.locator('.choice:not([aria-disabled])', { hasText: label }).first().click());
  }

  async waitsForAnswer(action: () => Promise<unknown>): Promise<string> {
    const before = await this.answers.count();
    await action();
    await this.answers.nth(before).waitFor();
    return this.answers.nth(before).innerText();
  }

  /** Where the focus is, also inside the shadow root: the class or the name of the element. */
  focus(): Promise<string> {
    return this.page.evaluate<string>(
      `(() => { const host = document.activeElement; const at = host?.shadowRoot?.activeElement ?? host; return at?.className || at?.localName || ''; })()`,
    );
  }

  /** How an element of the chat is shown in the end. */
  style(selector: string, property: string): Promise<string> {
    return this.page.evaluate<string>(
      `getComputedStyle(document.querySelector('admissions-chat').shadowRoot.querySelector('${selector}')).${property}`,
    );
  }

  stored(): Promise<string> {
    return this.page.evaluate<string>(
      'JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])',
    );
  }

  /** What axe-core finds on all of the page, with each rule that it has. */
  async barriers(): Promise<readonly string[]> {
    await this.page.evaluate(axeSource);
    return this.page.evaluate<readonly string[]>(
      `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + failureSummary)))`,
    );
  }

  async leaves(): Promise<void> {
    await this.page.context().close();
  }
}
