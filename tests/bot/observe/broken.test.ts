import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../bot/paths';
import { startPostgres, type TestPostgres } from '../../postgres/start';
import { until } from '../../postgres/until';
import { linesIn, startObserved, valueOf, type ObservedBot } from './observed-bot';

const token = '3f1c9a7be2d84f60a1b5c7d9e3f2048677aa';
const folder = mkdtempSync(join(tmpdir(), 'broken-'));
let postgres: TestPostgres;
let bot: ObservedBot;

const ask = (conversation: string) =>
  fetch(`${bot.url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      ...{ type: 'message', text: 'What is the tuition fee?', deliveryMode: 'expectReplies', channelId: 'directline' },
      ...{ conversation: { id: conversation }, from: { id: 'user' }, recipient: { id: 'bot' } },
    }),
  });

/** The lines that are written to their end. */
const whole = () => linesIn(bot.out().replace(/[^\n]*$/, ''));

beforeAll(async () => {
  cpSync(join(root, 'knowledge'), folder, { recursive: true });
  postgres = await startPostgres();
  bot = await startObserved({
    ...{ KNOWLEDGE_DIR: folder, DATABASE_URL: await postgres.newDatabase(), METRICS_TOKEN: token },
    // Nobody takes traces there.
    ...{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_BSP_SCHEDULE_DELAY: '100' },
    RATE_LIMIT_PER_MINUTE: '3',
  });
});
afterAll(async () => {
  await bot.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

describe('at the port of the bot', () => {
  const read = (authorization?: string) =>
    fetch(`${bot.url}/metrics`, authorization === undefined ? {} : { headers: { authorization } });

  test.each([[undefined], [''], ['Bearer '], [`Bearer ${token} `.trim().slice(0, -1)], [`Basic ${token}`], [token]])(
    'metrics are for nobody with %j',
    async (authorization) => {
      const response = await read(authorization);
      expect([response.status, response.headers.get('www-authenticate'), await response.text()]).toEqual([401, 'Bearer', '']);
    },
  );

  test('and for whoever has the token', async () => {
    const response = await read(`Bearer ${token}`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await response.text()).toContain('admissions_ready 1');
  });

  test('at its own port there is nothing else', async () => {
    expect((await fetch(bot.metricsUrl.replace('metrics', 'ready'))).status).toBe(404);
    expect((await fetch(bot.metricsUrl, { method: 'POST' })).status).toBe(404);
  });
});

test('who asks too much is counted', async () => {
  for (let i = 0; i < 5; i += 1) await ask('one');
  expect(valueOf(await bot.metrics(), 'admissions_rate_limited_total{what="conversation"}')).toBe(2);
});

test('a collector of traces that is not there ends nothing, and is told of once', async () => {
  const told = () => whole().filter(({ msg }) => msg.startsWith('traces could not be sent'));
  await until(() => told().length > 0);
  expect((await ask('two')).status).toBe(200);
  expect(told()).toHaveLength(1);
});

test('a broken file of the knowledge base is counted, and mended no more', async () => {
  writeFileSync(join(folder, 'topics', 'broken.yaml'), 'topics: [');
  await until(async () => (valueOf(await bot.metrics(), 'admissions_knowledge_problems') ?? 0) > 0);
  rmSync(join(folder, 'topics', 'broken.yaml'));
  await until(async () => valueOf(await bot.metrics(), 'admissions_knowledge_problems') === 0);
});

test('without its database the bot still tells how it is: not ready, what fails, and nothing of what it does not know', async () => {
  await postgres.stop();
  expect((await fetch(`${bot.url}/ready`)).status).toBe(503);
  await ask('three');
  const metrics = await bot.metrics();
  expect(valueOf(metrics, 'admissions_ready')).toBe(0);
  expect(valueOf(metrics, 'admissions_turns_failed_total{why="storage"}')).toBe(1);
  expect(metrics).not.toMatch(/^admissions_handover_requests\{/m);
  expect(metrics).toMatch(/^process_cpu_seconds_total /m);
  await until(() => whole().some(({ failed }) => failed === 'storage'));
});
