import { processorTimeOf } from './linux';
import { startOther, startOurs, type Running } from './processes';
import { driver, runAtRate, runRound, type Round } from './round';
import { median, quantile } from './statistics';
import { printLine } from './print';

const atOnce = 16;
const seconds = 3;
/** So long it takes until all of a bot has been compiled. */
const warmUp = 12;
const rounds = 5;
/** Each says four to six lines. */
const studentsPerSecond = 40;

const ours = 'this bot';
const textbook = 'textbook echo bot';
const bare = 'node:http alone';

/** Whole turns over HTTP, beside a bot that does nothing but echo. */
export async function benchTurns(): Promise<void> {
  const servers = new Map<string, Running>([
    [ours, await startOurs()],
    [textbook, await startOther('textbook-bot')],
    [bare, await startOther('bare-server')],
  ]);
  try {
    for (const server of servers.values()) await round(server, 0, warmUp);
    const ran = new Map([...servers.keys()].map((name) => [name, [] as Round[]]));
    for (let seed = 1; seed <= rounds; seed += 1)
      for (const [name, server] of servers) ran.get(name)?.push(await round(server, seed, seconds));
    print(ran);
    await benchRate(servers);
  } finally {
    await Promise.all([...servers.values()].map((server) => server.stop()));
  }
}

/** A bot that is asked as fast as it can answer has a queue, whose length says nothing of the bot: so both at one rate, too. */
async function benchRate(servers: ReadonlyMap<string, Running>): Promise<void> {
  const asked = [ours, textbook].map((name) => ({ name, url: servers.get(name)?.url ?? '', taken: [] as (readonly number[])[] }));
  for (let seed = 1; seed <= rounds; seed += 1)
    for (const { url, taken } of asked) taken.push(await runAtRate({ url, perSecond: studentsPerSecond, seconds, seed }));
  console.log(`\nThe same, ${studentsPerSecond} students coming a second, which is a rate that both hold`);
  printLine('', ['turns', 'p50', 'p99']);
  const quantiles = [0.5, 0.99].map((q) => (taken: readonly number[]) => quantile(taken, q));
  for (const { name, taken } of asked)
    printLine(name, [String(taken.flat().length), ...quantiles.map((of) => `${median(taken.map(of)).toFixed(1)} ms`)]);
  const [mine, theirs] = asked.map(({ taken }) => taken);
  printLine(`${ours} / ${textbook}`, ['', ...quantiles.map((of) => ratio(mine ?? [], theirs ?? [], of))]);
}

function round({ url, pid }: Running, seed: number, length: number): Promise<Round> {
  return runRound({ urls: [url], processes: new Map([['server', () => processorTimeOf(pid)]]), seconds: length, atOnce, seed });
}

function print(ran: ReadonlyMap<string, readonly Round[]>): void {
  console.log(
    `\nWhole turns over POST /api/messages (expectReplies), ${atOnce} students at once, each in a conversation of its own;`,
  );
  console.log(
    `${rounds} rounds of ${seconds} s each by turns, medians. This bot understands, keeps its state in SQLite and answers.`,
  );
  printLine('', ['turns/s', 'p50', 'p99', 'cores', 'cores of driver', 'processor / turn']);
  for (const [name, own] of ran) printLine(name, figures(own));
  const [mine = [], theirs = []] = [ran.get(ours), ran.get(textbook)];
  printLine(`${ours} / ${textbook}`, [
    ratio(mine, theirs, ({ perSecond }) => perSecond),
    ratio(mine, theirs, ({ taken }) => quantile(taken, 0.5)),
    ratio(mine, theirs, ({ taken }) => quantile(taken, 0.99)),
    ...['', ''],
    ratio(mine, theirs, processorOf),
  ]);
}

function figures(own: readonly Round[]): readonly string[] {
  const of = (read: (round: Round) => number) => median(own.map(read));
  return [
    of(({ perSecond }) => perSecond).toFixed(0),
    `${of(({ taken }) => quantile(taken, 0.5)).toFixed(1)} ms`,
    `${of(({ taken }) => quantile(taken, 0.99)).toFixed(1)} ms`,
    of(({ cores }) => cores.get('server') ?? 0).toFixed(2),
    of(({ cores }) => cores.get(driver) ?? 0).toFixed(2),
    `${of(processorOf).toFixed(2)} ms`,
  ];
}

/** What a turn costs the server, in milliseconds: hardly touched by whatever else the machine does. */
function processorOf({ cores, perSecond }: Round): number {
  return ((cores.get('server') ?? 0) * 1000) / perSecond;
}

/** Of rounds that followed one another, as the machine itself has faster and slower times. */
function ratio<T>(mine: readonly T[], theirs: readonly T[], read: (round: T) => number): string {
  const ratios = mine.map((round, i) => read(round) / read(theirs[i] ?? round));
  return `x${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)})`;
}
