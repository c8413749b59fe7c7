import { setTimeout as pause } from 'node:timers/promises';
import { makeClient } from './http-client';
import { inspect, type Inspector } from './inspector';
import { memoryOf, openFilesOf } from './linux';
import { printLine } from './print';
import { startInspectable, type Inspectable } from './processes';
import { soakLoad, type Said } from './soak-load';
import { slope } from './statistics';

const sampleEvery = 10_000;
/** Until the bot has what it needs anyway. */
const warmUp = 60_000;
const MB = 2 ** 20;

interface Sample {
  readonly resident: number;
  readonly heap: number;
  readonly files: number;
  readonly sockets: number;
}

/** What counts as growing: a part of the mean, over the second half of the time. */
const kinds: readonly { readonly kind: keyof Sample; readonly unit: number; readonly most: number }[] = [
  { kind: 'resident', unit: MB, most: 0.03 },
  { kind: 'heap', unit: MB, most: 0.1 },
  { kind: 'files', unit: 1, most: 0.1 },
  { kind: 'sockets', unit: 1, most: 0.1 },
];

/** Steady load for so many minutes; whether anything grows. The limits of rate count, but nobody comes up against them. */
export async function soak(minutes: number): Promise<void> {
  const bot = await startInspectable({ RATE_LIMIT_PER_MINUTE: '1000000' });
  const inspector = await inspect(bot.inspector);
  const client = makeClient(bot.url, 64);
  try {
    console.log(`\nSoak: ${minutes} minutes, after one to warm up`);
    const said: Said = { turns: 0, visitors: 0, failures: [] };
    const load = soakLoad(client, performance.now() + warmUp + minutes * 60_000 + sampleEvery, said);
    await pause(warmUp);
    const before = await liveHeap(inspector);
    const samples = await sampleFor(minutes, bot, inspector, said);
    await load;
    print(samples, said, before, await liveHeap(inspector));
  } finally {
    client.close();
    inspector.close();
    await bot.stop();
  }
}

async function sampleFor(minutes: number, bot: Inspectable, inspector: Inspector, said: Said): Promise<readonly Sample[]> {
  printLine(
    '',
    kinds.map(({ kind }) => kind),
  );
  const samples: Sample[] = [];
  const count = Math.round((minutes * 60_000) / sampleEvery);
  const begun = performance.now();
  for (let i = 1; i <= count; i += 1) {
    await pause(begun + i * sampleEvery - performance.now());
    const sample = { resident: memoryOf(bot.pid), heap: await inspector.heapInUse(), ...openFilesOf(bot.pid) };
    samples.push(sample);
    if (i % 6 === 0)
      printLine(
        `minute ${i / 6}, ${said.turns} turns`,
        kinds.map((one) => shown(sample[one.kind], one.unit)),
      );
  }
  return samples;
}

async function liveHeap(inspector: Inspector): Promise<number> {
  await inspector.collectGarbage();
  return inspector.heapInUse();
}

function print(samples: readonly Sample[], { turns, visitors, failures }: Said, before: number, after: number): void {
  const half = samples.slice(samples.length >> 1);
  const growths = kinds.map(({ kind, unit, most }) => {
    const values = half.map((sample) => sample[kind]);
    const growth = slope(values) * (values.length - 1);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { perMinute: (slope(values) * 60_000) / sampleEvery / unit, isFlat: growth <= most * mean };
  });
  printLine(
    'growth a minute, second half',
    growths.map(({ perMinute }) => perMinute.toFixed(2)),
  );
  printLine(
    '',
    growths.map(({ isFlat }) => (isFlat ? 'flat' : 'GROWS')),
  );
  console.log(`Heap still wanted after a collection: ${shown(before, MB)} MB when warm, ${shown(after, MB)} MB at the end.`);
  console.log(
    `${turns} turns, ${visitors} visitors of the website, ${failures.length} failures. ${failures.slice(0, 3).join(' ')}`,
  );
}

function shown(value: number, unit: number): string {
  return (value / unit).toFixed(unit === 1 ? 0 : 1);
}
