import { setTimeout as pause } from 'node:timers/promises';
import { atOnce, atRate } from './at-rate';
import { makeClient, type Client } from './http-client';
import { inspect, type Inspector } from './inspector';
import { memoryOf } from './linux';
import { printLine } from './print';
import { startInspectable, type Inspectable } from './processes';
import { quantile } from './statistics';
import { students } from './students';
import { begin, type Visitor } from './visitor';

const visitors = 5000;
/** Their turns go through first, so that what a running bot needs anyway is not counted as theirs. */
const before = 500;
const perSecond = 100;
const connections = 32;

/** 5,000 visitors with an open socket each, in one process. */
export async function benchSockets(): Promise<void> {
  const bot = await startInspectable();
  const inspector = await inspect(bot.inspector);
  const client = makeClient(bot.url, connections);
  try {
    await settleIn(client);
    const empty = await weigh(bot, inspector);
    const all = await beginAll(client, visitors);
    const begun = await weigh(bot, inspector);
    await atOnce(all, connections, (visitor) => visitor.open());
    const open = await weigh(bot, inspector);
    const heard = await talk(all);
    print(heard, [empty, begun, open, await weigh(bot, inspector)]);
    all.forEach((visitor) => visitor.leave());
  } finally {
    client.close();
    inspector.close();
    await bot.stop();
  }
}

async function settleIn(client: Client): Promise<void> {
  const first = await beginAll(client, before);
  const coming = students(0);
  await atOnce(first, connections, async (visitor) => {
    await visitor.open();
    for (const text of coming.next().value) await visitor.say({ type: 'message', text });
    visitor.leave();
  });
}

async function beginAll(client: Client, count: number): Promise<readonly Visitor[]> {
  const all: Visitor[] = [];
  await atOnce(Array.from({ length: count }), connections, async () => void all.push(await begin(client)));
  return all;
}

interface Weight {
  readonly resident: number;
  readonly heap: number;
}

/** Of what is still wanted. */
async function weigh({ pid }: Inspectable, inspector: Inspector): Promise<Weight> {
  await inspector.collectGarbage();
  await pause(500);
  await inspector.collectGarbage();
  return { resident: memoryOf(pid), heap: await inspector.heapInUse() };
}

interface Heard {
  readonly expected: number;
  /** Those of the expected that came, in their order, each once. */
  readonly delivered: number;
  /** Sockets that heard something else than the transcript says, or in another order. */
  readonly wrong: number;
  /** From the sending of what is said until its echo and the last of the answer came over the socket, in milliseconds. */
  readonly echoed: readonly number[];
  readonly answered: readonly number[];
}

/** Each says one thing. */
async function talk(all: readonly Visitor[]): Promise<Heard> {
  const coming = students(1);
  const begun = new Map<Visitor, number>();
  await atRate(all, perSecond, async (visitor) => {
    const [text = ''] = coming.next().value;
    begun.set(visitor, performance.now());
    const status = await visitor.say({ type: 'message', text });
    if (status !== 200) throw new Error(`"${text}" got ${status}`);
  });
  await pause(500);
  const counts = { expected: 0, delivered: 0, wrong: 0 };
  await atOnce(all, connections, async (visitor) => {
    const expected = (await visitor.transcript()).map(({ id }) => id);
    const told = visitor.told.map(({ id }) => id);
    counts.expected += expected.length;
    counts.delivered += expected.filter((id) => told.includes(id)).length;
    if (expected.length < 2 || expected.join() !== told.join()) counts.wrong += 1;
  });
  const since = (place: number) => all.map((visitor) => (visitor.told.at(place)?.at ?? Infinity) - (begun.get(visitor) ?? 0));
  return { ...counts, echoed: since(0), answered: since(-1) };
}

function print({ expected, delivered, wrong, echoed, answered }: Heard, weights: readonly Weight[]): void {
  const [empty, begun, open, talked] = weights;
  console.log(`\n${visitors} visitors with an open socket each, one process; each says one thing, ${perSecond} a second`);
  console.log(`delivered / expected: ${delivered} / ${expected} (echo and answer); sockets that heard something else: ${wrong}`);
  printLine('', ['p50', 'p99']);
  printLine('said to echo on the socket', times(echoed));
  printLine('said to answer on the socket', times(answered));
  printLine('', ['resident', 'heap in use']);
  printLine('before the first of them', sizes(empty));
  printLine('each, begun, no socket', sizes(empty, begun));
  printLine('each, with an idle socket', sizes(empty, open));
  printLine('each, after they have talked', sizes(empty, talked));
}

function times(taken: readonly number[]): readonly string[] {
  return [0.5, 0.99].map((part) => `${quantile(taken, part).toFixed(1)} ms`);
}

/** All of it, or what each has added. */
function sizes(from: Weight | undefined, to?: Weight): readonly string[] {
  const kinds = ['resident', 'heap'] as const;
  return kinds.map((kind) => {
    const [start, end] = [from?.[kind] ?? 0, to?.[kind]];
    return end === undefined ? `${(start / 2 ** 20).toFixed(0)} MB` : `${((end - start) / visitors / 1024).toFixed(1)} kB`;
  });
}
