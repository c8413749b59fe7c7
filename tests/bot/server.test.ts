import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';
import type { Answerer } from '../../bot/answer';
import { botFramework } from '../../bot/channels/bot-framework';
import { readConfig } from '../../bot/config';
import type { Logger } from '../../bot/log';
import { startServer, type RunningServer } from '../../bot/server';
import { turn } from '../../bot/turn';
import { after, mindOf, realIndex } from './bot';
import { message } from './security/attacker';

const logged: string[] = [];
const log: Logger = { info: () => undefined, error: (message) => logged.push(message) };

let server: RunningServer;
let url: string;

beforeAll(async () => {
  const { knowledge } = realIndex();
  const answerer: Answerer = {
    knowledge,
    now: () => after,
    answer: (input, session) => turn(input, session, mindOf(knowledge, after)),
  };
  const messages = botFramework({ config: readConfig({}), answerer, log });
  server = await startServer({ messages, knowledge: () => ({ version: knowledge.version, problems: [] }), log }, 0, '127.0.0.1');
  url = `http://127.0.0.1:${server.port}`;
});

afterAll(() => server.stop());

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text as string,
  });
}

async function replies(body: object): Promise<readonly Activity[]> {
  const response = await post(body);
  expect(response.status).toBe(200);
  return ((await response.json()) as { activities: Activity[] }).activities;
}

test('expectReplies: the tuition fee comes back in the response, with its citation in the text and as an entity', async () => {
  const [reply, ...rest] = await replies(message('What is the tuition fee?'));
  expect(rest).toEqual([]);
  expect(reply?.text).toContain('€18,016 per year. [1]');
  expect(reply?.text).toContain('[1] Brochure, Tuition fees: "Tuition fees €18,016.00 (14,55,250) per year"');
  expect(reply?.entities).toContainEqual({
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    '@id': '',
    citation: [
      {
        '@type': 'Claim',
        position: 1,
        appearance: {
          '@type': 'DigitalDocument',
          name: 'Brochure, Tuition fees',
          abstract: 'Tuition fees €18,016.00 (14,55,250) per year',
        },
      },
    ],
  });
  expect(reply?.entities).toContainEqual({
    type: 'admissions/reading',
    kind: 'answer',
    topics: ['tuition-fee'],
    knowledge: realIndex().knowledge.version,
  });
});

