import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openDesk } from '../../../bot/learn/desk';
import { keepAlive, type LivingAnswerer } from '../../../bot/living/living-answerer';
import { knowledgeThread } from '../../../bot/paths';
import { prepareIndex } from '../../../bot/understand/prepare';
import { loadKnowledge } from '../../../knowledge/load';
import { sqliteState } from '../../../bot/state/open-state';
import { teach as teachIn } from '../../../bot/staff/teach';
import { openSqlite } from '../../../bot/state/sqlite';
import { until } from '../../postgres/until';
import { serveDirectLine, type TestServer } from '../channels/direct-line-server';
import { openChat, textsOf } from '../hand-over/chat';
import { folderOf, smallBase } from '../learn/small-base';
import { after } from '../bot';
import { hash, Officer, tokenIn, type Sending } from './officer';

const place = mkdtempSync(join(tmpdir(), 'staff-questions-'));
const folder = join(place, 'knowledge');
const state = sqliteState(openSqlite(':memory:'));
const log = { info: () => undefined, error: () => undefined };
let answerer: LivingAnswerer;
let server: TestServer;
let anna: Officer;

beforeAll(async () => {
  for (const { file, text } of smallBase) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const models = join(place, 'models');
  const places = { folder, modelFolder: models, thread: knowledgeThread };
  answerer = keepAlive(prepareIndex(loadKnowledge(folder), models), () => after, places, log);
  server = await serveDirectLine({ answerer, state, env: { STAFF_PASSWORD_HASH: hash, KNOWLEDGE_DIR: folder } });
  anna = new Officer(server.url);
  await anna.signIn();
});
afterAll(async () => {
  await server.stop();
  await answerer.stop();
  await state.close();
  rmSync(place, { recursive: true });
});

const fileOf = (name: string) => readFileSync(join(folder, name), 'utf8');
const ask = async (question: string) => textsOf(await (await openChat(server)).say(question));
const missed = (question: string) =>
  state.turnLog.miss({ at: new Date('2026-11-23T09:00:00Z'), why: 'declined', question, topics: [], knowledge: 'k' });
const statusOf = async (question: string) => (await state.turnLog.missed()).find((one) => one.question === question)?.status;
/** The page of the group with this question in it. */
const groupOf = async (question: string) => {
  const { text } = await anna.get('/staff/questions');
  const found = new RegExp(`href="(/staff/questions/\\d+)">“${question}`).exec(text)?.[1];
  if (found === undefined) throw new Error(`${question} is not listed`);
  return found;
};
const boxesIn = (text: string) => [...text.matchAll(/name="ask" value="([\d-]+)"/g)].map(([, value]) => value ?? '');
const query = (fields: Readonly<Record<string, string | readonly string[]>>) =>
  new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as [string, string]))).toString(); // prettier-ignore

/** Through the form, the check and the button; gives the check and the page after it. */
async function teach(question: string, fields: Readonly<Record<string, string>>, officer = anna) {
  const at = await groupOf(question);
  const ids = boxesIn((await officer.get(at)).text);
  const chosen = { ask: ids, ...fields };
  const checked = await officer.get(`${at}/check?${query(chosen)}`);
  const form: Sending['form'] = { token: tokenIn(checked.text), ...chosen };
  const done = await officer.ask(at, { form });
  return { checked, done, after: await officer.get(done.headers.location ?? '/staff/questions') };
}

test('three questions that students asked in vain are taught, and the running bot answers them from then on', async () => {
  const [fee, harp, match] = ['zorb flurb mibble wug', 'is there a harp in the flurb', 'who won the wug match mibble'];
  for (const question of [fee, harp, match]) await ask(question);
  expect((await state.turnLog.missed()).map(({ question }) => question)).toEqual(expect.arrayContaining([fee, harp, match]));
  expect((await anna.get('/staff')).text).toMatch(/<strong>3 missed questions<\/strong>/);

  const before = fileOf('phrasings/tuition-fee.yaml');
  const first = await teach(fee, { do: 'assign', card: 'tuition-fee' });
  expect(first.checked.text).toMatch(
    /From now on this asks for <strong>Tuition fee<\/strong>[^]*“zorb flurb mibble wug”[^]*phrasings\/tuition-fee\.yaml/,
  );
  expect([first.done.status, first.after.text]).toEqual([
    303,
    expect.stringContaining('Written: <code>phrasings/tuition-fee.yaml</code>. The running assistant takes it within seconds.'),
  ]);
  expect(fileOf('phrasings/tuition-fee.yaml')).toBe(`${before}- ${fee}\n`);

  const subject = { do: 'subject', title: 'Harps', about: 'harps', near: 'location', id: 'harp' };
  const second = await teach(harp, subject);
  expect(second.checked.text).toContain('the brochure does not say anything about <strong>harps</strong>');
  expect(second.after.text).toContain('Written: <code>not-covered/further.yaml</code>, <code>phrasings/harp.yaml</code>.');

  const third = await teach(match, { do: 'ignore' });
  expect(third.checked.text).toContain('These are not asked about again');
  expect(third.after.text).toMatch(/It is not asked about again\.[^]*There is none that nobody has looked at\./);

  expect(await Promise.all([fee, harp, match].map(statusOf))).toEqual(['assigned', 'assigned', 'ignored']);
  await until(async () => (await ask(fee)).includes('€18,016'), 90_000);
  await until(async () => (await ask(harp)).includes('does not say anything about harps'), 90_000);
});

