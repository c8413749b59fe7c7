import { openSqlite } from '../../../bot/state/sqlite';
import { until } from '../../postgres/until';
import { serveDirectLine, type TestServer } from '../channels/direct-line-server';
import { openChat, textsOf, type Chat } from '../hand-over/chat';
import { startMailServer, type MailServer } from '../hand-over/receivers';
import { call, hash, Officer, tokenIn } from './officer';

const database = openSqlite(':memory:');
/** Time goes on with each look at it. */
let clock = Date.UTC(2026, 10, 26, 10);
const now = () => new Date((clock += 5));
let server: TestServer;
let anna: Officer;
let bo: Officer;

beforeAll(async () => {
  server = await serveDirectLine({ database, now, env: { STAFF_PASSWORD_HASH: hash } });
  [anna, bo] = [new Officer(server.url), new Officer(server.url)];
  await anna.signIn('Anna');
  await bo.signIn('Bo');
});
afterAll(() => server.stop());

const numberIn = (text: string) => /\b[2-9B-Z]{3}-[2-9B-Z]{3}\b/.exec(text)?.[0] ?? '';

/** Hands a question over, with no other way to be answered than here. */
async function ask(chat: Chat, question = 'Can I defer my place by a year?', from = 'no e-mail'): Promise<string> {
  for (const line of ['person', 'yes', question, from]) await chat.say(line);
  return numberIn(textsOf(await chat.say('send')));
}

/** What came unasked, once it says so. */
async function hears(chat: Chat, expected: string): Promise<string> {
  let heard = '';
  await until(async () => (heard += textsOf(await chat.news())).includes(expected));
  return heard;
}

const pageOf = (number: string) => `/staff/requests/${number}`;
const hidden = (text: string) => Object.fromEntries([...text.matchAll(/name="(once|by)"\s+value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value])); // prettier-ignore
/** By the form as it is on the page. */
const answer = async (officer: Officer, number: string, text: string) => {
  const { text: page } = await officer.get(pageOf(number));
  return officer.post(`${pageOf(number)}/answer`, { ...hidden(page), text }, pageOf(number));
};

test('the page alone is a way to a person: what is sent where is said, and no address is needed', async () => {
  const chat = await openChat(server);
  const consent = textsOf(await chat.say('person'));
  expect(consent).toContain('It is sent to a page that only the office can open.');
  await chat.say('yes');
  expect(textsOf(await chat.say('Can I defer?'))).toContain('the answer comes back here, in this chat');
  await chat.say('no e-mail');
  const sent = textsOf(await chat.say('send'));
  expect(sent).toMatch(/Its number is .+; .+ The answer comes here, in this chat\. The office is open Monday to Friday/);
  // Nothing waits to be sent to anywhere.
  expect(database.prepare('SELECT * FROM outbox').all()).toEqual([]);
});