test('a plain delivery is answered through the channel at its service URL', async () => {
  const received: { path: string | undefined; activity: Activity }[] = [];
  const connector: Server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      received.push({ path: incoming.url, activity: JSON.parse(body) as Activity });
      outgoing.setHeader('content-type', 'application/json').end('{"id":"1"}');
    });
  });
  await new Promise<void>((resolve) => connector.listen(0, '127.0.0.1', resolve));
  const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}`;
  const response = await post(
    message('when does it start?', { deliveryMode: undefined, serviceUrl, conversation: { id: 'plain' }, id: 'm1' }),
  );
  expect(response.status).toBe(200);
  expect(received.map(({ path }) => path)).toEqual(['/v3/conversations/plain/activities/m1']);
  expect(received[0]?.activity.text).toContain('September 2022');
  connector.close();
});

test('joining gets one welcome, however the channel says it; the bot itself joining gets none', async () => {
  const conversation = { id: 'joins' };
  const join = (id: string) => message('', { type: 'conversationUpdate', conversation, membersAdded: [{ id }] });
  expect(await replies(join('bot'))).toEqual([]);
  const [welcome] = await replies(join('student'));
  expect(welcome?.text).toMatch(/automated admissions assistant[^]*guidance, not a decision[^]*person/);
  expect(welcome?.suggestedActions?.actions).toHaveLength(3);
  expect(await replies(join('student'))).toEqual([]);
  expect(await replies(message('', { type: 'event', name: 'webchat/join', conversation }))).toEqual([]);
});

test('on a channel without a join event the first reply carries the welcome, once', async () => {
  const sms = (text: string) => message(text, { channelId: 'sms', conversation: { id: '+31' } });
  const [first] = await replies(sms('how much is it'));
  expect(first?.text).toMatch(/^Hello! I am the automated[^]*€18,016/);
  const [second] = await replies(sms('how long is it'));
  expect(second?.text).toMatch(/^The programme takes two years/);
});

test('choices are remembered between requests', async () => {
  const conversation = { id: 'choices' };
  await replies(message('help', { conversation }));
  const [reply] = await replies(message('1', { conversation }));
  expect(reply?.text).toContain('€18,016');
});

test.each([
  'typing',
  'endOfConversation',
  'messageReaction',
  'contactRelationUpdate',
  'installationUpdate',
  'messageDelete',
  'somethingNew',
])('an activity of type %s is taken and needs no answer', async (type) => {
  expect(await replies(message('', { type, text: undefined }))).toEqual([]);
});

test('a message without words gets a kind sentence', async () => {
  const [reply] = await replies(
    message('', { attachments: [{ contentType: 'image/png', contentUrl: 'https://example.org/cat.png' }] }),
  );
  expect(reply?.text).toMatch(/I can only read text/);
});

/** What a request may get wrong, and the status that says so. */
test.each<[string, unknown, Record<string, string>, number, RegExp]>([
  ['bad JSON', '{"type":', {}, 400, /not JSON/],
  ['an empty body', '', {}, 400, /empty/],
  ['a body of a megabyte', 'x'.repeat(1_000_000), {}, 413, /larger than/],
  ['a megabyte of good JSON', message('x'.repeat(1_000_000)), {}, 413, /larger than/],
  ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), {}, 400, /UTF-8/],
  ['no activity: {}', {}, {}, 400, /type:.*conversation:.*from:/],
  ['no activity: a list', [], {}, 400, /Not an activity/],
  ['no activity: null', 'null', {}, 400, /Not an activity/],
  ['no type', message('hi', { type: undefined }), {}, 400, /type:/],
  ['a conversation without id', message('hi', { conversation: {} }), {}, 400, /conversation\.id:/],
  ['a serviceUrl that is no address', message('hi', { serviceUrl: 12 }), {}, 400, /serviceUrl:/],
  ['a serviceUrl of another kind', message('hi', { serviceUrl: 'file:///etc/passwd' }), {}, 400, /serviceUrl:/],
  ['text that is no text', message('hi', { text: { a: 1 } }), {}, 400, /text:/],
  ['entities that are no list', message('hi', { entities: 'x' }), {}, 400, /entities:/],
  ['a form', 'type=message', { 'content-type': 'application/x-www-form-urlencoded' }, 415, /JSON/],
  ['XML', '<a/>', { 'content-type': 'text/xml' }, 415, /JSON/],
  ['no content type', new Uint8Array([0x7b, 0x7d]), { 'content-type': '' }, 415, /JSON/],
  ['a compressed body', 'not gzip', { 'content-encoding': 'gzip' }, 415, /uncompressed/],
])('%s gets a clear 4xx', async (_name, body, headers, status, told) => {
  const response = await post(body, headers);
  expect(response.status).toBe(status);
  const { error } = (await response.json()) as { error: string };
  expect(error).toMatch(told);
  expect(error).not.toMatch(/at .*\.[jt]s:\d+/);
});

test.each(['GET', 'PUT', 'DELETE', 'PATCH'])('%s on the endpoint is a 405', async (method) => {
  expect((await fetch(`${url}/api/messages`, { method })).status).toBe(405);
});

test('an unknown address is a 404', async () => {
  expect((await fetch(`${url}/nowhere`)).status).toBe(404);
});

test('after all of that, nothing was logged as a fault and the next student is answered', async () => {
  expect(logged).toEqual([]);
  const [reply] = await replies(message('is it in english?'));
  expect(reply?.text).toContain('taught in English');
});

test('a very long message is declined with the limit, not read', async () => {
  const [reply] = await replies(message('fee '.repeat(600)));
  expect(reply?.text).toMatch(/too long .* 2000 characters/);
});

test('/health says alive, /ready names the version of the knowledge', async () => {
  expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'alive' });
  expect(await (await fetch(`${url}/ready`)).json()).toEqual({ status: 'ready', knowledge: realIndex().knowledge.version });
});

test('a client that never ends its body holds up nobody else', async () => {
  const slow = request(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': '100' },
  });
  slow.on('error', () => undefined);
  slow.write('{');
  const [reply] = await replies(message('total credits?'));
  expect(reply?.text).toContain('120 EC');
  slow.destroy();
});
