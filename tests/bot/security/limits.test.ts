import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sign } from 'jsonwebtoken';
import { addressOf } from '../../../bot/address';
import { makeLimit, TooManyRequests } from '../../../bot/limits';
import { serveDirectLine, type TestServer } from '../channels/direct-line-server';
import { message, post, type Answered } from './attacker';

/** So many messages, one after the other; gives what the last came to. */
async function many(count: number, send: (i: number) => Promise<Answered>): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < count; i += 1) statuses.push((await send(i)).status);
  return statuses;
}

function expectToWait({ status, headers, text }: Answered): void {
  expect(status).toBe(429);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect(text).toMatch(/try again in \d+ seconds/);
}

const of = (user: string, conversation: object) => message('hi', { from: { id: user }, conversation });
const fresh = () => ({ id: randomUUID() });

describe('in local development', () => {
  const start = () => serveDirectLine({ env: { RATE_LIMIT_PER_MINUTE: '5', TRUSTED_PROXIES: '1' } });
  let server: TestServer;
  beforeEach(async () => (server = await start()));
  afterEach(() => server.stop());

  const from = (address: string, activity: object) => post(server, activity, { 'x-forwarded-for': address });

  test('one conversation has its limit; the others go on', async () => {
    expect(await many(5, () => post(server, of('a', { id: 'c' })))).toEqual([200, 200, 200, 200, 200]);
    expectToWait(await post(server, of('a', { id: 'c' })));
    expect((await post(server, of('a', { id: 'other' }))).status).toBe(200);
  });

  test('a group may say five times as much', async () => {
    const say = (i: number) => post(server, of(`user ${i % 5}`, { id: 'g', isGroup: true }));
    expect(new Set(await many(25, say))).toEqual(new Set([200]));
    expectToWait(await say(0));
  });

  test('one address has its limit, whatever users and conversations it claims, and whatever it sends', async () => {
    expect(await many(5, () => from('203.0.113.7', of(randomUUID(), fresh())))).toEqual([200, 200, 200, 200, 200]);
    expectToWait(await from('203.0.113.7', of(randomUUID(), fresh())));
    expectToWait(await from('203.0.113.7', {}));
    expectToWait(await from('198.51.100.1, 203.0.113.7', of(randomUUID(), fresh())));
    expect((await from('203.0.113.8', of('a', fresh()))).status).toBe(200);
  });

  test("the developer's own machine has none", async () => {
    expect(new Set(await many(20, () => post(server, of('a', fresh()))))).toEqual(new Set([200]));
  });
});

test('0 is without a limit', async () => {
  const server = await serveDirectLine({ env: { RATE_LIMIT_PER_MINUTE: '0' } });
  expect(new Set(await many(30, () => post(server, of('a', { id: 'c' }))))).toEqual(new Set([200]));
  await server.stop();
});

describe('with an app id, over Azure Bot Service', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const appId = randomUUID();
  let keys: Server;
  let server: TestServer;

  beforeAll(async () => {
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig', endorsements: ['webchat'] };
    keys = createServer((request, response) => {
      const { port } = keys.address() as AddressInfo;
      const body = request.url === '/keys' ? { keys: [jwk] } : { jwks_uri: `http://127.0.0.1:${port}/keys` };
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
    server = await serveDirectLine({
      env: {
        RATE_LIMIT_PER_MINUTE: '5',
        MicrosoftAppId: appId,
        MicrosoftAppPassword: 'x',
        ToBotFromChannelOpenIdMetadataUrl: `http://127.0.0.1:${(keys.address() as AddressInfo).port}/openid`,
      },
    });
  });
  afterAll(async () => {
    await server.stop();
    keys.close();
  });

  const claims = { iss: 'https://api.botframework.com', aud: appId, serviceurl: 'https://webchat.example.org/' };
  const token = sign(claims, privateKey, { algorithm: 'RS256', keyid: 'k', expiresIn: 3600 });
  const send = (activity: object, authorization = `Bearer ${token}`) =>
    post(server, { ...activity, serviceUrl: claims.serviceurl }, { authorization });

  test('what all students write comes from one address: it has no limit, each of them has', async () => {
    expect(new Set(await many(20, (i) => send(of(`student ${i}`, fresh()))))).toEqual(new Set([200]));
    expect(await many(5, () => send(of('sam', fresh())))).toEqual([200, 200, 200, 200, 200]);
    expectToWait(await send(of('sam', fresh())));
    expect((await send(of('alex', fresh()))).status).toBe(200);
  });

  test('who has no token has a limit per address, which takes nothing from those who have one', async () => {
    const wrong = () => send(of('a', fresh()), 'Bearer forged.token.x');
    expect(await many(3, wrong)).toEqual([401, 401, 401]);
    expect((await post(server, '{')).status).toBe(400);
    expect((await post(server, 'x', { 'content-type': 'text/plain' })).status).toBe(415);
    expectToWait(await wrong());
    expect((await send(of('another', fresh()))).status).toBe(200);
  });
});

/** What a request shows of where it comes from, behind so many proxies, and the address that is counted. */
test.each<[string, string, number, string, string]>([
  ['no proxy', '', 0, '203.0.113.7', '203.0.113.7'],
  ['a claim, and no proxy', '1.2.3.4', 0, '203.0.113.7', '203.0.113.7'],
  ['a proxy', '203.0.113.7', 1, '10.0.0.1', '203.0.113.7'],
  ['a proxy, and a claim', '1.2.3.4, 203.0.113.7', 1, '10.0.0.1', '203.0.113.7'],
  ['two proxies', '1.2.3.4, 203.0.113.7, 10.0.0.2', 2, '10.0.0.1', '203.0.113.7'],
  ['fewer than there should be', '', 2, '10.0.0.1', '10.0.0.1'],
  ['a proxy that adds the port, as on Azure', '203.0.113.7:50123', 1, '10.0.0.1', '203.0.113.7'],
  ['IPv4 in IPv6', '', 0, '::ffff:203.0.113.7', '203.0.113.7'],
  ['an IPv6 address stands for its network', '', 0, '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['so does a short one', '', 0, '2001:db8::1', '2001:db8:0:0::/64'],
  ['and one with a port', '[2001:db8:1:2::9]:443', 1, '10.0.0.1', '2001:db8:1:2::/64'],
  ['this machine', '', 0, '::1', '::1'],
  ['no address at all', 'unknown', 1, '10.0.0.1', 'unknown'],
])('%s', (_, forwarded, proxies, remoteAddress, counted) => {
  const headers = forwarded === '' ? {} : { 'x-forwarded-for': forwarded };
  expect(addressOf({ headers, socket: { remoteAddress } }, proxies)).toBe(counted);
});

test('who waited may go on', async () => {
  jest.useFakeTimers();
  const limit = makeLimit(1);
  await limit('a');
  await expect(limit('a')).rejects.toThrow(TooManyRequests);
  jest.advanceTimersByTime(61_000);
  await expect(limit('a')).resolves.toBeUndefined();
  jest.useRealTimers();
});
