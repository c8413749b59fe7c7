import { readConfig } from '../../../bot/config';
import { openSqlite } from '../../../bot/state/sqlite';
import { hashOf, isHash, isPassword, weaknessOf } from '../../../bot/staff/password';
import { serveDirectLine, type TestServer } from '../channels/direct-line-server';
import { call, hash, Officer, password, tokenIn } from './officer';

const provider = {
  ...{ STAFF_OIDC_ISSUER: 'https://id.example.edu', STAFF_OIDC_CLIENT_ID: 'bot', STAFF_OIDC_CLIENT_SECRET: 'secret' },
  STAFF_ALLOWED: 'Ann@example.edu, bo@example.edu',
};

describe('the settings', () => {
  test.each([
    [{ STAFF_PASSWORD_HASH: hash }, { STAFF_PASSWORD_HASH: hash }],
    [provider, { STAFF_ALLOWED: ['ann@example.edu', 'bo@example.edu'] }],
    [{ ...provider, STAFF_OIDC_ISSUER: 'http://127.0.0.1:9000' }, {}],
  ])('%j hold', (env, expected) => {
    expect(readConfig(env)).toMatchObject(expected);
  });

  test.each([
    [{ STAFF_PASSWORD_HASH: 'hunter2' }, /STAFF_PASSWORD_HASH: is the line that "npm run staff -- password" prints/],
    [{ STAFF_PASSWORD_HASH: hash.replace('ln=14', 'ln=30') }, /STAFF_PASSWORD_HASH/],
    [
      { ...provider, STAFF_OIDC_ISSUER: 'https://id.example.edu/common/v2.0' },
      /STAFF_OIDC_ISSUER: is the issuer of your own tenant/,
    ],
    [{ ...provider, STAFF_OIDC_EMAIL_CLAIM: 'name' }, /STAFF_OIDC_EMAIL_CLAIM: is email, preferred_username or upn/],
    [{ ...provider, STAFF_OIDC_ISSUER: 'http://id.example.edu' }, /STAFF_OIDC_ISSUER: is the https address/],
    [{ ...provider, STAFF_ALLOWED: 'ann' }, /STAFF_ALLOWED/],
    [{ ...provider, STAFF_ALLOWED: ' , ' }, /STAFF_ALLOWED/],
    [
      { STAFF_OIDC_ISSUER: 'https://id.example.edu' },
      /STAFF_OIDC_CLIENT_ID: missing[^]*STAFF_OIDC_CLIENT_SECRET: missing[^]*STAFF_ALLOWED: missing/,
    ],
    [{ STAFF_ALLOWED: 'ann@example.edu' }, /STAFF_OIDC_ISSUER: missing, while there is STAFF_ALLOWED/],
  ])('%j are refused at the start', (env, told) => {
    expect(() => readConfig(env)).toThrow(told);
  });

  test('what is wrong with a hash does not tell it', () => {
    expect(() => readConfig({ STAFF_PASSWORD_HASH: 'hunter2' })).not.toThrow(/hunter2/);
  });
});

