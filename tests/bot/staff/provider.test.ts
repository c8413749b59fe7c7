import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openSqlite } from '../../../bot/state/sqlite';
import { serveDirectLine, type TestServer } from '../channels/direct-line-server';
import { call, hash, Officer, type Told } from './officer';

const people = {
  ann: { email: 'Ann@example.edu', email_verified: true, name: 'Ann Jansen' },
  bo: { email: 'bo@example.edu', email_verified: true },
  unverified: { email: 'ann@example.edu', email_verified: false, name: 'Ann Jansen' },
  stranger: { email: 'eve@example.edu', email_verified: true, name: 'Eve' },
  nobody: { name: 'Nobody' },
  // As Microsoft Entra tells of its people.
  tenant: { preferred_username: 'Ann@example.edu', name: 'Ann Jansen' },
  guest: { preferred_username: 'eve@example.edu', email: 'ann@example.edu', name: 'Eve' },
};

const database = openSqlite(':memory:');
let child: ChildProcess;
let issuer: string;
let server: TestServer;
/** For a provider that does not say whether an address is verified. */
let byName: TestServer;
const settings = () => ({
  ...{ STAFF_OIDC_ISSUER: issuer, STAFF_OIDC_CLIENT_ID: 'bot', STAFF_OIDC_CLIENT_SECRET: 'a secret of the tests' },
  STAFF_ALLOWED: 'ann@example.edu, bo@example.edu',
});

beforeAll(async () => {
  const [port, other] = [await freePort(), await freePort()];
  const file = join(__dirname, 'provider.mjs');
  const env = { ...process.env, PEOPLE: JSON.stringify(people), NODE_ENV: 'production' };
  child = spawn(process.execPath, [file, ...[port, other].map((at) => `http://127.0.0.1:${at}/staff/sign-in/back`)], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  if (!child.stdout) throw new Error('nothing is said');
  [issuer = ''] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  server = await serveDirectLine({ port, database, env: settings() });
  byName = await serveDirectLine({ port: other, database, env: { ...settings(), STAFF_OIDC_EMAIL_CLAIM: 'preferred_username' } });
});

afterAll(async () => {
  await Promise.all([server.stop(), byName.stop()]);
  const ended = once(child, 'exit');
  child.stdin?.end();
  await ended;
});

async function freePort(): Promise<number> {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  await new Promise((resolve) => taken.close(resolve));
  return port;
}

/** Begins here, says at the provider who it is, and gives the address that the provider leads back to. */
async function comeBack(officer: Officer, who: string): Promise<string> {
  const begun = await officer.ask('/staff/sign-in/provider', {});
  const browser = new Officer(issuer);
  let told = await browser.ask((begun.headers.location ?? '').slice(issuer.length), {});
  for (let i = 0; i < 8; i += 1) {
    const to = told.headers.location;
    if (to?.startsWith(officer.url)) return to.slice(officer.url.length);
    if (to !== undefined) told = await browser.ask(to.replace(issuer, ''), {});
    else told = await signedIn(browser, told, who);
  }
  throw new Error('the provider does not lead back');
}

/** The pages of the provider's own, in which anybody is whoever they say. */
function signedIn(browser: Officer, { text }: Told, who: string): Promise<Told> {
  const action = /action="([^"]+)"/.exec(text)?.[1]?.replace(issuer, '') ?? '';
  return browser.ask(action, { form: { prompt: 'login', login: who, password: 'x' } });
}

test('the page offers it, and no password where there is none', async () => {
  const { text } = await call(`${server.url}/staff/sign-in`);
  expect(text).toContain('href="/staff/sign-in/provider"');
  expect(text).not.toContain('type="password"');
  expect((await new Officer(server.url).signIn()).status).toBe(404);
});

test('what is asked of the provider is a code, with PKCE, a state and a nonce', async () => {
  const { headers } = await new Officer(server.url).ask('/staff/sign-in/provider', {});
  const to = new URL(headers.location ?? '');
  expect(Object.fromEntries(to.searchParams)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    redirect_uri: `${server.url}/staff/sign-in/back`,
    state: expect.stringMatching(/.{20}/) as string,
    nonce: expect.stringMatching(/.{20}/) as string,
  });
  expect(headers['set-cookie']?.[0]).toMatch(/^staff-flow=[\w-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/);
});

