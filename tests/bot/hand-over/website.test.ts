import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endQuiet, type HandOver } from '../../../bot/channels/hand-over/open';
import { sqliteState } from '../../../bot/state/open-state';
import { openSqlite } from '../../../bot/state/sqlite';
import { until } from '../../postgres/until';
import { serveDirectLine, type TestServer } from '../channels/direct-line-server';
import { realIndex } from '../bot';
import { openChat, textsOf, type Chat } from './chat';
import { isSigned, secret, startMailServer, startReceiver, type MailServer, type Receiver } from './receivers';

/** A Thursday morning in the office. */
const start = Date.UTC(2026, 10, 26, 10);
const minute = 60_000;
let clock = start;
/** Time goes on with each look at it. */
const now = () => new Date((clock += 5));

let mail: MailServer;
let receiver: Receiver;
let server: TestServer;
let handOver: HandOver;
let desk: HandOver['desk'];
const database = openSqlite(':memory:');

const channel = '19:office@thread.tacv2';
const env = () => ({
  ...{ SMTP_URL: mail.url, MAIL_FROM: 'assistant@example.edu', HAND_OVER_TO: 'office@example.edu' },
  ...{ HAND_OVER_WEBHOOK_URL: receiver.url, HAND_OVER_WEBHOOK_SECRET: secret, HAND_OVER_TEAMS_CHANNEL: channel },
});

beforeAll(async () => {
  [mail, receiver] = await Promise.all([startMailServer(), startReceiver()]);
  server = await serveDirectLine({ database, env: env(), now });
  if (!server.handOver) throw new Error('nothing can be handed over');
  handOver = server.handOver;
  ({ desk } = handOver);
});

afterAll(async () => {
  await server.stop();
  await Promise.all([mail.stop(), receiver.stop()]);
});

const numberIn = (text: string) => /\b[2-9B-Z]{3}-[2-9B-Z]{3}\b/.exec(text)?.[0] ?? '';

/** Hands a question over, and gives the number of the request. */
async function ask(chat: Chat, question = 'Can I defer my place by a year?'): Promise<string> {
  for (const line of ['person', 'yes', question, 'sam@example.org']) await chat.say(line);
  return numberIn(textsOf(await chat.say('send')));
}

/** What came unasked, once there is as much of it. */
async function hears(chat: Chat, count = 1) {
  const heard: Awaited<ReturnType<Chat['news']>>[number][] = [];
  await until(async () => heard.push(...(await chat.news())) >= count);
  return heard;
}

test('from the question to the letter: what was shown is what arrives, with the number that the student has', async () => {
  const chat = await openChat(server);
  await chat.say('how much is the tuition fee?');
  await chat.say('is there a waiting list?');
  expect(textsOf(await chat.say('person'))).toContain('Shall I go on?');
  expect(textsOf(await chat.say('yes'))).toContain('Shall I send this: "is there a waiting list?"');
  expect(textsOf(await chat.say('yes'))).toContain('At which e-mail address');
  const shown = textsOf(await chat.say('sam@example.org'));
  expect(shown).toMatch(
    /Your question: is there a waiting list\?\nYour e-mail address: sam@example\.org\nWhat was last said here:\nYou: how much is the tuition fee\?\nAssistant: The tuition fee is €18,016[^]*You: is there a waiting list\?\nAssistant: /,
  );
  expect(shown).not.toMatch(/You: (person|yes)/);
  const [confirmed] = await chat.say('send');
  const number = numberIn(confirmed?.text ?? '');
  expect(confirmed?.text).toBe(
    `Your question is on its way to the Admissions office. Its number is ${number}; please name it if you write to them about it. ` +
      'The answer comes here, in this chat, or to sam@example.org. ' +
      'The office is open Monday to Friday from 09:00 to 17:00 (Dutch time). It is open now.',
  );
  await until(
    () => mail.letters.some(({ raw }) => raw.includes(number)) && receiver.posted.some(({ body }) => body.includes(number)),
  );
  const posted = receiver.posted.find(({ body }) => body.includes(number));
  expect(posted && isSigned(posted)).toBe(true);
  const { data } = JSON.parse(posted?.body ?? '{}') as { data: { conversation: string[] } };
  for (const line of data.conversation) expect(shown).toContain(line);
});

