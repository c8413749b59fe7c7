import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { serveConnector, type Connector } from '../bot/channels/channel-server';
import { mortalBot, type MortalBot } from '../faults/bot-process';
import { script, studentOfChannel, studentOfResponses, studentOfWebsite, type Student, type Tally } from '../faults/student';
import { startPostgres } from '../postgres/start';
import { openBrowser, Student as Visitor } from '../widget/student';
import { balance, type Balancer } from './balancer';

/** How often each instance is restarted; ROLLS=50 npx jest tests/deploy/rolling.test.ts takes some minutes. */
const rolls = Number(process.env.ROLLS ?? 1);
/** Of each way to talk so many students. */
const each = 2;

let connector: Connector;
let browser: Browser;
let bots: readonly MortalBot[];
let balancer: Balancer;
/** In the order in which they end. */
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  const postgres = await startPostgres();
  ends.unshift(() => postgres.stop());
  connector = await serveConnector();
  ends.unshift(() => connector.stop());
  const DATABASE_URL = await postgres.newDatabase();
  bots = await Promise.all(Array.from({ length: 2 }, () => mortalBot({ DATABASE_URL, DRAIN_SECONDS: '5' })));
  ends.unshift(() => Promise.all(bots.map((bot) => bot.kill())));
  await Promise.all(bots.map((bot) => bot.start()));
  balancer = await balance(bots.map(({ url }) => url));
  ends.unshift(() => balancer.stop());
  browser = await openBrowser();
  ends.unshift(() => browser.close());
});

afterAll(async () => {
  for (const end of ends) await end();
});

/** The interview over and over, until told to stop; gives how many turns that were, and what was answered otherwise than before. */
async function talk(student: Student, over: AbortSignal): Promise<{ readonly turns: number; readonly wrong: readonly string[] }> {
  const expected: string[] = [];
  // Twice, as the first answer of all may carry the welcome.
  for (const text of [...script, ...script]) expected.push(await student.say(text));
  expected.splice(0, script.length);
  const wrong: string[] = [];
  let turns = 0;
  for (; !over.aborted; turns += script.length)
    for (const [i, text] of script.entries()) {
      const answer = await student.say(text);
      if (answer !== expected[i]) wrong.push(`${text}: ${answer}`);
    }
  return { turns, wrong };
}

/** In the widget, over its socket, which is lost with each instance that ends; gives how many questions were asked. */
async function chat(visitor: Visitor, over: AbortSignal): Promise<number> {
  let questions = 0;
  for (; !over.aborted; questions += 1) {
    const isOdd = questions % 2 === 1;
    const answer = await visitor.asks(isOdd ? 'when does it start?' : 'what is the tuition fee?');
    expect(answer).toContain(isOdd ? 'September' : '18,016');
  }
  return questions;
}

/** One after the other, and each with a while in which it works. */
async function restartAll(): Promise<void> {
  for (let roll = 0; roll < rolls; roll += 1)
    for (const bot of bots) {
      await pause(1000);
      expect(await bot.stop()).toBe(0);
      await bot.start();
    }
}

test('both instances are restarted one after the other while people talk: no turn fails, and the conversations go on', async () => {
  const tally: Tally = { again: 0, asked: 0 };
  const { url } = balancer;
  const ways = [
    () => studentOfResponses(url, tally),
    () => studentOfChannel(url, connector, tally),
    () => studentOfWebsite(url, tally),
  ];
  const over = new AbortController();
  const visitor = await Visitor.visits(browser, url);
  // A machine that has much else to do takes its time to start an instance.
  visitor.page.setDefaultTimeout(60_000);
  await visitor.opensChat();
  const talking = ways.flatMap((way) => Array.from({ length: each }, () => talk(way(), over.signal)));
  const [talks, questions] = await Promise.all([
    Promise.all(talking),
    chat(visitor, over.signal),
    restartAll().finally(() => over.abort()),
  ]);

  expect(balancer.failed).toEqual([]);
  expect(tally).toEqual({ again: 0, asked: 0 });
  expect(talks.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(talks.filter(({ turns }) => turns === 0)).toEqual([]);
  // All of it, once: what was said, and the welcome before the answers.
  expect([await visitor.own.count(), await visitor.answers.count()]).toEqual([questions, questions + 1]);
  expect(bots.flatMap(({ complaints }) => complaints)).toEqual([]);
  const turns = talks.reduce((sum, talk) => sum + talk.turns, questions);
  console.log(`${2 * rolls} restarts of an instance during ${turns} turns: none failed`);
}, 3_600_000);