test('what another way of asking is in the way of is told before anything is written', async () => {
  await missed('How much are the fees?');
  const at = await groupOf('How much are the fees');
  const [box = ''] = boxesIn((await anna.get(at)).text);
  const before = fileOf('phrasings/duration.yaml');
  const refused = await anna.get(`${at}/check?${query({ ask: box, do: 'assign', card: 'duration' })}`);
  expect(refused.status).toBe(422);
  expect(refused.text).toMatch(
    /There is a problem[^]*the phrasing &quot;How much are the fees\?&quot; stands in phrasings\/[\w-]+\.yaml already/,
  );
  await teach('How much are the fees', { do: 'ignore' });
  await missed('the fees are how much wug');
  const other = await teach('the fees are how much wug', { do: 'assign', card: 'duration' });
  expect(other.checked.text).toMatch(/Caution[^]*“the fees are how much wug”: /);
  expect(other.checked.text).toMatch(
    /Tried with \d+ labelled questions that\s+have a word in common with it:\s+\d+\s+(is|are) answered better,\s+\d+ worse\./,
  );
  expect(fileOf('phrasings/duration.yaml')).toBe(`${before}- the fees are how much wug\n`);
});

test('words that mean the same are taught together, but for those that are struck out', async () => {
  for (const question of ['may I bring my wug into the lecture', 'can i bring my wug to a lecture']) await missed(question);
  const at = await groupOf('(?:may|can) (?:I|i) bring my wug');
  const boxes = boxesIn((await anna.get(at)).text);
  expect(boxes).toHaveLength(2);
  const form = { ask: boxes[0] ?? '', do: 'subject', title: 'Wugs', about: 'wugs', near: 'location', id: 'wug' };
  await anna.post(at, form, `${at}/check?${query(form)}`);
  expect(
    (await state.turnLog.missed())
      .filter(({ question }) => question.includes('wug') && question.includes('lecture'))
      .map(({ status }) => status)
      .sort(),
  ).toEqual(['assigned', 'open']);
});

