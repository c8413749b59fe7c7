import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectionStatus, DirectLine, type Activity } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { openSqlite } from '../../../bot/state/sqlite';
import { serveDirectLine } from './direct-line-server';

// The client is made for browsers.
Object.assign(globalThis, { WebSocket, XMLHttpRequest: jest.requireActual<object>('xhr2') });

const folder = mkdtempSync(join(tmpdir(), 'direct-line-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A client that writes down what it is told, from the bot only. */
function follow(client: DirectLine) {
  const told: string[] = [];
  const statuses: ConnectionStatus[] = [];
  // To end a conversation is an error to the client.
  const ended = () => undefined;
  client.activity$.subscribe((activity: Activity) => {
    if (activity.type === 'message' && activity.from.role === 'bot') told.push(activity.text ?? '');
  }, ended);
  client.connectionStatus$.subscribe((status) => statuses.push(status), ended);
  return { told, statuses };
}

async function until(isDone: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 300 && !isDone(); i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  if (!isDone()) throw new Error(`${what} did not happen`);
}

function say(client: DirectLine, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    client.postActivity({ type: 'message', from: { id: 'me' }, text }).subscribe(resolve, reject);
  });
}

async function tokenOf(url: string): Promise<string> {
  const response = await fetch(`${url}/v3/directline/tokens/generate`, { method: 'POST' });
  return ((await response.json()) as { token: string }).token;
}

test.each([
  ['sockets', true],
  ['polling', false],
])('the real client talks over %s', async (_, webSocket) => {
  const server = await serveDirectLine();
  const client = new DirectLine({
    token: await tokenOf(server.url),
    domain: `${server.url}/v3/directline`,
    webSocket,
    pollingInterval: 200,
  });
  const { told, statuses } = follow(client);
  await until(() => told.length === 1, 'the welcome');
  expect(await say(client, 'What is the tuition fee?')).toMatch(/\|\d{7}$/);
  await until(() => told.length === 2, 'the answer');
  await say(client, 'and the deadline?');
  await until(() => told.length === 3, 'the second answer');
  expect(told.map((text) => text.slice(0, 24))).toEqual([
    'Hello! I am the automate',
    'The tuition fee is €18,0',
    'The application deadline',
  ]);
  expect(statuses).toContain(ConnectionStatus.Online);
  client.end();
  await server.stop();
});

test('it loses its socket and the server, and comes back to the same conversation with nothing lost or doubled', async () => {
  const database = openSqlite(join(folder, 'state.db'));
  const server = await serveDirectLine({ database });
  const port = Number(new URL(server.url).port);
  const client = new DirectLine({ token: await tokenOf(server.url), domain: `${server.url}/v3/directline`, webSocket: true });
  const { told } = follow(client);
  await until(() => told.length === 1, 'the welcome');
  await say(client, 'am I eligible?');
  await until(() => told.length === 2, 'the first question');
  await server.stop();
  const again = await serveDirectLine({ database, port });
  await say(client, 'BSc');
  await until(() => told.length === 3, 'the next question');
  expect(told[2]).toContain('Which English test');
  expect(new Set(told).size).toBe(told.length);
  client.end();
  await again.stop();
  database.close();
});
