import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'node:net';
import { readSite } from '../../../bot/site';
import { serveDirectLine, type TestServer } from '../channels/direct-line-server';
import { expectTheNextStudentIsAnswered, message, request, sendRaw } from './attacker';

const folder = mkdtempSync(join(tmpdir(), 'attacked-'));
let server: TestServer;

beforeAll(async () => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>the page</title>');
  writeFileSync(join(folder, 'widget.js'), 'the widget');
  const http = { headers: 400, request: 800, silence: 1500 };
  server = await serveDirectLine({ assets: readSite(folder), http });
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

afterEach(() => expectTheNextStudentIsAnswered(server));

const question = JSON.stringify(message('What is the tuition fee?'));
const length = `Content-Length: ${question.length}`;
const json = 'Content-Type: application/json';
const toTheBot = 'POST /api/messages HTTP/1.1';

describe('clients that take their time are let go', () => {
  test.each([
    ['nothing is sent', '', 408],
    ['half a line', 'POST /api/mess', 408],
    ['headers that never end', 'POST /api/messages HTTP/1.1\r\nHost: x\r\nX-A: b\r\n', 408],
    ['a body that never comes', `${toTheBot}\r\nHost: x\r\n${json}\r\n${length}\r\n\r\n`, 408],
    ['a body that never ends', `${toTheBot}\r\nHost: x\r\n${json}\r\n${length}\r\n\r\n${question.slice(0, 50)}`, 408],
    ['chunks that never end', `${toTheBot}\r\nHost: x\r\n${json}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"typ\r\n`, 408],
  ])('%s', async (_, bytes, status) => {
    const came = await sendRaw(server, bytes);
    expect(came.endedAfter).toBeLessThan(2500);
    expect(bytes === '' ? 408 : came.status).toBe(status);
  });

  test('a header a moment, as a slowloris sends them', async () => {
    const came = await sendRaw(server, 'POST /api/messages HTTP/1.1\r\nHost: x\r\n', {
      then: (socket) => {
        const sending = setInterval(() => socket.write('X-More: 1\r\n'), 50);
        socket.on('close', () => clearInterval(sending));
      },
    });
    expect(came.endedAfter).toBeLessThan(2500);
  });

  test('a hundred of them keep nobody waiting', async () => {
    const waiting = Array.from({ length: 100 }, () => sendRaw(server, 'POST /api/messages HTTP/1.1\r\nHost: x\r\n'));
    await expectTheNextStudentIsAnswered(server);
    for (const { endedAfter } of await Promise.all(waiting)) expect(endedAfter).toBeLessThan(2900);
  });
});

/** No method, no address, no headers as they should be: the answer to each. */
test.each<[string, string, number]>([
  ['no HTTP at all', '\u0016\u0003\u0001 hello\r\n\r\n', 400],
  ['an unknown method', request('FROB / HTTP/1.1'), 400],
  ['HTTP/9.9', request('GET /health HTTP/9.9'), 400],
  ['a header without a name', request('GET /health HTTP/1.1', [': x']), 400],
  ['a header with a line feed in it', 'GET /health HTTP/1.1\r\nHost: x\r\nX-A: b\nX-B: c\r\nConnection: close\r\n\r\n', 400],
  ['a header that is folded', request('GET /health HTTP/1.1', ['X-A: b', ' c']), 400],
  ['no host', 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ['a header of 20 kB', request('GET /health HTTP/1.1', [`X-A: ${'a'.repeat(20_000)}`]), 431],
  ['an address of 20 kB', request(`GET /${'a'.repeat(20_000)} HTTP/1.1`), 431],
  [
    '300 headers',
    request(
      'GET /health HTTP/1.1',
      Array.from({ length: 300 }, (_, i) => `X-${i}: a`),
    ),
    431,
  ],
  ['two lengths', request(toTheBot, [json, 'Content-Length: 5', 'Content-Length: 6'], question), 400],
  ['a length that is none', request(toTheBot, [json, 'Content-Length: -1'], question), 400],
  ['a length of 1e99', request(toTheBot, [json, 'Content-Length: 1e99'], question), 400],
  ['length and chunks (smuggling)', request(toTheBot, [json, length, 'Transfer-Encoding: chunked'], '0\r\n\r\nGET /health'), 400],
  ['chunks, spelt oddly (smuggling)', request(toTheBot, [json, length, 'Transfer-Encoding: xchunked'], question), 400],
  ['chunks, twice (smuggling)', request(toTheBot, [json, 'Transfer-Encoding: chunked, chunked'], '0\r\n\r\n'), 400],
  ['chunks behind identity (smuggling)', request(toTheBot, [json, 'Transfer-Encoding: chunked, identity'], '0\r\n\r\n'), 400],
  ['a chunk without a size', request(toTheBot, [json, 'Transfer-Encoding: chunked'], 'zz\r\n{}\r\n0\r\n\r\n'), 400],
  ['an expectation that nobody meets', request(toTheBot, [json, length, 'Expect: the-impossible'], question), 417],
  ['a body on GET', request('GET /health HTTP/1.1', ['Content-Length: 4'], 'body'), 200],
  ['a tunnel', request('CONNECT evil.example:443 HTTP/1.1'), 0],
  ['TRACE', request('TRACE /api/messages HTTP/1.1'), 405],
  ['OPTIONS *', request('OPTIONS * HTTP/1.1'), 400],
  ['an address that ends a careless server', request('GET http://[::1 HTTP/1.1'), 400],
  ['another', request('GET //a:b@[ HTTP/1.1'), 400],
  ['an address with two slashes', request('GET //health HTTP/1.1'), 400],
  ['an address of another kind', request('GET mailto:x HTTP/1.1'), 400],
  ['an address with a bad port', request('GET http://a:b/health HTTP/1.1'), 400],
  ['a whole address', request('GET http://bot.example.edu/health HTTP/1.1'), 200],
  ['a half percent sign', request('GET /v3/directline/conversations/%E0%A4%A HTTP/1.1'), 404],
])('%s', async (_, bytes, status) => {
  const came = await sendRaw(server, bytes);
  expect([came.status ?? 0, came.endedAfter !== undefined]).toEqual([status, true]);
  expect(came.text).not.toMatch(/\bat .*\.[jt]s:\d+|node_modules|restify|Error:/);
});

test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s on the endpoint of the bot is a 405', async (method) => {
  const came = await sendRaw(server, request(`${method} /api/messages HTTP/1.1`));
  expect([came.status, came.text]).toEqual([405, expect.stringContaining('Allow: POST')]);
});