test.each([
  ['ann', 'Hello, Ann Jansen'],
  ['bo', 'Hello, bo'],
])('%s is let in by name', async (who, hello) => {
  const officer = new Officer(server.url);
  const back = await officer.ask(await comeBack(officer, who), {});
  expect([back.status, back.headers.location, back.headers['set-cookie']?.length]).toEqual([303, '/staff', 2]);
  expect((await officer.get('/staff')).text).toContain(hello);
  expect([...officer.cookies.keys()]).toEqual(['staff']);
});

test.each(['unverified', 'stranger', 'nobody'])('%s is not', async (who) => {
  const officer = new Officer(server.url);
  const back = await officer.ask(await comeBack(officer, who), {});
  expect([back.status, back.text]).toEqual([403, expect.stringContaining('Your account is not among those')]);
  expect((await officer.ask('/staff', {})).status).toBe(303);
});

test('whoever is taken from the list is out, though they had signed in before', async () => {
  const officer = new Officer(server.url);
  await officer.ask(await comeBack(officer, 'bo'), {});
  expect((await officer.ask('/staff', {})).status).toBe(200);
  const next = await serveDirectLine({ database, env: { ...settings(), STAFF_ALLOWED: 'ann@example.edu' } });
  try {
    const later = new Officer(next.url);
    officer.cookies.forEach((value, name) => later.cookies.set(name, value));
    expect((await later.ask('/staff', {})).status).toBe(303);
  } finally {
    await next.stop();
  }
});

describe('what comes back otherwise than it was begun lets nobody in', () => {
  const change = (path: string, name: string, value: string) => {
    const url = new URL(path, server.url);
    url.searchParams.set(name, value);
    return url.pathname + url.search;
  };

  test.each<[string, (path: string, officer: Officer) => string]>([
    ['another state', (path) => change(path, 'state', 'x'.repeat(43))],
    ['another code', (path) => change(path, 'code', 'x'.repeat(43))],
    ['another issuer', (path) => change(path, 'iss', 'https://evil.example')],
    ['no code', () => '/staff/sign-in/back'],
    ['an error', () => '/staff/sign-in/back?error=access_denied&state=x'],
    ['in another browser', (path, officer) => (officer.cookies.clear(), path)],
    ['with a cookie that is none', (path, officer) => (officer.cookies.set('staff-flow', 'eyJ4IjoxfQ'), path)],
    [
      'with the cookie of another beginning',
      (path, officer) => (
        officer.cookies.set('staff-flow', Buffer.from('{"state":"a","nonce":"b","verifier":"c"}').toString('base64url')),
        path
      ),
    ],
  ])('%s', async (_, changed) => {
    const officer = new Officer(server.url);
    const path = await comeBack(officer, 'ann');
    const back = await officer.ask(changed(path, officer), {});
    expect([back.status, back.text]).toEqual([403, expect.stringContaining('You are not signed in')]);
    expect(back.headers['set-cookie']).toBeUndefined();
  });

  test('the same once more', async () => {
    const officer = new Officer(server.url);
    const path = await comeBack(officer, 'ann');
    const [, flow] = [...officer.cookies].find(([name]) => name === 'staff-flow') ?? [];
    expect((await officer.ask(path, {})).status).toBe(303);
    const thief = new Officer(server.url);
    thief.cookies.set('staff-flow', flow ?? '');
    expect((await thief.ask(path, {})).status).toBe(403);
  });
});

test.each([
  ['tenant', 303],
  ['guest', 403],
])('where a name counts that only its administrators give, %s gets %d', async (who, status) => {
  const officer = new Officer(byName.url);
  expect((await officer.ask(await comeBack(officer, who), {})).status).toBe(status);
});

test('a provider that is away is said to be, and a password lets in beside it', async () => {
  const away = await serveDirectLine({
    env: { ...settings(), STAFF_OIDC_ISSUER: 'http://127.0.0.1:9', STAFF_PASSWORD_HASH: hash },
  });
  try {
    const told = await call(`${away.url}/staff/sign-in/provider`);
    expect([told.status, told.text]).toEqual([503, expect.stringContaining('The identity provider does not answer')]);
    expect((await new Officer(away.url).signIn()).status).toBe(200);
  } finally {
    await away.stop();
  }
});
