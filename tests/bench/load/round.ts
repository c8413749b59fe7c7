import { randomUUID } from 'node:crypto';
import { atRate } from './at-rate';
import { makeClient, type Client } from './http-client';
import { processorTimeOf } from './linux';
import { students, type Lines } from './students';

/** What one round of load has come to. */
export interface Round {
  readonly perSecond: number;
  /** Of each turn, in milliseconds. */
  readonly taken: readonly number[];
  /** By the name of the process, in cores; the driver is this one. */
  readonly cores: ReadonlyMap<string, number>;
}

export interface Load {
  /** Instances of one bot: conversation by conversation they take turns. */
  readonly urls: readonly string[];
  /** The seconds of processor time that those whose use is wanted have had, by what they are called. */
  readonly processes: ReadonlyMap<string, () => number>;
  readonly seconds: number;
  /** How many talk at once: each waits for the answer before saying the next. */
  readonly atOnce: number;
  readonly seed: number;
}

export const driver = 'driver';

export async function runRound({ urls, processes, seconds, atOnce, seed }: Load): Promise<Round> {
  const clients = urls.map((url) => makeClient(url, atOnce));
  const coming = students(seed);
  const all = new Map([...processes, [driver, () => processorTimeOf(process.pid)]]);
  const before = timesOf(all);
  const begun = performance.now();
  const end = begun + seconds * 1000;
  const taken: number[] = [];
  let began = 0;
  const talkOn = async () => {
    while (performance.now() < end) await talk(coming.next().value, clients[began++ % clients.length], end, taken);
  };
  await Promise.all(Array.from({ length: atOnce }, talkOn));
  const passed = (performance.now() - begun) / 1000;
  const cores = new Map([...timesOf(all)].map(([name, time]) => [name, (time - (before.get(name) ?? 0)) / passed]));
  clients.forEach((client) => client.close());
  return { perSecond: taken.length / passed, taken, cores };
}

export interface Coming {
  readonly url: string;
  /** So many students come, however long those before them take, and each says the next line when the last is answered. */
  readonly perSecond: number;
  readonly seconds: number;
  readonly seed: number;
}

/** Of each turn, in milliseconds. */
export async function runAtRate({ url, perSecond, seconds, seed }: Coming): Promise<readonly number[]> {
  const client = makeClient(url, mostConnections);
  const coming = students(seed);
  const taken: number[] = [];
  const all = Array.from({ length: perSecond * seconds }, () => coming.next().value);
  await atRate(all, perSecond, (lines) => talk(lines, client, Infinity, taken));
  client.close();
  return taken;
}

/** More than are ever needed at a rate that is held. */
const mostConnections = 64;

function timesOf(processes: Load['processes']): ReadonlyMap<string, number> {
  return new Map([...processes].map(([name, time]) => [name, time()]));
}

async function talk(lines: Lines, client: Client | undefined, end: number, taken: number[]): Promise<void> {
  const conversation = randomUUID();
  for (const text of lines) {
    const begun = performance.now();
    if (begun > end || !client) return;
    await say(client, conversation, text);
    taken.push(performance.now() - begun);
  }
}

/** @throws if it is not answered: a figure over failures would be none */
export async function say(client: Client, conversation: string, text: string): Promise<void> {
  const { status, body } = await client.post('/api/messages', activityOf(conversation, text));
  if (status !== 200 || !body.startsWith('{"activities":[{')) throw new Error(`"${text}" got ${status}: ${body.slice(0, 300)}`);
}

function activityOf(conversation: string, text: string) {
  return {
    type: 'message',
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    channelId: 'webchat',
    serviceUrl: 'https://webchat.botframework.com/',
    deliveryMode: 'expectReplies',
    conversation: { id: conversation },
    from: { id: `student ${conversation}`, name: '' },
    recipient: { id: 'bot', name: 'bot' },
    locale: 'en-GB',
    textFormat: 'plain',
    text,
  };
}