describe('a password', () => {
  test('is known by its hash, which is another one each time', async () => {
    const [one, other] = await Promise.all([hashOf('ein langer Weg 😀'), hashOf('ein langer Weg 😀')]);
    expect(one).not.toBe(other);
    expect([isHash(one), await isPassword('ein langer Weg 😀', one), await isPassword('ein langer Weg', one)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test.each([
    ['composed and decomposed letters', 'caf\u00e9 caf\u00e9 caf\u00e9', 'cafe\u0301 cafe\u0301 cafe\u0301', true],
    ['another case', 'Correct horse battery', 'correct horse battery', false],
    ['a blank more', 'correct horse battery', 'correct horse battery ', false],
    ['nothing', 'correct horse battery', '', false],
    ['far too much', 'correct horse battery', 'x'.repeat(60_000), false],
  ])('%s', async (_, kept, given, expected) => {
    expect(await isPassword(given, await hashOf(kept))).toBe(expected);
  });

  test.each([
    ['short', /at least 12/],
    ['aaaaaaaaaaaaaaaaaa', /over and over/],
    ['x'.repeat(1001), /at most 1000/],
    ['elevenchars', /at least 12/],
  ])('"%.20s" is refused', (weak, why) => {
    expect(weaknessOf(weak)).toMatch(why);
    expect(weaknessOf(password)).toBeUndefined();
  });
});

const allowed = { perAddress: { tries: 5, seconds: 900 }, overall: { tries: 20, seconds: 3600, thenEvery: 60 } };
const serve = async (env: Record<string, string> = {}, more: object = {}) => {
  await running?.stop();
  return (running = await serveDirectLine({ env: { STAFF_PASSWORD_HASH: hash, ...env }, allowed, ...more }));
};

let server: TestServer;
/** What was begun and not ended by the test itself. */
let running: TestServer | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

test('without a password and a provider there is no such page, whatever is asked', async () => {
  server = running = await serveDirectLine();
  for (const path of ['/staff', '/staff/', '/staff/sign-in', '/staff/style.css', '/staff/requests'])
    expect((await call(server.url + path)).status).toBe(404);
  expect((await call(`${server.url}/staff/sign-in`, { form: { name: 'a', password } })).status).toBe(404);
});

describe('signing in', () => {
  beforeEach(async () => void (server = await serve()));

  test.each([
    '',
    '/',
    '/requests',
    '/requests/ABC-DEF',
    '/questions',
    '/questions/1',
    '/report',
    '/report.md',
    '/report.html',
    '/requests/ABC-DEF/talk',
  ])('whoever has not is led there from /staff%s, and sees nothing else', async (path) => {
    const told = await call(`${server.url}/staff${path}`);
    expect([told.status, told.text]).toEqual([303, '']);
    expect(told.headers.location).toMatch(/^\/staff\/sign-in/);
  });

  test('the right password lets in, back to the page that was asked for; signing out ends it for good', async () => {
    const anna = new Officer(server.url);
    const asked = await anna.get('/staff/requests');
    expect(asked.text).toContain('name="to" value="/staff/requests"');
    const told = await anna.ask('/staff/sign-in', { form: { name: ' Anna\u0000  B. ', password, to: '/staff/requests' } });
    expect([told.status, told.headers.location]).toEqual([303, '/staff/requests']);
    const [cookie = ''] = told.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^staff=[\w-]{43}; Path=\/; Max-Age=28800; HttpOnly; SameSite=Strict$/);
    const { text } = await anna.get('/staff');
    expect(text).toContain('Hello, Anna B.');
    const kept = new Map(anna.cookies);
    await anna.post('/staff/sign-out', {}, '/staff');
    expect(anna.cookies.size).toBe(0);
    for (const [name, value] of kept) anna.cookies.set(name, value);
    expect((await anna.ask('/staff', {})).status).toBe(303);
  });

  test.each([
    ['https://evil.example', '/staff'],
    ['//evil.example', '/staff'],
    ['/staff/../evil', '/staff'],
    ['/staff\\evil', '/staff'],
    ['/staffx', '/staff'],
    ['/staff/requests?x=1', '/staff'],
    ['/staff/questions/12', '/staff/questions/12'],
  ])('"%s" leads to %s', async (to, expected) => {
    const told = await new Officer(server.url).ask('/staff/sign-in', { form: { name: 'Anna', password, to } });
    expect(told.headers.location).toBe(expected);
  });

  test.each([
    [{ name: '', password }, 422, 'Enter your name'],
    [{ name: ' \u00a0', password }, 422, 'Enter your name'],
    [{ name: 'Anna', password: '' }, 422, 'Enter the password'],
    [{ name: 'Anna', password: 'wrong' }, 403, 'This is not the password'],
    [{ name: '"><script>alert(1)</script>', password: 'wrong' }, 403, 'value="&quot;&gt;&lt;script&gt;'],
  ])('%j is told, with a link to the field', async (form, status, said) => {
    const told = await new Officer(server.url).ask('/staff/sign-in', { form });
    expect([told.status, told.headers['set-cookie']]).toEqual([status, undefined]);
    expect(told.text).toContain(said);
    expect(told.text).toMatch(/<title>Error: Sign in[^]*<a href="#(name|password)">/);
    expect(told.text).not.toMatch(/<script>/);
  });

  test('five wrong ones, and a right one is not looked at any more; from another address it is', async () => {
    server = await serve({ TRUSTED_PROXIES: '1' });
    const from = (address: string) => new Officer(server.url, { 'X-Forwarded-For': `1.2.3.4, ${address}` });
    for (let i = 0; i < 5; i += 1) expect((await from('192.0.2.1').signIn('Anna', 'wrong')).status).toBe(403);
    const locked = await from('192.0.2.1').signIn();
    expect(locked.status).toBe(429);
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(800);
    expect(locked.text).toContain('Please try again in 15 minutes');
    expect((await from('192.0.2.2').ask('/staff/sign-in', { form: { name: 'Anna', password } })).status).toBe(303);
  });

  test('many at once are no way around it, and what is right begins the count anew', async () => {
    const tries = await Promise.all(Array.from({ length: 12 }, () => new Officer(server.url).signIn('Anna', 'wrong')));
    expect(tries.filter(({ status }) => status === 403)).toHaveLength(5);
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(7);
    server = await serve();
    for (let i = 0; i < 4; i += 1) await new Officer(server.url).signIn('Anna', 'wrong');
    expect((await new Officer(server.url).signIn()).status).toBe(200);
    for (let i = 0; i < 5; i += 1) expect((await new Officer(server.url).signIn('Anna', 'wrong')).status).toBe(403);
  });

  test('from many addresses there are no more in all, then one a minute', async () => {
    server = await serve({ TRUSTED_PROXIES: '1' });
    const statuses: number[] = [];
    for (let i = 0; i < 24; i += 1)
      statuses.push((await new Officer(server.url, { 'X-Forwarded-For': `192.0.2.${i}` }).signIn('Eve', 'wrong')).status);
    expect(statuses).toEqual([...Array.from({ length: 21 }, () => 403), 429, 429, 429]);
  });

  test('a new password ends what was begun with the old one', async () => {
    const storage = new Map<string, object>();
    const shared = {
      read: (keys: string[]) =>
        Promise.resolve(Object.fromEntries(keys.flatMap((key) => (storage.has(key) ? [[key, storage.get(key)]] : [])))),
      write: (items: object) => Promise.resolve(Object.entries(items).forEach(([key, item]) => storage.set(key, item as object))),
      delete: (keys: string[]) => Promise.resolve(keys.forEach((key) => storage.delete(key))),
    };
    server = await serve({}, { storage: shared });
    const anna = new Officer(server.url);
    await anna.signIn();
    const [secret = ''] = anna.cookies.values();
    // Nothing by which anybody could sign in is kept.
    expect(JSON.stringify([...storage])).not.toContain(secret);
    server = await serve({ STAFF_PASSWORD_HASH: await hashOf('another long password') }, { storage: shared });
    const after = new Officer(server.url);
    after.cookies.set('staff', secret);
    expect((await after.ask('/staff', {})).status).toBe(303);
  });

  test('it ends after eight hours', async () => {
    let now = Date.UTC(2026, 10, 26, 9);
    server = await serve({}, { now: () => new Date(now) });
    const anna = new Officer(server.url);
    expect((await anna.signIn()).status).toBe(200);
    now += 8 * 3_600_000 - 1;
    expect((await anna.ask('/staff', {})).status).toBe(200);
    now += 1;
    expect((await anna.ask('/staff', {})).status).toBe(303);
  });
});

describe('the cookie', () => {
  const cookieFor = async (headers: Record<string, string>) =>
    (await call(`${server.url}/staff/sign-in`, { form: { name: 'Anna', password }, headers })).headers['set-cookie']?.[0] ?? '';

  test.each<[string, string, Record<string, string>, RegExp]>([
    ['on the machine itself', '0', {}, /^staff=.*SameSite=Strict$/],
    ['under another name', '0', { Host: 'bot.example.edu', Origin: 'http://bot.example.edu' }, /^__Host-staff=.*; Secure$/],
    [
      'over https, as the proxy says',
      '1',
      { Host: 'x', 'X-Forwarded-Host': 'bot.example.edu', 'X-Forwarded-Proto': 'https', Origin: 'https://bot.example.edu' },
      /^__Host-staff=.*; Secure$/,
    ],
    [
      'over https at the name of the machine',
      '1',
      { 'X-Forwarded-Proto': 'https', 'Sec-Fetch-Site': 'same-origin' },
      /^__Host-staff=.*; Secure$/,
    ],
  ])('%s', async (_, proxies, headers, expected) => {
    server = await serve({ TRUSTED_PROXIES: proxies });
    expect(await cookieFor({ Origin: server.url, ...headers })).toMatch(expected);
  });

  test.each<[string, (secret: string) => string]>([
    ['none', () => ''],
    ['another', (secret) => `staff=${secret.replace(/./g, 'A')}`],
    ['half of it', (secret) => `staff=${secret.slice(1)}`],
    ['two of them', (secret) => `staff=x; staff=${secret}`],
    ['the name of another kind', (secret) => `__Host-staff=${secret}`],
    ['its hash as it is kept', () => 'staff=staff/session/x'],
    ['a key of others', () => 'staff=../../direct-line/signing-key'],
    ['a very long one', () => `staff=${'x'.repeat(8000)}`],
    ['signs that are none', () => 'staff=%00%ff;;=;'],
  ])('%s lets nobody in', async (_, cookie) => {
    server = await serve();
    const anna = new Officer(server.url);
    await anna.signIn();
    const [secret = ''] = anna.cookies.values();
    expect((await call(`${server.url}/staff`, { headers: { Cookie: `staff=${secret}` } })).status).toBe(200);
    expect((await call(`${server.url}/staff`, { headers: { Cookie: cookie(secret) } })).status).toBe(303);
  });
});

describe('a form', () => {
  let anna: Officer;
  let token: string;
  beforeEach(async () => {
    server = await serve();
    anna = new Officer(server.url);
    token = tokenIn((await anna.signIn()).text);
  });

  test.each<[string, () => Record<string, string>, () => Record<string, string>, number]>([
    ['from a page of ours', () => ({ token }), () => ({}), 303],
    ['from a page of ours, as the browser says', () => ({ token }), () => ({ 'Sec-Fetch-Site': 'same-origin' }), 303],
    ['without its token', () => ({}), () => ({}), 403],
    ['with another token', () => ({ token: token.replace(/./g, 'A') }), () => ({}), 403],
    ['with half of its token', () => ({ token: token.slice(1) }), () => ({}), 403],
    ['from another site', () => ({ token }), () => ({ Origin: 'https://evil.example' }), 403],
    ['from another port', () => ({ token }), () => ({ Origin: 'http://127.0.0.1:1' }), 403],
    [
      'from a name that ends like ours',
      () => ({ token }),
      () => ({ Origin: server.url.replace('127.0.0.1', 'x.127.0.0.1') }),
      403,
    ],
    ['from nowhere', () => ({ token }), () => ({ Origin: 'null' }), 403],
    ['from another site, as the browser says', () => ({ token }), () => ({ 'Sec-Fetch-Site': 'cross-site' }), 403],
    ['from a neighbour, as the browser says', () => ({ token }), () => ({ 'Sec-Fetch-Site': 'same-site' }), 403],
    ['from the bar of addresses, as the browser says', () => ({ token }), () => ({ 'Sec-Fetch-Site': 'none' }), 403],
  ])('%s', async (_, form, headers, status) => {
    expect((await anna.ask('/staff/sign-out', { form: form(), headers: headers() })).status).toBe(status);
    expect((await anna.ask('/staff', {})).status).toBe(status === 303 ? 303 : 200);
  });

  test('that says nothing of where it is from is refused, also to sign in', async () => {
    for (const path of ['/staff/sign-out', '/staff/sign-in'])
      expect((await call(server.url + path, { form: { name: 'Anna', password, token } })).status).toBe(403);
  });

  test.each<[string, { method?: string; body?: string; headers?: Record<string, string> }, string, number]>([
    ['GET where something is done', {}, '/staff/sign-out', 405],
    ['POST where nothing is', { body: 'a=b' }, '/staff/requests', 405],
    ['PUT', { method: 'PUT' }, '/staff', 405],
    ['DELETE', { method: 'DELETE' }, '/staff/requests/ABC-DEF', 405],
    ['OPTIONS', { method: 'OPTIONS' }, '/staff', 405],
    ['JSON', { body: '{}', headers: { 'Content-Type': 'application/json' } }, '/staff/sign-out', 415],
    ['a file', { body: 'x', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } }, '/staff/sign-out', 415],
    ['a packed body', { body: 'x', headers: { 'Content-Encoding': 'gzip' } }, '/staff/sign-out', 415],
    ['bytes that are no text', { body: 'token=%ff\u0000', headers: {} }, '/staff/sign-out', 403],
    ['far too much', { body: `text=${'x'.repeat(70_000)}` }, '/staff/sign-out', 413],
    ['a page that is not there', {}, '/staff/nothing', 404],
    ['a path with dots', {}, '/staff/..%2f..%2fetc', 404],
    ['a path with signs', {}, '/staff/%00', 404],
    ['a request that is not there', {}, '/staff/requests/ABC-DEF', 404],
    ['a number that is none', {}, "/staff/requests/'%20OR%201=1", 404],
    ['a group that is not there', {}, '/staff/questions/999999999999999999999', 404],
  ])('%s is a plain page', async (_, sending, path, status) => {
    const told = await anna.ask(path, sending);
    expect(told.status).toBe(status);
    expect(told.text).toMatch(/<h1>[A-Z]/);
    expect(told.text).not.toMatch(/ at |Error:.*\bat\b|node_modules|TypeError/);
    expect(server.logged).toEqual([]);
  });

  test('HEAD is GET without the page', async () => {
    const told = await anna.ask('/staff', { method: 'HEAD' });
    expect([told.status, told.text]).toEqual([200, '']);
    expect(Number(told.headers['content-length'])).toBeGreaterThan(500);
  });

  test('every page is kept by nobody, framed by nobody, and runs nothing but its own', async () => {
    for (const path of ['/staff', '/staff/sign-in', '/staff/nothing', '/staff/requests']) {
      const { headers, text } = await anna.ask(path, {});
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'self'; script-src 'self'; .*form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/) as string, // prettier-ignore
      });
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(text).not.toMatch(/ style=| on\w+=|<script>|javascript:/);
    }
  });

  test('whoever is signed out meanwhile gets back what was written', async () => {
    anna.cookies.clear();
    const told = await anna.ask('/staff/requests/ABC-DEF/answer', { form: { token, text: 'Dear <b>Sam</b>' } });
    expect([told.status, told.text]).toEqual([403, expect.stringContaining('Dear &lt;b&gt;Sam&lt;/b&gt;')]);
  });

  test('a link on another page leads here over a page that asks once more, as the cookie is not sent along', async () => {
    const told = await call(`${server.url}/staff/requests/ABC-DEF?a=1`, { headers: { 'Sec-Fetch-Site': 'cross-site' } });
    expect([told.status, told.text]).toEqual([200, expect.stringContaining('content="0; url=/staff/requests/ABC-DEF?a=1"')]);
  });
});

test('when the database is away it is said, and nothing else', async () => {
  const database = openSqlite(':memory:');
  server = await serve({}, { database });
  const anna = new Officer(server.url);
  await anna.signIn();
  database.exec('DROP TABLE state; DROP TABLE job');
  const told = await anna.ask('/staff', {});
  expect([told.status, told.text]).toEqual([503, expect.stringContaining('The database is away')]);
  expect(told.text).not.toMatch(/no such table|SqliteError/);
});
