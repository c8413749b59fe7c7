import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { serveConnector, type Connector } from '../bot/channels/channel-server';
import { startPostgres } from '../postgres/start';
import { mortalBot, type MortalBot } from './bot-process';
import { until } from '../postgres/until';
import { script, studentOfChannel, studentOfResponses, studentOfWebsite, type Student, type Tally } from './student';

/** How often it happens; `npm run faults` makes it 200 times, which takes some minutes. */
const times = Number(process.env.FAULTS ?? 3);
/** Whoever waits for many hears of it now and then. */
const tellEach = 20;
/** Of each way to talk so many students. */
const each = 4;

const folder = mkdtempSync(join(tmpdir(), 'faults-'));
let connector: Connector;
const ends: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(ends.splice(0).map((end) => end())));
beforeAll(async () => (connector = await serveConnector()));
afterAll(() => {
  connector.stop();
  rmSync(folder, { recursive: true });
});

interface Talk {
  readonly way: string;
  readonly student: Student;
  /** What was answered before anything happened. */
  readonly expected: readonly string[];
  /** What was answered otherwise later. */
  readonly wrong: string[];
  turns: number;
}

const ways: Readonly<Record<string, (url: string, tally: Tally) => Student>> = {
  'in the response': studentOfResponses,
  'by a channel': (url, tally) => studentOfChannel(url, connector, tally),
  'on the website': studentOfWebsite,
};

/** The same twice, as the first answer of all may carry the welcome; nothing happens yet. */
async function undisturbed(student: Student): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const text of [...script, ...script]) answers.push(await student.say(text));
  return answers.slice(script.length);
}

/** Students of all ways talk until told to stop; `happens` in the middle of it, so many times. */
async function talkWhile(bot: MortalBot, happens: () => Promise<void>) {
  const tally: Tally = { again: 0, asked: 0 };
  const over = new AbortController();
  const talks = await Promise.all(Object.keys(ways).flatMap((way) => Array.from({ length: each }, () => begin(way, bot, tally))));
  const talking = talks.map((talk) => goOn(talk, over.signal));
  const turns = () => talks.reduce((sum, talk) => sum + talk.turns, 0);
  for (let n = 0; n < times; n += 1) {
    // There is talk in the middle of which it happens, on a slow machine too, and everybody comes to an answer at last.
    const before = turns();
    await until(() => turns() >= before + talks.length, 600_000);
    await pause(400 * Math.random());
    await happens();
    if ((n + 1) % tellEach === 0) process.stderr.write(`${n + 1} of ${times}: ${turns()} turns\n`);
  }
  over.abort();
  await Promise.all(talking);
  return { talks, tally };
}

async function begin(way: string, { url }: MortalBot, tally: Tally): Promise<Talk> {
  const student = (ways[way] ?? studentOfResponses)(url, tally);
  const expected = await undisturbed(student);
  expect(expected.at(-2)).toContain('Result: eligible, going by the brochure');
  return { way, student, expected, wrong: [], turns: 0 };
}

async function goOn(talk: Talk, over: AbortSignal): Promise<void> {
  while (!over.aborted)
    for (const [i, text] of script.entries()) {
      const answer = await talk.student.say(text);
      talk.turns += 1;
      if (answer !== talk.expected[i]) talk.wrong.push(`${text}: ${answer}`);
    }
}

function tell(what: string, { talks, tally: { again, asked } }: Awaited<ReturnType<typeof talkWhile>>): void {
  const of = (way: string) => talks.filter((talk) => talk.way === way);
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  const told = Object.keys(ways).map((way) => `${way} ${sum(of(way).map(({ turns }) => turns))} turns, ${sum(of(way).map(({ wrong }) => wrong.length))} not as expected`); // prettier-ignore
  // At once: what jest is told otherwise it shows when all is over.
  process.stderr.write(
    `${what}: ${times} times; ${told.join('; ')}; sent again ${again} times as it was not taken, ${asked} times as the bot asked for it\n`,
  );
}

/** What was sent in the moment of a fault is sent again, after each of them: nobody can know whether it arrived. It is the same, and never missing. */
function expectNothingLost({ talks }: Awaited<ReturnType<typeof talkWhile>>): void {
  const wrong = (isByChannel: boolean) =>
    talks.filter(({ way }) => (way === 'by a channel') === isByChannel).flatMap((talk) => talk.wrong);
  expect(wrong(false)).toEqual([]);
  expect(wrong(true).length).toBeLessThanOrEqual(times * each);
  // Once more for each fault at the most.
  const again = new RegExp(`^[^:]*: ([^]+)(?:\\n\\1){1,${times}}$`);
  for (const answer of wrong(true)) expect(answer).toMatch(again);
}

test('the bot is killed in the middle of it: no answer is lost, no interview, and none doubled', async () => {
  const bot = await mortalBot({ DATA_DIR: join(folder, 'killed') });
  ends.push(() => bot.kill());
  await bot.start();
  const talked = await talkWhile(bot, async () => {
    await bot.kill();
    await bot.start();
  });
  tell('kill -9 of the bot', talked);
  expect(await bot.stop()).toBe(0);
  expect(bot.complaints.join('')).toBe('');
  expectNothingLost(talked);
}, 3_600_000);

test('PostgreSQL crashes in the middle of it and comes back: the same, and the bot lives on', async () => {
  const postgres = await startPostgres();
  ends.push(() => postgres.stop());
  const bot = await mortalBot({ DATABASE_URL: await postgres.newDatabase() });
  ends.unshift(() => bot.kill());
  await bot.start();
  const talked = await talkWhile(bot, () => postgres.crash());
  tell('crash of PostgreSQL', talked);
  expect(await bot.stop()).toBe(0);
  expectNothingLost(talked);
}, 3_600_000);
