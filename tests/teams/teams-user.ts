import type { Browser, Locator, Page } from 'playwright-core';
import { botName } from './playground';

/** Somebody in front of the playground. */
export interface TeamsUser {
  readonly page: Page;
  /** The scripts of the page that failed. */
  readonly complaints: readonly string[];
}

/** On a busy machine. */
const patience = 30_000;

/** Opens the personal chat, which is empty; the playground installs the bot there with every visit. */
export async function visitTeams(browser: Browser, url: string): Promise<TeamsUser> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  // Its fonts come from the internet.
  await page.route(
    (asked) => asked.origin !== url,
    (route) => route.abort(),
  );
  await page.goto(url);
  await installed(page);
  return { page, complaints };
}

/** The two activities that tell of it have both been answered, so whatever the bot says to them is there. */
async function installed(page: Page): Promise<void> {
  await page.getByText('installationUpdate 200').last().waitFor();
  await page.getByText('conversationUpdate 200').last().waitFor();
  await page.getByTitle('Hide log panel').click();
}

export async function openGroupChat({ page }: TeamsUser, name: string): Promise<void> {
  await page.getByTitle('Toggle Log Panel').click();
  await page.getByTitle('Clear logs').click();
  await page.getByRole('treeitem', { name }).click();
  await installed(page);
}

/** What the bot has said, oldest first. */
export function answersIn({ page }: TeamsUser): Locator {
  return page.locator('.fai-OutputCard');
}

export async function textOf(answer: Locator): Promise<string> {
  await answer.locator('.ac-textBlock, span').first().waitFor();
  return answer.innerText();
}

/** The marks of the sources that can be opened. */
export function marksOf(answer: Locator): Promise<readonly string[]> {
  return answer.locator('.fai-Citation').allInnerTexts();
}

/** What is shown of the source behind the mark, for as long as it is pointed at. */
export async function sourceOf({ page }: TeamsUser, answer: Locator, mark: string): Promise<string> {
  await answer.locator('.fai-Citation', { hasText: mark }).hover();
  const source = page.locator('.fai-PreviewSurface');
  await source.waitFor();
  return source.innerText();
}

/** The labels of its buttons. */
export function buttonsOf(answer: Locator): Promise<readonly string[]> {
  return answer.getByRole('button').filter({ visible: true }).allInnerTexts();
}

export function says(user: TeamsUser, text: string): Promise<Locator> {
  return answerTo(user, async () => {
    await composing(user).click();
    await user.page.keyboard.type(text);
    await user.page.keyboard.press('Enter');
  });
}

/** Says it with the bot's name in it, where "@" stands, taken from the list of those who are there. */
export function mentions(user: TeamsUser, text: string): Promise<Locator> {
  const [before = '', after = ''] = text.split('@');
  return answerTo(user, async () => {
    await composing(user).click();
    await user.page.keyboard.type(`${before}@`);
    await user.page.getByRole('menuitem', { name: botName }).click();
    await user.page.keyboard.type(after);
    await user.page.keyboard.press('Enter');
  });
}

/** Presses a button of a card. */
export function presses(user: TeamsUser, answer: Locator, label: string): Promise<Locator> {
  return answerTo(user, () => answer.getByRole('button', { name: label, exact: true }).click());
}

/** Takes one of the choices under the last message. */
export function takes(user: TeamsUser, label: string): Promise<Locator> {
  return answerTo(user, () => user.page.getByRole('button', { name: label, exact: true }).last().click());
}

/** Types it into the field of a card, and sends the card. */
export function fillsIn(user: TeamsUser, answer: Locator, value: string): Promise<Locator> {
  return answerTo(user, async () => {
    await answer.getByRole('textbox').fill(value);
    await answer.getByRole('button', { name: 'Send', exact: true }).click();
  });
}

/** The place where messages are written; a card may have fields as well. */
function composing({ page }: TeamsUser): Locator {
  return page.locator('[data-lexical-editor]');
}

async function answerTo(user: TeamsUser, action: () => Promise<unknown>): Promise<Locator> {
  const answers = answersIn(user);
  const before = await answers.count();
  await action();
  const answer = answers.nth(before);
  await answer.waitFor();
  return answer;
}