test('words of crisis, own data and what was said to the hand-over are not among what is passed on', async () => {
  const chat = await openChat(server);
  for (const line of ['I want to kill myself', 'my data', 'how long does it take?', 'person', 'yes', 'Can I defer my place?'])
    await chat.say(line);
  const shown = textsOf(await chat.say('no e-mail'));
  expect(shown).toContain('You: how long does it take?');
  expect(shown).not.toMatch(/kill|my data|remembered/);
});

test('"send" that arrives twice, also at once, is one request', async () => {
  const chat = await openChat(server);
  for (const line of ['person', 'yes', 'Twice: can I defer my place?', 'sam@example.org']) await chat.say(line);
  await Promise.all([chat.say('send', 'same'), chat.say('send', 'same'), chat.say('send', 'other')]);
  await until(() => mail.letters.some(({ raw }) => raw.includes('Twice')));
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(mail.letters.filter(({ raw }) => raw.includes('Twice'))).toHaveLength(1);
  expect(await server.handOver?.tickets.of({ channel: 'directline', conversation: chat.conversation })).toHaveLength(1);
});

test('a vote down offers a person, once; the yes to it begins', async () => {
  const chat = await openChat(server);
  const [answer] = await chat.say('how much is the tuition fee?');
  await chat.event('feedback', { reply: answer?.id, vote: 'down' });
  await chat.event('feedback', { reply: answer?.id, vote: 'down' });
  const [offer, ...more] = await chat.news();
  expect([offer?.text, more]).toEqual([expect.stringContaining('Shall I pass your question on to a person'), []]);
  expect(textsOf(await chat.say('yes'))).toContain('Shall I go on?');
  const up = await openChat(server);
  const [liked] = await up.say('how much is the tuition fee?');
  await up.event('feedback', { reply: liked?.id, vote: 'up' });
  expect(await up.news()).toEqual([]);
});

describe('a person talks', () => {
  test('what they say comes into the open chat in the name of the office, and what the student says goes to them', async () => {
    const chat = await openChat(server);
    const number = await ask(chat);
    expect(textsOf(await chat.say('how much is the tuition fee?'))).toContain('18,016');
    expect(await desk.take(number, 'Ann')).toBe(true);
    const [begun] = await hears(chat);
    expect([begun?.from.name, begun?.text]).toEqual([
      'Admissions assistant',
      expect.stringContaining('A person from the Admissions office is here now.'),
    ]);
    expect(await chat.say('how much is the tuition fee?')).toEqual([]);
    expect(await desk.answer(number, 'Yes, you <b>can</b>. Shall I explain?')).toBe(true);
    const [answer] = await hears(chat);
    expect([answer?.from, answer?.text]).toEqual([
      { id: 'bot', name: 'Admissions office', role: 'bot' },
      'Yes, you <b>can</b>. Shall I explain?',
    ]);
    expect(answer?.entities).toContainEqual({ type: 'admissions/person', state: 'open', name: 'Admissions office' });
    expect(await chat.say('yes')).toEqual([]);
    const messages = (await server.handOver?.tickets.messages(number)) ?? [];
    expect(messages.map(({ side, text }) => [side, text])).toEqual([
      ['bot', 'Ann'],
      ['student', 'how much is the tuition fee?'],
      ['office', 'Yes, you <b>can</b>. Shall I explain?'],
      ['student', 'yes'],
    ]);
    expect(await desk.close(number, 'office')).toBe(true);
    expect(textsOf(await hears(chat))).toContain('has ended this talk');
    expect(textsOf(await chat.say('how much is the tuition fee?'))).toContain('18,016');
    expect(await desk.answer('nobody', 'hello')).toBe(false);
    await until(() => receiver.posted.some(({ body }) => body.includes('ticket.closed') && body.includes(number)));
    const types = receiver.posted
      .filter(({ body }) => body.includes(number))
      .map(({ body }) => (JSON.parse(body) as { type: string }).type);
    expect(types).toEqual(['ticket.opened', 'ticket.taken', ...Array<string>(3).fill('ticket.message'), 'ticket.closed']);
  });

  test('words of crisis get the care reply, and go to the person too', async () => {
    const chat = await openChat(server);
    const number = await ask(chat);
    await desk.take(number, 'Ann');
    await hears(chat);
    expect(textsOf(await chat.say('I want to kill myself'))).toContain("you don't have to face it alone");
    expect((await server.handOver?.tickets.messages(number))?.map(({ text }) => text)).toContain('I want to kill myself');
  });

  test.each(['back to the bot', 'end'])('"%s" ends it, and the bot answers again', async (text) => {
    const chat = await openChat(server);
    const number = await ask(chat);
    await desk.take(number, 'Ann');
    await hears(chat);
    expect(textsOf(await chat.say(text))).toContain('this is the assistant again');
    expect(textsOf(await chat.say('how much is the tuition fee?'))).toContain('18,016');
    expect(await server.handOver?.tickets.find(number)).toMatchObject({ status: 'closed' });
    expect(await desk.close(number, 'office')).toBe(false);
  });

  test('after a quiet time it ends by itself, and says so', async () => {
    const chat = await openChat(server);
    const number = await ask(chat);
    await desk.take(number, 'Ann');
    await hears(chat);
    const { knowledge } = realIndex();
    const quiet = (minutes: number) => ({ knowledge, now: () => new Date(clock + minutes * minute) });
    const { tickets } = handOver;
    await endQuiet(desk, tickets, quiet(29));
    expect(await tickets.find(number)).toMatchObject({ status: 'taken' });
    await endQuiet(desk, tickets, quiet(30));
    expect(textsOf(await hears(chat))).toBe(
      'Nothing was said for a while, so this talk with the Admissions office has ended. This is the assistant again.',
    );
    expect(textsOf(await chat.say('how much is the tuition fee?'))).toContain('18,016');
  });
});

