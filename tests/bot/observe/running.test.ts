import { parser } from '@prometheus-io/lezer-promql';
import { metricsOf, queries } from '../../deploy/observe/queries';
import { until } from '../../postgres/until';
import { serveConnector, type Connector } from '../channels/channel-server';
import { openChat } from '../hand-over/chat';
import { startCollector, type Collector } from './collector';
import { linesIn, startObserved, valueOf, type Line, type ObservedBot } from './observed-bot';

const token = '3f1c9a7be2d84f60a1b5c7d9e3f2048677aa';
const channels = ['sms', 'telegram', 'msteams', 'email', '+44 7700 900456'];
const user = '+447700900123';
const talk = [
  'What is the tuition fee? my number is +447700900123, my mail jo.quimby@example.com',
  'my name is Jo Quimby, who won the football match last night',
  'i want to kill myself',
  'my data',
  'am I eligible?',
  'BSc in Zoology from Ghent',
  'person',
  'yes',
  'why do you hate my cat Tibbles',
  'jo.quimby@example.com',
  'send',
];
/** What was said, by whom, and where. */
const personal = [user, '7700900', 'quimby', 'example.com', 'football', 'kill', 'zoology', 'ghent', 'tibbles', 'talk-9', 'tenant-7', 'user-7', 'm-0-']; // prettier-ignore

let collector: Collector;
let connector: Connector;
let bot: ObservedBot;
let metrics: string;
let code: number | null;
const own: string[] = [];
const isTurn = ({ msg }: Line) => msg === 'turn';
const turns = () => linesIn(bot.out()).filter(isTurn);

