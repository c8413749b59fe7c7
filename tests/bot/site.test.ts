import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startServer, type RunningServer } from '../../bot/server';
import { encodingFor, readSite } from '../../bot/site';

const folder = mkdtempSync(join(tmpdir(), 'site-'));
const script = 'console.log("the widget, the widget, the widget, the widget");';
let server: RunningServer;

beforeAll(async () => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>x</title>');
  writeFileSync(join(folder, 'widget.js'), script);
  writeFileSync(join(folder, 'chat-0A1B2C3D.js'), script);
  writeFileSync(join(folder, 'notes.md'), 'not for the web');
  const log = { info: () => undefined, error: () => undefined };
  const messages = { receive: () => Promise.resolve({ status: 200 }) };
  server = await startServer(
    { messages, knowledge: () => ({ version: 'v', problems: [] }), log, assets: readSite(folder) },
    0,
    '127.0.0.1',
  );
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers as Got['headers'], body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

test('the page comes with a policy that allows no inline script or style', async () => {
  const { status, headers, body } = await get('/');
  expect([status, headers['content-type'], body.toString()]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<!doctype html><title>x</title>',
  ]);
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).not.toContain('unsafe');
});

test.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip, deflate', 'gzip', gunzipSync],
  ['', undefined, (body: Buffer) => body],
])('to who takes "%s" it is sent as %s', async (accepted, encoding, decode) => {
  const { headers, body } = await get('/widget.js', { 'accept-encoding': accepted });
  expect(headers['content-encoding']).toBe(encoding);
  expect(decode(body).toString()).toBe(script);
});

test('a name with a hash is kept for good, the loader is asked for again', async () => {
  expect((await get('/chat-0A1B2C3D.js')).headers['cache-control']).toContain('immutable');
  const loader = await get('/widget.js');
  expect(loader.headers['cache-control']).toContain('must-revalidate');
  const again = await get('/widget.js', { 'if-none-match': loader.headers.etag ?? '' });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

test.each(['/notes.md', '/../package.json', '/%2e%2e/package.json', '/state.db'])('%s is not there', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test.each([
  ['br;q=0, gzip', 'gzip'],
  ['gzip;q=0.5, br;q=1.0', 'br'],
  [undefined, 'identity'],
])('"%s" takes %s', (accepted, encoding) => {
  expect(encodingFor(accepted)).toBe(encoding);
});

test('without a build there is no site', () => {
  expect(readSite(join(folder, 'nothing')).size).toBe(0);
});