describe('own data', () => {
  const everything = () =>
    JSON.stringify(
      ['ticket', 'ticket_message', 'outbox', 'state', 'transcript'].map((table) =>
        database.prepare(`SELECT * FROM ${table}`).all(),
      ),
    );

  test('"my data" shows requests, with what both sides have said', async () => {
    const chat = await openChat(server);
    const number = await ask(chat, 'Shown: can I defer?');
    await desk.take(number, 'Ann of the office');
    await desk.answer(number, 'Shown: you can.');
    await hears(chat, 2);
    const shown = textsOf(await chat.say('my data'));
    for (const part of [number, 'Shown: can I defer?', 'Shown: you can.', 'sam@example.org']) expect(shown).toContain(part);
  });

  test.each([
    ['typed', (chat: Chat) => chat.say('delete my data').then(() => chat.say('yes'))],
    ['by the menu', (chat: Chat) => chat.event('delete-my-data')],
  ])('deleting all of it, %s, takes requests with it, and what is still to be sent', async (_, wish) => {
    const chat = await openChat(server);
    const number = await ask(chat, 'Erased: can I defer?');
    await desk.take(number, 'Ann');
    await chat.say('Erased: hello');
    await wish(chat);
    expect(everything()).not.toMatch(new RegExp(`Erased: |${number}`));
  });
});

test('a restart in the middle: the steps, the talk and what was to be sent go on in the next process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hand-over-'));
  const file = join(folder, 'state.db');
  const serve = async (port = 0) => {
    const state = sqliteState(openSqlite(file));
    const running = await serveDirectLine({ state, env: env(), now, port });
    return { running, stop: () => running.stop().then(() => state.close()) };
  };
  let { running, stop } = await serve();
  const port = Number(new URL(running.url).port);
  const again = async () => {
    await stop();
    ({ running, stop } = await serve(port));
  };
  try {
    const chat = await openChat(running);
    for (const line of ['person', 'yes', 'Restarted: can I defer?']) await chat.say(line);
    await again();
    await chat.say('sam@example.org');
    await mail.stop();
    const number = numberIn(textsOf(await chat.say('send')));
    await again();
    await mail.start();
    await until(() => mail.letters.some(({ raw }) => raw.includes(number)));
    await running.handOver?.desk.take(number, 'Ann');
    await hears(chat);
    await again();
    expect(await chat.say('are you there?')).toEqual([]);
    await running.handOver?.desk.answer(number, 'I am.');
    expect(textsOf(await hears(chat))).toBe('I am.');
    expect(mail.letters.filter(({ raw }) => raw.includes(number))).toHaveLength(1);
  } finally {
    await stop();
    rmSync(folder, { recursive: true });
  }
});