function deliver(channelId: string, id: string, text: string) {
  const people = { from: { id: user, name: 'Jo Quimby' }, recipient: { id: 'bot' }, conversation: { id: `${user}|talk-9` } };
  const activity = { type: 'message', id, text, channelId, serviceUrl: connector.url, channelData: { tenant: 'tenant-7' } };
  return fetch(`${bot.url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...activity, ...people }),
  });
}

beforeAll(async () => {
  [collector, connector] = await Promise.all([startCollector(), serveConnector()]);
  bot = await startObserved({
    ...{ METRICS_TOKEN: token, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'ours' },
    // Nobody takes letters there.
    ...{ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'bot@example.edu', HAND_OVER_TO: 'office@example.edu' },
  });
  for (const channel of channels) for (const [i, text] of talk.entries()) await deliver(channel, `m-${i}-id`, text);
  await deliver('sms', `m-${talk.length - 1}-id`, 'send');
  connector.failures.push(400);
  await deliver('sms', 'm-x', 'how long does it take?');
  const chat = await openChat(bot);
  for (const text of talk.slice(0, 4)) await chat.say(text);
  own.push(chat.conversation);
  // What is to be sent was tried, and a metric is there that is told only of that.
  await until(async () => (metrics = await bot.metrics()).includes('admissions_outbox_waiting{destination="mail"}'));
  code = await bot.stop();
});
afterAll(async () => {
  await bot.stop();
  collector.stop();
  connector.stop();
});

test('it stops as it should, and each line that it wrote is one object', () => {
  expect(code).toBe(0);
  expect(bot.err()).toBe('');
  const lines = linesIn(bot.out());
  expect(lines.length).toBeGreaterThan(turns().length);
  for (const { level, time, msg } of lines) expect([level, time, msg]).toEqual([expect.stringMatching(/^(info|error)$/), expect.stringMatching(/^\d{4}-.*Z$/), expect.any(String)]); // prettier-ignore
});

describe('one line a turn', () => {
  test('for each turn, though it was stopped right after them', () => {
    // On channels, one twice, one that failed; in the chat its welcome, too.
    expect(turns()).toHaveLength(channels.length * talk.length + 2 + 5);
  });

  test('with where, what kind of answer, its topics, its language, how long, and of what knowledge', () => {
    const [first] = turns();
    const milliseconds = expect.any(Number) as number;
    expect(first).toEqual({
      ...{ level: 'info', time: expect.any(String) as string, msg: 'turn', conversation: expect.stringMatching(/^[\w-]{12}$/) as string },
      ...{ channel: 'sms', kind: 'answer', topics: ['tuition-fee'], language: 'en', knowledge: expect.stringMatching(/^\w+$/) as string },
      ...{ ms: milliseconds, read: milliseconds, understand: milliseconds, write: milliseconds, send: milliseconds },
    }); // prettier-ignore
  });

  test('those of one conversation are found by each other, those of two are not taken for one', () => {
    const hashes = turns().map(({ channel, conversation }) => `${String(channel)} ${String(conversation)}`);
    expect(new Set(hashes).size).toBe(channels.length + 1);
  });

  test('a channel that is none is another one, a delivery once more is told as such, and so is what failed', () => {
    expect(turns().filter(({ channel }) => channel === 'other')).toHaveLength(talk.length);
    expect(turns().filter(({ repeated }) => repeated === true)).toEqual([expect.not.objectContaining({ kind: 'hand-over' })]);
    expect(turns().filter(({ failed }) => failed !== undefined)).toEqual([expect.objectContaining({ failed: 'channel' })]);
  });

  test('who is in a crisis is not told', () => {
    expect(turns().filter(({ kind }) => kind === 'other')).toHaveLength(channels.length + 1);
    expect(bot.out()).not.toContain('care');
  });
});

test('nothing of anybody is in the log, the metrics or the traces: not a word that was said, no name, no number, no address', () => {
  for (const told of [bot.out(), metrics, collector.bodies.join()]) {
    expect(told.length).toBeGreaterThan(1000);
    for (const one of [...personal, ...own, token]) expect(told.toLowerCase()).not.toContain(one.toLowerCase());
  }
});

test.each<[string, number]>([
  ['admissions_ready', 1],
  ['admissions_turns_total{channel="sms",kind="answer"}', 1],
  ['admissions_turns_total{channel="other",kind="command"}', 1],
  ['admissions_turns_repeated_total{channel="sms"}', 1],
  ['admissions_turns_failed_total{why="channel"}', 1],
  ['admissions_turns_failed_total{why="storage"}', 0],
  ['admissions_outbox_waiting{destination="mail"}', 5],
  ['admissions_handover_requests{status="open"}', 5],
  ['admissions_http_requests_total{route="/api/messages",status="200"}', 57],
  ['admissions_http_requests_total{route="/v3/directline/conversations/:id/activities",status="200"}', 9],
  ['admissions_storage_failures_total{operation="storage.write"}', 0],
  ['admissions_knowledge_problems', 0],
])('%s is %d', (series, value) => {
  expect(valueOf(metrics, series)).toBe(value);
});

test('each metric that the dashboard and the rules look at is there, and their queries are queries', () => {
  expect(queries.length).toBeGreaterThan(40);
  const there = new Set([...metrics.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
  // Prometheus makes these itself.
  const made = /^(up|ALERTS)$/;
  for (const query of queries) {
    parser.parse(query).iterate({ enter: ({ type }) => expect([query, type.isError]).toEqual([query, false]) });
    const missing = metricsOf(query).filter((name) => !made.test(name) && !there.has(name.replace(/_(bucket|count|sum)$/, '')) && !there.has(name)); // prettier-ignore
    expect([query, missing]).toEqual([query, []]);
  }
});

describe('traces', () => {
  test('a span for each turn, with one for each of its steps, in its time', () => {
    const spans = collector.spans();
    const wholes = spans.filter(({ name }) => name === 'turn');
    expect(wholes).toHaveLength(turns().length);
    const [first] = wholes;
    const parts = spans.filter(({ parentSpanId }) => parentSpanId === first?.spanId);
    expect(parts.map(({ name }) => name)).toEqual(['read', 'understand', 'write', 'send']);
    for (const { traceId, startTimeUnixNano: from, endTimeUnixNano: to } of parts) {
      expect(traceId).toBe(first?.traceId);
      expect(BigInt(from) >= BigInt(first?.startTimeUnixNano ?? 0)).toBe(true);
      expect(BigInt(to) <= BigInt(first?.endTimeUnixNano ?? 0)).toBe(true);
    }
    expect(new Date(Number(BigInt(first?.startTimeUnixNano ?? 0) / 1_000_000n)).getFullYear()).toBe(new Date().getFullYear());
  });

  test('what failed is told as such, and the service by the name that was set', () => {
    expect(collector.spans().filter(({ status }) => status.code === 2)).toEqual([
      expect.objectContaining({ name: 'turn', status: { code: 2, message: 'channel' } }),
    ]);
    expect(collector.bodies[0]).toContain('{"key":"service.name","value":{"stringValue":"ours"}}');
  });
});
