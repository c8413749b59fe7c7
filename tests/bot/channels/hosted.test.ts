import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveDirectLine } from './direct-line-server';

interface Asked {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
}

/** Stands where Azure's Direct Line would, and answers as told. */
async function hostAnswering(status: number, answer: string) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      asked.push({ path: request.url, authorization: request.headers.authorization, body });
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

async function generateOver(url: string) {
  const env = { DIRECT_LINE_SECRET: 'a secret', DIRECT_LINE_DOMAIN: url, TRUSTED_ORIGINS: 'https://www.example.edu' };
  const bot = await serveDirectLine({ env });
  const response = await fetch(`${bot.url}/v3/directline/tokens/generate`, { method: 'POST' });
  const body = (await response.json()) as Readonly<Record<string, unknown>>;
  await bot.stop();
  return { status: response.status, body, logged: bot.logged };
}

test('the token comes from the hosted line, for a user of its own, and the secret goes nowhere else', async () => {
  const host = await hostAnswering(200, '{"conversationId":"c1","token":"t1","expires_in":3600}');
  const { status, body } = await generateOver(host.url);
  host.stop();
  expect(host.asked).toEqual([
    {
      path: '/v3/directline/tokens/generate',
      authorization: 'Bearer a secret',
      body: { user: { id: expect.stringMatching(/^dl_.{24}$/) as string }, trustedOrigins: ['https://www.example.edu'] },
    },
  ]);
  expect([status, body]).toEqual([200, { conversationId: 'c1', token: 't1', expires_in: 3600, domain: host.url }]);
});

test.each([
  ['refuses', 403, '{"error":{"code":"BadArgument"}}'],
  ['answers nonsense', 200, '<html>'],
])('a hosted line that %s is a 502 with a plain sentence', async (_, answered, text) => {
  const host = await hostAnswering(answered, text);
  const { status, body } = await generateOver(host.url);
  host.stop();
  expect([status, body]).toMatchObject([502, { error: { code: 'HostUnavailable' } }]);
});

test('a hosted line that is not there is a 502 too', async () => {
  expect((await generateOver('http://127.0.0.1:9')).status).toBe(502);
});