test('from the question to the end: both see what the other says, and the assistant keeps out of it', async () => {
  const chat = await openChat(server);
  await chat.say('how much is the tuition fee?');
  const number = await ask(chat, 'Kan ik mijn plaats een jaar uitstellen?', 'sam@example.org');
  const listed = (await anna.get('/staff/requests')).text;
  expect(listed).toMatch(new RegExp(`id="open"[^]*${number}</span> Kan ik mijn plaats[^]*Website · Dutch[^]*id="taken"`));
  const { text } = await anna.get(pageOf(number));
  for (const part of [
    'Waiting',
    'Kan ik mijn plaats een jaar uitstellen?',
    'href="mailto:sam@example.org"',
    'You: how much is the tuition fee?',
    'Dutch',
    'Nothing yet.',
  ])
    expect(text).toContain(part);
  const taken = await anna.post(`${pageOf(number)}/take`, {}, pageOf(number));
  expect(taken.text).toContain('Taken by Anna');
  await hears(chat, 'A person from the Admissions office is here now.');
  expect(await chat.say('Are you there?')).toEqual([]);
  const seen = (await anna.get(pageOf(number))).text;
  expect(seen).toMatch(/class="said student"[^]*Are you there\?/);
  expect((await answer(anna, number, 'Yes, you can.\r\nWrite to us.')).text).toMatch(
    /class="said office"[^]*Anna[^]*Yes, you can\.\nWrite to us\./,
  );
  await hears(chat, 'Yes, you can.\nWrite to us.');
  const entity = (await chat.all())
    .find((said) => said.text?.startsWith('Yes, you can.'))
    ?.entities?.find(({ type }) => type === 'admissions/person');
  expect(entity).toMatchObject({ name: 'Anna, Admissions office' });
  await until(async () => (await anna.get(pageOf(number))).text.includes('Sent to the student'));
  const ended = await anna.post(`${pageOf(number)}/end`, {}, pageOf(number));
  expect(ended.text).toMatch(/Closed[^]*The office has ended it\./);
  await hears(chat, 'The Admissions office has ended this talk.');
  expect(textsOf(await chat.say('how much is the tuition fee?'))).toContain('€18,016');
  expect((await anna.get('/staff/requests')).text).toMatch(new RegExp(`id="closed"[^]*${number}`));
});

test('the student ends it: the page says so, and an answer that comes too late is not sent and not lost', async () => {
  const chat = await openChat(server);
  const number = await ask(chat);
  await answer(anna, number, 'Hello');
  await hears(chat, 'Hello');
  const before = await anna.ask(pageOf(number), {});
  expect(textsOf(await chat.say('back to the bot'))).toContain('this is the assistant again');
  const late = await anna.ask(`${pageOf(number)}/answer`, {
    form: { token: tokenIn(before.text), text: 'Too <late>', once: '2' },
  });
  expect(late.status).toBe(409);
  expect(late.text).toMatch(
    /This request is closed, so nothing was sent\.[^]*The student has ended the talk\.[^]*readonly>Too &lt;late&gt;</,
  );
  expect(textsOf(await chat.all())).not.toContain('Too <late>');
});

test('of two who take it at once one does, and the other is told who; both can answer, each with their name', async () => {
  const chat = await openChat(server);
  const number = await ask(chat);
  const tokens = await Promise.all([anna, bo].map(async (officer) => tokenIn((await officer.ask(pageOf(number), {})).text)));
  const both = await Promise.all(
    [anna, bo].map((officer, i) => officer.ask(`${pageOf(number)}/take`, { form: { token: tokens[i] ?? '' } })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
  const loser = both.findIndex(({ status }) => status === 409);
  const [first, second] = loser === 1 ? ['Anna', 'Bo'] : ['Bo', 'Anna'];
  expect(both[loser]?.text).toContain(`${first} has taken it.`);
  expect(await hears(chat, 'A person from')).not.toMatch(/A person from[^]*A person from/);
  const other = loser === 1 ? bo : anna;
  expect((await other.get(pageOf(number))).text).toContain(`${first} has taken it; you can answer all the same.`);
  const told = await answer(other, number, 'From the other one');
  expect(told.text).toMatch(new RegExp(`class="said office"[^]*${second}`));
});

test('whoever answers what nobody has taken has taken it; two who do so at once are not both heard', async () => {
  const chat = await openChat(server);
  const number = await ask(chat);
  const tokens = await Promise.all([anna, bo].map(async (officer) => tokenIn((await officer.ask(pageOf(number), {})).text)));
  const both = await Promise.all(
    [anna, bo].map((officer, i) =>
      officer.ask(`${pageOf(number)}/answer`, { form: { token: tokens[i] ?? '', text: `Answer ${i}`, once: `x${i}` } }),
    ),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
  const lost = both.find(({ status }) => status === 409);
  expect(lost?.text).toMatch(/has taken it\.[^]*<textarea[^>]*>Answer \d</);
});

test('the same form sent twice is one answer', async () => {
  const chat = await openChat(server);
  const number = await ask(chat);
  await anna.post(`${pageOf(number)}/take`, {}, pageOf(number));
  const form = { token: tokenIn((await anna.ask(pageOf(number), {})).text), text: 'Only once', once: 'same' };
  await Promise.all([1, 2, 3].map(() => anna.ask(`${pageOf(number)}/answer`, { form })));
  await hears(chat, 'Only once');
  expect((await anna.get(pageOf(number))).text.match(/Only once/g)).toHaveLength(1);
});

test.each([
  ['nothing', ' \n ', 'Write your answer'],
  ['too much', 'x'.repeat(2001), 'The answer has 2001 characters; 2000 can be sent at once'],
])('%s is told, and what was written stays', async (_, text, told) => {
  const number = await ask(await openChat(server));
  const refused = await answer(anna, number, text);
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(`<a href="#text">${told}`)]);
  expect(refused.text).toContain(text.trim());
  expect((await anna.get(pageOf(number))).text).toContain('Waiting');
});

const attacks = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '</textarea><script>alert(1)</script>',
  '</title><svg onload=alert(1)>',
  '&lt;script&gt; &amp; &#60;b&#62;',
  '<a href="javascript:alert(1)">x</a>',
  '${alert(1)} {{constructor}} <%= 1 %>',
];

