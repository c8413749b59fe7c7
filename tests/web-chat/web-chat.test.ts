import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { serveDirectLine, type TestServer } from '../bot/channels/direct-line-server';
import { openBrowser } from '../widget/student';
import { fetchWebChat } from './fetch';

/** A page of a site that uses Web Chat, with the bot's own Direct Line in place of Azure's. */
const page = (domain: string, token: string) => `<!doctype html><meta charset="utf-8"><title>Web Chat</title>
<div id="chat" style="height:700px;width:480px"></div><script src="/webchat.js"></script>
<script>WebChat.renderWebChat({ directLine: WebChat.createDirectLine({ domain: '${domain}', token: '${token}' }) }, document.getElementById('chat'));</script>`;

let bot: TestServer;
let site: Server;
let browser: Browser;
let visitor: Page;

beforeAll(async () => {
  const { full } = fetchWebChat();
  bot = await serveDirectLine();
  const generated = await fetch(`${bot.url}/v3/directline/tokens/generate`, { method: 'POST' });
  const { token } = (await generated.json()) as { token: string };
  site = createServer((request, response) => {
    const isScript = request.url === '/webchat.js';
    response.writeHead(200, { 'Content-Type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? readFileSync(full) : page(`${bot.url}/v3/directline`, token));
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  browser = await openBrowser();
  visitor = await browser.newPage();
  await visitor.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
});

afterAll(async () => {
  await browser.close();
  site.close();
  await bot.stop();
});

async function say(text: string): Promise<void> {
  await visitor.getByRole('textbox').fill(text);
  await visitor.keyboard.press('Enter');
}

async function sees(text: string | RegExp): Promise<void> {
  await visitor.getByText(text).last().waitFor({ timeout: 20_000 });
}

/** Web Chat has each choice twice: to be seen, and for screen readers. */
function choice(name: string) {
  return visitor.locator('button.webchat__suggested-action', { hasText: name });
}

test('the welcome comes once, with its choices', async () => {
  await sees(/I am the automated admissions assistant/);
  await choice('Which English test do I need?').waitFor();
  expect(await visitor.locator('.webchat__basic-transcript__activity', { hasText: 'I am the automated' }).count()).toBe(1);
});

test('a question is answered with its source', async () => {
  await say('What is the tuition fee?');
  await sees(/The tuition fee is €18,016 per year\. ?\[1\]/);
  await sees(/Tuition fees €18,016\.00/);
});

test('a choice is taken by its button', async () => {
  await say('hello');
  await say('am I eligible?');
  await sees(/highest degree/);
  await choice("A bachelor's degree (BA, BSc)").click();
  await sees(/Which English test/);
});

test('the outcome of the interview is a card whose buttons are understood', async () => {
  await say('IELTS 6.5');
  await sees(/Which of these documents/);
  await say('all of them');
  await visitor.locator('.ac-adaptiveCard').waitFor({ timeout: 20_000 });
  await sees('Degree: met');
  await visitor.locator('button.ac-pushButton', { hasText: 'Send me a summary' }).click();
  await sees(/Summary of your eligibility check/);
});