test('whoever asks whether to go on with the body is told to, and answered', async () => {
  const came = await sendRaw(server, request(toTheBot, [json, length, 'Expect: 100-continue'], question));
  expect(came.text).toMatch(/^HTTP\/1\.1 100 Continue[^]*HTTP\/1\.1 200 OK[^]*18,016/);
});

test('HTTP/1.0 is answered, and the connection ended', async () => {
  const came = await sendRaw(server, `POST /api/messages HTTP/1.0\r\n${json}\r\n${length}\r\n\r\n${question}`);
  expect([came.status, came.text]).toEqual([200, expect.stringContaining('18,016')]);
  expect(came.endedAfter).toBeDefined();
});

test('requests that come without waiting are answered in their order', async () => {
  const one = (text: string) => {
    const body = JSON.stringify(message(text));
    return `${toTheBot}\r\nHost: x\r\n${json}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  };
  const last = request('GET /health HTTP/1.1');
  const came = await sendRaw(server, one('What is the tuition fee?') + one('When does it start?') + last);
  expect(came.text).toMatch(/18,016[^]*September 2022[^]*alive/);
});

test('what is left of a refused body is not taken for a request', async () => {
  const inside = request('GET /health HTTP/1.1');
  const came = await sendRaw(server, request(toTheBot, ['Content-Type: text/plain', `Content-Length: ${inside.length}`], inside));
  expect([came.status, came.text.includes('alive')]).toEqual([415, false]);
});

/** Addresses that would lead out of the folder, were they files. */
test.each([
  '/../package.json',
  '/..%2f..%2fpackage.json',
  '/%2e%2e/%2e%2e/package.json',
  '/%2e%2e%2fpackage.json',
  '/..%5c..%5cpackage.json',
  '/..\\..\\package.json',
  '/%252e%252e%252fpackage.json',
  '/%c0%ae%c0%ae/package.json',
  '/....//....//package.json',
  '/;/../package.json',
  '/widget.js/../../package.json',
  '/widget.js%00.html',
  '/widget.js%00',
  '/widget.js/',
  '/widget.js::$DATA',
  '/.env',
  '/.git/config',
  '/data/state.db',
  '/node_modules/restify/package.json',
  '/dist/main.js',
  '/file:///etc/passwd',
  '/etc/passwd',
  '/C:%5cwindows%5cwin.ini',
  '/__proto__',
  '/constructor',
  'http://bot.example.edu/../../package.json',
])('%s is not there', async (path) => {
  expect((await sendRaw(server, request(`GET ${path} HTTP/1.1`))).status).toBe(404);
});

test('a null byte in an address is no address', async () => {
  expect((await sendRaw(server, request('GET /widget.js\0.html HTTP/1.1'))).status).toBe(400);
});

describe('sockets', () => {
  const upgrade = (path: string, more: readonly string[] = []) =>
    ['GET ' + path + ' HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: websocket', ...more, '', ''].join('\r\n');
  const key = ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13'];

  async function streamPath(): Promise<string> {
    const begun = await fetch(`${server.url}/v3/directline/begin`, { method: 'POST' });
    const { streamUrl } = (await begun.json()) as { streamUrl: string };
    return streamUrl.slice(streamUrl.indexOf('/v3'));
  }

  test.each([
    ['at another address', '/api/messages'],
    ['at an address that is none', '//'],
    ['at another that is none', 'http://[::1'],
    ['without a token', '/v3/directline/conversations/c/stream'],
  ])('%s are refused, and the connection ended', async (_, path) => {
    const came = await sendRaw(server, upgrade(path, key));
    expect([401, 404]).toContain(came.status);
    expect(came.endedAfter).toBeDefined();
  });

  test('without what a socket needs are refused', async () => {
    expect((await sendRaw(server, upgrade(await streamPath(), ['Sec-WebSocket-Version: 1']))).status).toBe(400);
  });

  test('that break off while they are opened, as on a train, harm nobody', async () => {
    const { port, hostname } = new URL(server.url);
    const path = await streamPath();
    for (let i = 0; i < 60; i += 1) {
      await new Promise<void>((resolve) => {
        const socket = createConnection(Number(port), hostname, () => {
          socket.write(upgrade(i % 2 ? path : '/nowhere', key), () => setTimeout(() => socket.resetAndDestroy(), i % 5));
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
      });
    }
  });

  test('that are open may be silent for longer than a request', async () => {
    const came = await sendRaw(server, upgrade(await streamPath(), key), { patience: 2500 });
    expect([came.status, came.endedAfter]).toEqual([101, undefined]);
  });

  test('that send more than a socket of the chat ever does are closed', async () => {
    const frame = Buffer.concat([Buffer.from([0x81, 0xfe, 0xff, 0xff, 0, 0, 0, 0]), Buffer.alloc(0xffff)]);
    const came = await sendRaw(server, upgrade(await streamPath(), key), { then: (socket) => socket.write(frame) });
    expect(came.endedAfter).toBeDefined();
  });
});

test('no answer says what it is made with, and each tells the browser to be careful', async () => {
  for (const path of ['/', '/health', '/nowhere', '/v3/directline/conversations/c', '/widget.js']) {
    const { headers } = await fetch(`${server.url}${path}`);
    expect([headers.get('server'), headers.get('x-powered-by')]).toEqual([null, null]);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'SAMEORIGIN',
      'strict-transport-security': 'max-age=31536000',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    });
  }
});

test('pages of other sites may load the scripts of the widget, and nothing else of ours', async () => {
  const policyOf = async (path: string) => (await fetch(`${server.url}${path}`)).headers.get('cross-origin-resource-policy');
  expect([await policyOf('/widget.js'), await policyOf('/'), await policyOf('/health')]).toEqual([
    'cross-origin',
    'same-origin',
    'same-origin',
  ]);
});