test.each(attacks)('whatever a student or an officer writes (%s) is text wherever it is shown', async (attack) => {
  const chat = await openChat(server);
  await chat.say(`is there a harp? ${attack}`);
  const number = await ask(chat, `Please: ${attack}`);
  const eve = new Officer(server.url);
  await eve.signIn(attack);
  await answer(eve, number, `Answer ${attack}`);
  await chat.say(`Said ${attack}`);
  const escaped = attack.replace(
    /[&<>"']/g,
    (sign) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' }[sign] ?? ''};`,
  );
  const pages = [
    await eve.get(pageOf(number)),
    await eve.get('/staff/requests'),
    await eve.get('/staff'),
    await eve.get(`${pageOf(number)}/talk`),
  ];
  for (const { status, text } of pages) {
    expect(status).toBe(200);
    expect(text).toContain(escaped.slice(0, 40));
    expect(text.replace('<script src="/staff/live.js" defer></script>', '')).not.toMatch(/<(script|img|svg|a href="javascript)/);
  }
});

test('the overview says how many wait, and since when', async () => {
  const { open, taken } = (await server.handOver?.tickets.counts()) ?? { open: 0, taken: 0 };
  const { text } = await anna.get('/staff');
  expect(text).toContain(`${open} request${open === 1 ? '' : 's'}`);
  expect(text).toContain(`${taken} talk${taken === 1 ? '' : 's'}`);
  expect(text).toMatch(/The first waits for less than a minute|The first waits for \d+ (minute|second)/);
});

test('what was erased is not there any more', async () => {
  const chat = await openChat(server);
  const number = await ask(chat);
  await chat.say('delete my data');
  await chat.say('yes');
  expect((await anna.ask(pageOf(number), {})).status).toBe(404);
});

test('what cannot be sent yet is told with its reason', async () => {
  const mail: MailServer = await startMailServer();
  await mail.stop();
  const other = await serveDirectLine({
    env: { STAFF_PASSWORD_HASH: hash, SMTP_URL: mail.url, MAIL_FROM: 'a@example.edu', HAND_OVER_TO: 'b@example.edu' },
  });
  try {
    const number = await ask(await openChat(other));
    const officer = new Officer(other.url);
    await officer.signIn();
    await until(async () =>
      (await officer.get(pageOf(number))).text.includes('Waits to be sent by e-mail, and is tried again: '),
    );
  } finally {
    await other.stop();
  }
});

test('who is not signed in reads nothing of a talk', async () => {
  const number = await ask(await openChat(server));
  for (const path of [pageOf(number), `${pageOf(number)}/talk`]) {
    const told = await call(server.url + path);
    expect([told.status, told.text]).toEqual([303, '']);
  }
});
