import { copyFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../bot/paths';
import { startPostgres, type TestPostgres } from '../../postgres/start';
import { parentOf, processorTimeOf, processorTimeOfFamily } from './linux';
import { printLine } from './print';
import { startOurs, type Running } from './processes';
import { driver, runRound, type Round } from './round';
import { openSlowLine } from './slow-line';
import { median, quantile } from './statistics';

const atOnce = 32;
const seconds = 3;
const warmUp = 3;
const rounds = 5;

/** Milliseconds to the database in each direction: as from one building to another, and a bit more. */
const delay = 2;
/** Besides the one that each instance keeps to itself for locks and news. */
const connections = 1;

const database = 'PostgreSQL';

/** One instance and two on one PostgreSQL, by turns: whether a second one serves as much again. */
export async function benchInstances(): Promise<void> {
  // It looks for its server beside itself, and here it is bundled.
  copyFileSync(join(root, 'tests', 'postgres', 'server.mjs'), join(__dirname, 'server.mjs'));
  const postgres = await startPostgres();
  const line = await openSlowLine(postgres.port, delay);
  try {
    const url = await postgres.newDatabase();
    console.log('\nInstances on one PostgreSQL; bots, PostgreSQL and driver share this machine');
    await compare(`Not limited: what they share is its ${availableParallelism()} cores`, url, {}, postgres);
    const far = url.replace(`:${postgres.port}/`, `:${line.port}/`);
    const limits = `each instance has ${connections} connection, and ${2 * delay} ms to the database and back`;
    await compare(`Limited: ${limits}`, far, { DATABASE_POOL_SIZE: String(connections) }, postgres);
  } finally {
    await line.close();
    await postgres.stop();
  }
}

type Environment = Readonly<Record<string, string>>;

async function compare(title: string, url: string, env: Environment, postgres: TestPostgres): Promise<void> {
  const settings = { ...env, DATABASE_URL: url };
  const both = [await startOurs(settings), await startOurs(settings)];
  try {
    const main = await mainProcessOf(postgres, url);
    const counts = [1, 2] as const;
    for (const count of counts) await round(both.slice(0, count), main, 0, warmUp);
    const ran = new Map(counts.map((count) => [count, [] as Round[]]));
    for (let seed = 1; seed <= rounds; seed += 1)
      for (const count of counts) ran.get(count)?.push(await round(both.slice(0, count), main, seed, seconds));
    print(title, ran.get(1) ?? [], ran.get(2) ?? []);
  } finally {
    await Promise.all(both.map((bot) => bot.stop()));
  }
}

/** All of PostgreSQL's processes have one parent. */
async function mainProcessOf(postgres: TestPostgres, url: string): Promise<number> {
  const [row] = await postgres.run(url, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'");
  return parentOf(Number(row?.pid));
}

function round(bots: readonly Running[], main: number, seed: number, length: number): Promise<Round> {
  const processes = new Map([
    [database, () => processorTimeOfFamily(main)],
    ...bots.map(({ pid }, i) => [`bot ${i + 1}`, () => processorTimeOf(pid)] as const),
  ]);
  return runRound({ urls: bots.map(({ url }) => url), processes, seconds: length, atOnce, seed });
}

function print(title: string, one: readonly Round[], two: readonly Round[]): void {
  console.log(`\n${title}; ${atOnce} students at once, ${rounds} rounds of ${seconds} s, medians; the rest are cores used`);
  const names = ['bot 1', 'bot 2', database, driver];
  printLine('', ['turns/s', 'p50', 'p99', ...names]);
  printLine('one instance', figures(one, names));
  printLine('two instances', figures(two, names));
  const ratios = two.map((round, i) => round.perSecond / (one[i]?.perSecond ?? NaN));
  const [least, most] = [Math.min(...ratios).toFixed(2), Math.max(...ratios).toFixed(2)];
  printLine('two / one', [`x${median(ratios).toFixed(2)} (${least}-${most})`]);
}

function figures(own: readonly Round[], names: readonly string[]): readonly string[] {
  const of = (read: (round: Round) => number) => median(own.map(read));
  return [
    of(({ perSecond }) => perSecond).toFixed(0),
    `${of(({ taken }) => quantile(taken, 0.5)).toFixed(1)} ms`,
    `${of(({ taken }) => quantile(taken, 0.99)).toFixed(1)} ms`,
    ...names.map((name) => of(({ cores }) => cores.get(name) ?? 0).toFixed(2)),
  ];
}
