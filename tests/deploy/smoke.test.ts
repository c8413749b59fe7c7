import { execFile } from 'node:child_process';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { root } from '../../bot/paths';
import { checksOf } from '../../deploy/smoke/checks';
import { serveSite, type TestSite } from '../widget/site';
import { without as leavingOut } from './balancer';

let site: TestSite;
const ends: (() => unknown)[] = [];
beforeAll(async () => (site = await serveSite()));
afterEach(() => ends.splice(0).forEach((end) => end()));
afterAll(() => site.stop());

/** The command as an operator runs it. */
function run(
  ...given: readonly string[]
): Promise<{ readonly code: number; readonly lines: readonly string[]; readonly err: string }> {
  return new Promise((done) => {
    execFile('npm', ['run', '-s', 'smoke', '--', ...given], { cwd: root }, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, lines: out.trim().split('\n'), err }),
    );
  });
}

/** What a proxy that is set up badly makes of an answer, by its path. */
interface Spoilt {
  readonly status?: number;
  readonly headers?: (theirs: IncomingHttpHeaders) => IncomingHttpHeaders;
  readonly body?: (theirs: string) => string;
  readonly refusesSockets?: boolean;
}

/** Stands before the real bot and spoils what it answers at some addresses. */
async function serveSpoilt(
  path: string,
  { status, headers = (theirs) => theirs, body = (theirs) => theirs, refusesSockets }: Spoilt,
) {
  const to = new URL(site.url);
  const server: Server = createServer((incoming, outgoing) => {
    const { method, url = '', headers: sent } = incoming;
    // What is not compressed can be spoilt.
    const plain = { ...sent, 'accept-encoding': 'identity' };
    const passed = request({ host: to.hostname, port: to.port, method, path: url, headers: plain }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const isSpoilt = url.split('?')[0] === path;
        const text = Buffer.concat(chunks).toString();
        const theirs = leavingOut('content-length', response.headers);
        outgoing.writeHead((isSpoilt ? status : undefined) ?? response.statusCode ?? 500, isSpoilt ? headers(theirs) : theirs);
        outgoing.end(isSpoilt ? body(text) : text);
      });
    });
    incoming.pipe(passed);
  });
  server.on('upgrade', ({ url = '', rawHeaders }, near) => {
    if (refusesSockets) return void near.end('HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1] ?? ''}`] : []));
    const far = connect(Number(to.port), to.hostname);
    far.write([`GET ${url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
    near.on('error', () => far.destroy()).on('close', () => far.destroy());
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => (server.close(), server.closeAllConnections()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What is wrong or doubtful, of all or of what is named. */
async function find(
  url: string,
  only: readonly string[] = [],
  more: { plain?: string; question?: string; expect?: string } = {},
) {
  const { plain, question = 'What is the tuition fee?', expect: words = '' } = more;
  const found: Record<string, string> = {};
  for (const { name, run } of checksOf({ url, plain, question, expect: words })) {
    if (only.length > 0 && !only.includes(name)) continue;
    const { is, what } = await run().catch((error: unknown) => ({ is: 'FAIL', what: (error as Error).message }));
    if (is !== 'ok') found[name] = `${is} ${what}`;
  }
  return found;
}

/** The bot of these tests has no app id, as on a developer's machine; nothing else is doubtful about it. */
const asItIs = { messages: 'warn MicrosoftAppId is not set: whoever asks is answered' };

test('npm run smoke: a bot that works, a line for each check with its time', async () => {
  const { code, lines, err } = await run(site.url);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(lines.map((line) => line.slice(0, 14))).toEqual([
    'ok    health  ', 'ok    ready   ', 'ok    answer  ', 'ok    widget  ', 'ok    headers ', 'ok    banner  ', 'ok    metrics ', 'warn  messages',
  ]); // prettier-ignore
  expect(lines.every((line) => / \d+ ms {2}\S/.test(line))).toBe(true);
  expect(lines[2]).toMatch(/"The tuition fee is €18,016 per year\. .*, from "Tuition fees/);
});

test('npm run smoke: where nothing answers each line says so, and the exit code is 1', async () => {
  const { code, lines } = await run('http://127.0.0.1:9');
  expect(code).toBe(1);
  expect(lines.every((line) => /^FAIL .*(ECONNREFUSED|bad port)/.test(line))).toBe(true);
});

test.each([[], ['bot.example.edu'], ['https://bot.example.edu/chat'], ['https://a.example', 'https://b.example'], ['--x']])(
  'npm run smoke: %j is told how to be said',
  async (...given) => {
    const { code, err } = await run(...given);
    expect(code).toBe(2);
    expect(err).not.toMatch(/^ +at /m);
  },
);

test('nothing is found on the bot as it is', async () => {
  expect(await find(site.url)).toEqual(asItIs);
});

const without = (name: string) => (theirs: IncomingHttpHeaders) => leavingOut(name, theirs);
const withHeader = (name: string, value: string) => (theirs: IncomingHttpHeaders) => ({ ...theirs, [name]: value });
const begun = '/v3/directline/conversations';

test.each<[string, string, Spoilt, Record<string, string>]>([
  ['the process does not live', '/health', { status: 502 }, { health: 'FAIL /health answers 502' }],
  ['it is not ready', '/ready', { status: 503, body: () => '{"status":"storage"}' }, { ready: 'FAIL /ready answers 503 (storage)' }],
  ['its knowledge base is broken', '/ready', { body: (text) => text.replace('}', ',"problems":["a.yaml:1"]}') }, { ready: expect.stringMatching(/^warn knowledge \w+, but the files .*a\.yaml:1$/) as string }],
  ['a page of errors with 200', '/ready', { body: () => '<html>busy</html>' }, { ready: 'FAIL /ready answers 200' }],
  ['tokens are refused', '/v3/directline/tokens/generate', { status: 403 }, { answer: 'FAIL tokens/generate answers 403' }],
  ['conversations are refused', begun, { status: 500 }, { answer: 'FAIL conversations answers 500' }],
  ['sockets are refused', '', { refusesSockets: true }, { answer: expect.stringMatching(/^FAIL no socket at ws:\/\/127.*426/) as string }],
  ['the stream is at an address that is not there', begun, { body: (text) => text.replace(/ws:\/\/[^/]+/, 'ws://127.0.0.1:9') }, { answer: expect.stringMatching(/^FAIL no socket at ws:\/\/127.0.0.1:9/) as string }],
  ['the widget is not there', '/widget.js', { status: 404 }, { widget: 'FAIL /widget.js answers 404' }],
  ['the widget is a page', '/widget.js', { headers: withHeader('content-type', 'text/html') }, { widget: 'FAIL /widget.js is no script' }],
  ['other sites may not load the widget', '/widget.js', { headers: without('cross-origin-resource-policy') }, { widget: expect.stringMatching(/^FAIL .*other sites cannot load it$/) as string }],
  ['there is no policy', '/', { headers: without('content-security-policy') }, { headers: 'FAIL missing or weakened: content-security-policy' }],
  ['the policy is weakened', '/', { headers: withHeader('content-security-policy', 'default-src *') }, { headers: 'FAIL missing or weakened: content-security-policy' }],
  ['the proxy tells its version', '/health', { headers: withHeader('server', 'nginx/1.22.1') }, { banner: 'FAIL a version is told: nginx/1.22.1' }],
  ['metrics are open', '/metrics', { status: 200 }, { metrics: 'warn /metrics is open to everybody' }],
  ['the endpoint is broken', '/api/messages', { status: 502 }, { messages: 'FAIL /api/messages answers 502' }],
])('%s', async (_, path, spoilt, found) => {
  expect(await find(await serveSpoilt(path, spoilt), Object.keys(found))).toEqual(found);
}); // prettier-ignore

test.each([
  ['an answer without a source', 'hello', '', /^FAIL no source is given: "/],
  [
    'an answer that is another one',
    'What is the tuition fee?',
    '99,999',
    /^FAIL "99,999" is not in the answer: "The tuition fee/,
  ],
])('%s', async (_, question, words, found) => {
  expect((await find(site.url, ['answer'], { question, expect: words })).answer).toMatch(found);
});

test.each([
  ['goes to https', 308, 'https://bot.example.edu/health', undefined],
  ['goes to plain HTTP', 301, 'http://bot.example.edu/health', 'FAIL plain HTTP answers 301 in place of going to https'],
  ['is answered', 200, undefined, 'FAIL plain HTTP answers 200 in place of going to https'],
])('plain HTTP %s', async (_, status, location, found) => {
  const plain = await serveSpoilt('/health', { status, headers: (theirs) => ({ ...theirs, ...(location ? { location } : {}) }) });
  expect((await find(site.url, ['redirect'], { plain })).redirect).toBe(found);
});

test('who has no token is refused', async () => {
  expect(await find(await serveSpoilt('/api/messages', { status: 401 }))).toEqual({});
});

test('plain HTTP is not there at all', async () => {
  expect(await find(site.url, [], { plain: 'http://127.0.0.1:9' })).toEqual(asItIs);
});