test.each<[Readonly<Record<string, string | readonly string[]>>, RegExp]>([
  [{}, /Choose what to do about it/],
  [{ do: 'assign', card: 'tuition-fee' }, /<a href="#ask">Choose at least one/],
  [{ do: 'assign', ask: '1', card: '' }, /<a href="#card">Choose what it asks for/],
  [{ do: 'assign', ask: '1', card: 'nowhere' }, /<a href="#card">Choose what it asks for/],
  [{ do: 'assign', ask: '1', card: '../../etc' }, /<a href="#card">/],
  [{ do: 'subject', ask: '1', title: '', about: '', near: '', id: 'No Id' }, /#title[^]*#about[^]*#near[^]*#id/],
  [{ do: 'subject', ask: '1', title: 'T', about: 'a', near: 'location', id: '../x' }, /#id/],
  [{ do: 'subject', ask: ['x', '1-y', '-'], title: 'T', about: 'a', near: 'location', id: '__proto__' }, /#id/],
])('%j is told, by the field', async (fields, told) => {
  await missed('gribble frotz');
  const at = await groupOf('gribble frotz');
  const page = await anna.get(`${at}/check?${query(fields)}`);
  expect([page.status, page.text]).toEqual([422, expect.stringMatching(told)]);
});

test('a card that would not hold is refused with the reason, and nothing is changed', async () => {
  await missed('gribble frotz');
  const at = await groupOf('gribble frotz');
  const [ids = ''] = boxesIn((await anna.get(at)).text);
  const form = { ask: ids, do: 'subject', title: 'Three', about: 'the 3 frotzes', near: 'location', id: 'frotz' };
  const refused = await anna.get(`${at}/check?${query(form)}`);
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('a number in what is not answered')]);
  const posted = await anna.ask(at, { form: { ...form, token: tokenIn((await anna.get('/staff')).text) } });
  expect(posted.status).toBe(422);
  expect(await statusOf('gribble frotz')).toBe('open');
});

test('what a student wrote is text on each of the pages', async () => {
  const attack = 'wibble <script>alert(1)</script> "><img src=x>';
  await missed(attack);
  const at = /href="(\/staff\/questions\/\d+)">“wibble/.exec((await anna.get('/staff/questions')).text)?.[1] ?? '';
  const [ids = ''] = boxesIn((await anna.get(at)).text);
  const pages = [
    await anna.get('/staff/questions'),
    await anna.get(at),
    await anna.get(`${at}/check?${query({ ask: ids, do: 'assign', card: 'location' })}`),
    await anna.get(`${at}/check?${query({ ask: ids, do: 'ignore' })}`),
    await anna.get(`${at}/check?${query({ ask: ids, do: 'subject', title: attack, about: attack, near: attack, id: attack })}`),
    await anna.get('/staff/report?from=2026-11-20&to=2026-11-23'),
    await anna.get(`/staff/questions?changed=${encodeURIComponent(attack)}`),
  ];
  for (const { text } of pages) expect(text).not.toMatch(/<script>|<img/);
  expect(pages.slice(0, 4).every(({ text }) => text.includes('wibble &lt;script&gt;'))).toBe(true);
  expect(pages[6]?.text).not.toContain('Written');
});

test('somebody else was quicker', async () => {
  await missed('snorkle frabjous');
  const at = await groupOf('snorkle frabjous');
  const [ids = ''] = boxesIn((await anna.get(at)).text);
  await state.turnLog.settle(ids.split('-').map(Number), 'ignored');
  for (const path of [at, `${at}/check?${query({ ask: ids, do: 'assign', card: 'location' })}`])
    expect((await anna.get(path)).text).toContain('Somebody has taught this question meanwhile');
});

test('the report is shown, and can be taken along', async () => {
  const { text } = await anna.get('/staff/report?from=2026-11-20&to=2026-11-23');
  expect(text).toMatch(/<title>Report, 2026-11-20 to 2026-11-23/);
  expect(text).toMatch(/What became of the messages[^]*Missed questions/);
  expect(text.match(/<h1/g)).toHaveLength(1);
  const kept = await anna.ask('/staff/report.md?from=2026-11-20&to=2026-11-23', {});
  expect(kept.headers).toMatchObject({
    'content-type': 'text/markdown; charset=utf-8',
    'content-disposition': 'attachment; filename="report.md"',
  });
  expect(kept.text).toMatch(/^# Admissions assistant: 2026-11-20 to 2026-11-23/);
  expect((await anna.ask('/staff/report.html?from=2026-11-20&to=2026-11-23', {})).text).toMatch(/^<!doctype html>/);
});

test.each([
  ['from=2026-02-30', /#from">From 2026-02-30: expected a day/],
  ['from=2026-11-24&to=2026-11-23', /From 2026-11-24 lies after To 2026-11-23/],
  ['from=2000-01-01&to=2026-01-01', /a report is of 366 days at most/],
  ["to=';DROP TABLE turn", /#to">To &#39;;DROP TABLE turn: expected a day/],
])('a period that is none (%s) is told', async (period, told) => {
  const page = await anna.get(`/staff/report?${period}`);
  expect([page.status, page.text]).toEqual([422, expect.stringMatching(told)]);
  expect((await anna.ask(`/staff/report.md?${period}`, {})).status).toBe(422);
});

test('students are answered while a change is tried', async () => {
  await missed('plugh xyzzy');
  const at = await groupOf('plugh xyzzy');
  const [ids = ''] = boxesIn((await anna.get(at)).text);
  let isDone = false;
  const checking = anna
    .get(`${at}/check?${query({ ask: ids, do: 'assign', card: 'location' })}`)
    .then((told) => ((isDone = true), told));
  expect(await ask('What is the tuition fee?')).toContain('tuition fee');
  expect(isDone).toBe(false);
  expect((await checking).status).toBe(200);
});

test('a knowledge base that does not hold is told, with what is wrong, and nothing is changed', async () => {
  const whole = fileOf('topics/practical.yaml');
  writeFileSync(join(folder, 'topics/practical.yaml'), whole.replace('fee: €18,016', 'fee: €19,016'));
  const told = await anna.get('/staff/questions');
  expect([told.status, told.text]).toEqual([
    503,
    expect.stringMatching(/The knowledge base does not hold[^]*topics\/practical\.yaml:\d+:\d+/),
  ]);
  writeFileSync(join(folder, 'topics/practical.yaml'), whole);
  expect((await anna.get('/staff/questions')).status).toBe(200);
});

test('where the files cannot be written there are the lines to copy, and the question stays', async () => {
  const desk = openDesk({ read: folderOf(smallBase).read, write: () => { throw Object.assign(new Error('read-only'), { code: 'EROFS' }); } }, join(place, 'models'), {
    missed: () => Promise.resolve([{ id: 7, at: after, why: 'declined', question: 'quux frobnicate', topics: [], knowledge: 'k', status: 'open' }]),
    settle: () => Promise.reject(new Error('it was settled')),
  }); // prettier-ignore
  expect(await teachIn({ ids: [7], to: { kind: 'card', id: 'location' } }, desk)).toEqual({
    kind: 'read-only',
    yaml: '# knowledge/phrasings/location.yaml\n- quux frobnicate\n',
  });
});
