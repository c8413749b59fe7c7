import { createPublicKey, generateKeyPairSync, randomUUID, type JsonWebKey, type KeyObject } from 'node:crypto';
import { createServer, request as requestOver, type IncomingMessage, type Server } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ToBotFromBotOrEmulatorTokenValidationParameters } from 'botframework-connector';
import { sign, type SignOptions } from 'jsonwebtoken';
import { serveDirectLine, type TestServer } from './direct-line-server';

interface SigningKey {
  readonly id: string;
  readonly secret: KeyObject;
  readonly published: JsonWebKey;
}

/** What a server of this test was asked, and what it says. */
interface Asked {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}
type Answer = { readonly status?: number; readonly body: unknown } | 'silence';

/** `endorsements` are the channels for which the key may sign; the keys of the Emulator's issuers name none. */
function makeKey(id: string, endorsements?: readonly string[]): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const published = { ...publicKey.export({ format: 'jwk' }), kid: id, use: 'sig', ...(endorsements ? { endorsements } : {}) };
  return { id, secret: privateKey, published };
}

const channelKey = makeKey('channel', ['webchat', 'msteams']);
const emulatorKey = makeKey('emulator');
const strangersKey = makeKey('channel', ['webchat', 'msteams']);

const appId = randomUUID();
const password = 'the password of the bot';
const issuer = 'https://api.botframework.com';
const emulatorIssuer = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';
const connectorUrl = 'https://smba.example.org/emea/';
const minute = 60;
const hour = 60 * minute;

function secondsFromNow(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}

/** A token as the channels send it, unless told otherwise; a claim that is undefined is left out. */
function tokenWith(claims: object = {}, key: SigningKey = channelKey, options: SignOptions = {}): string {
  const usual = { iss: issuer, aud: appId, serviceurl: connectorUrl, nbf: secondsFromNow(-5), exp: secondsFromNow(hour) };
  const told = Object.entries({ ...usual, ...claims } as Readonly<Record<string, unknown>>).filter(
    ([, value]) => value !== undefined,
  );
  return sign(Object.fromEntries(told), key.secret, { algorithm: 'RS256', keyid: key.id, ...options });
}

/** As an app of the tenant "botframework.com" gets it from Microsoft's login: by the Emulator, by a bot, or by a skill. */
function loginTokenWith(claims: object = {}, key = emulatorKey): string {
  return tokenWith({ iss: emulatorIssuer, ver: '1.0', appid: appId, serviceurl: undefined, ...claims }, key);
}

function publicPem(type: 'spki' | 'pkcs1'): string {
  return createPublicKey(channelKey.secret).export({ type, format: 'pem' }).toString();
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

interface Served {
  readonly url: string;
  readonly port: number;
  readonly asked: Asked[];
  stop(): void;
}

async function serve(answer: (asked: Asked) => Answer): Promise<Served> {
  const asked: Asked[] = [];
  const server: Server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const one = { url: request.url ?? '', authorization: request.headers.authorization, body };
      asked.push(one);
      const answered = answer(one);
      if (answered === 'silence') return;
      response.writeHead(answered.status ?? 200, { 'Content-Type': 'application/json' });
      response.end(typeof answered.body === 'string' ? answered.body : JSON.stringify(answered.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => (server.close(), server.closeAllConnections());
  return { url: `http://127.0.0.1:${port}`, port, asked, stop };
}

/** Publishes keys as Microsoft does: an OpenID configuration that names where the keys are. */
async function publish(
  keys: () => readonly SigningKey[],
  disturbed: (asked: Asked) => Answer | undefined = () => undefined,
): Promise<Served> {
  const served: Served = await serve((asked) => {
    const published = asked.url === '/keys' ? { keys: keys().map((key) => key.published) } : { jwks_uri: `${served.url}/keys` };
    return disturbed(asked) ?? { body: published };
  });
  return served;
}

function message(more: object = {}): object {
  return {
    type: 'message',
    text: 'What is the tuition fee?',
    channelId: 'webchat',
    deliveryMode: 'expectReplies',
    serviceUrl: connectorUrl,
    conversation: { id: randomUUID() },
    from: { id: 'student' },
    recipient: { id: 'bot' },
    ...more,
  };
}

interface Got {
  readonly status: number;
  readonly text: string;
}

async function send(bot: TestServer, authorization: string | undefined, activity: object = {}): Promise<Got> {
  const response = await fetch(`${bot.url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(authorization === undefined ? {} : { Authorization: authorization }) },
    body: JSON.stringify(message(activity)),
    signal: AbortSignal.timeout(20_000),
  });
  return { status: response.status, text: await response.text() };
}

const answered = { status: 200, text: expect.stringContaining('€18,016') as string };
const refused = { status: 401, text: '{"error":"The request carries no valid Bot Framework token."}' };
const notNow = { status: 503, text: '{"error":"The token cannot be checked at the moment. Please try again."}' };

/** What the SDK and the bot's log write on standard error. */
beforeEach(() => void jest.spyOn(console, 'error').mockImplementation());

const started: { stop(): unknown }[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(started.splice(0).map((one) => one.stop()));
});

/** Stopped when the test is over. */
function forThisTest<T extends { stop(): unknown }>(one: T): T {
  started.push(one);
  return one;
}

describe('a bot in the public cloud', () => {
  let channels: Served;
  let login: Served;
  let bot: TestServer;

  beforeAll(async () => {
    channels = await publish(() => [channelKey]);
    login = await publish(() => [emulatorKey]);
    const keys = { ToBotFromChannelOpenIdMetadataUrl: channels.url, ToBotFromEmulatorOpenIdMetadataUrl: login.url };
    bot = await serveDirectLine({ env: { MicrosoftAppId: appId, MicrosoftAppPassword: password, ...keys } });
  });
  // The next student is served after each of the attempts, and none of them was a fault of ours.
  afterEach(async () => {
    expect(await send(bot, `Bearer ${tokenWith()}`)).toEqual(answered);
    expect(bot.logged).toEqual([]);
  });
  afterAll(async () => {
    channels.stop();
    login.stop();
    await bot.stop();
  });

  test.each<[string, () => string | undefined, object?]>([
    ['no token', () => undefined],
    ['an empty header', () => ''],
    ['a scheme without a token', () => 'Bearer'],
    ['a scheme and a space', () => 'Bearer '],
    ['a word for a token', () => 'Bearer admissions'],
    ['a password', () => `Basic ${Buffer.from(`${appId}:${password}`).toString('base64')}`],
    ['a good token without its scheme', () => tokenWith()],
    ['a token and something behind it', () => `Bearer ${tokenWith()} more`],
    ['three parts that are no JSON', () => 'Bearer a.b.c'],
    ['a token without claims', () => `Bearer ${encoded({ alg: 'RS256', kid: 'channel' })}.${encoded([])}.c2ln`],
    ['a token that is cut off', () => `Bearer ${tokenWith().slice(0, -20)}`],
    ['a token that expired six minutes ago', () => `Bearer ${tokenWith({ exp: secondsFromNow(-6 * minute) })}`],
    ['a token that counts in six minutes', () => `Bearer ${tokenWith({ nbf: secondsFromNow(6 * minute) })}`],
    [
      'a token that is not signed',
      () => `Bearer ${encoded({ alg: 'none', kid: 'channel' })}.${tokenWith().split('.')[1] ?? ''}.`,
    ],
    ['a token signed by somebody else under the same key id', () => `Bearer ${tokenWith({}, strangersKey)}`],
    ['a token whose claims were changed', () => `Bearer ${withOtherClaims(tokenWith(), { serviceurl: 'https://evil.example' })}`],
    ['the public key as a secret', () => `Bearer ${signedWithPublicKey('spki')}`],
    ['the public key, in its older form, as a secret', () => `Bearer ${signedWithPublicKey('pkcs1')}`],
    ['a good key, with padding that channels do not use', () => `Bearer ${tokenWith({}, channelKey, { algorithm: 'PS256' })}`],
    ['an unknown key', () => `Bearer ${tokenWith({}, makeKey('unheard of'))}`],
    ['no key id', () => `Bearer ${signedWithoutKeyId()}`],
    ['a token for another bot', () => `Bearer ${tokenWith({ aud: randomUUID() })}`],
    ['a token for this bot and another one', () => `Bearer ${tokenWith({ aud: [appId, randomUUID()] })}`],
    ['a token for nobody', () => `Bearer ${tokenWith({ aud: undefined })}`],
    ['a token of another issuer', () => `Bearer ${tokenWith({ iss: 'https://api.botframework.us' })}`],
    ['a token of no issuer', () => `Bearer ${tokenWith({ iss: undefined })}`],
    ['a token of two issuers', () => `Bearer ${tokenWith({ iss: [issuer, 'https://evil.example'] })}`],
    ['another service URL than the token has', () => `Bearer ${tokenWith()}`, { serviceUrl: 'https://evil.example/' }],
    ['the service URL without its slash', () => `Bearer ${tokenWith()}`, { serviceUrl: connectorUrl.slice(0, -1) }],
    ['no service URL', () => `Bearer ${tokenWith()}`, { serviceUrl: undefined }],
    ['a token without a service URL', () => `Bearer ${tokenWith({ serviceurl: undefined })}`],
    ['a channel that the key does not endorse', () => `Bearer ${tokenWith()}`, { channelId: 'sms' }],
    ['a channel in other letters', () => `Bearer ${tokenWith()}`, { channelId: 'MSTeams' }],
    ['a channel without a name', () => `Bearer ${tokenWith()}`, { channelId: ' ' }],
    ['no channel', () => `Bearer ${tokenWith()}`, { channelId: undefined }],
    ['the channel of App Service, whose keys are others', () => `Bearer ${tokenWith()}`, { channelId: 'AseChannel' }],
  ])('refuses %s', async (_name, authorization, activity = {}) => {
    expect(await send(bot, authorization(), activity)).toEqual(refused);
  });

  test.each<[string, () => string, object?]>([
    ["the Emulator's issuer with the key of a channel", () => loginTokenWith({}, channelKey)],
    ["the channels' issuer with the key of the Emulator", () => tokenWith({}, emulatorKey)],
    ["the Emulator's issuer with a key of one's own", () => loginTokenWith({}, makeKey('emulator'))],
    ['an expired token of the Emulator', () => loginTokenWith({ exp: secondsFromNow(-6 * minute) })],
    ['the Emulator of another bot', () => loginTokenWith({ appid: randomUUID(), aud: randomUUID() })],
    ['an Emulator without an app', () => loginTokenWith({ appid: undefined })],
    ['an Emulator of a version that there is not', () => loginTokenWith({ ver: '3.0' })],
    ['an Emulator of no version', () => loginTokenWith({ ver: undefined, appid: undefined })],
    ['the token which this bot itself shows to a channel', () => loginTokenWith({ aud: issuer })],
    ['a token of this bot for something else', () => loginTokenWith({ aud: 'https://graph.microsoft.com', ver: '' })],
    ['another bot that calls this one as its skill', () => loginTokenWith({ appid: randomUUID() })],
    ['the same with a token of version 2', () => loginTokenWith({ ver: '2.0', appid: undefined, azp: randomUUID() })],
    ['a skill that calls itself anonymous', () => loginTokenWith({ appid: 'AnonymousSkill' })],
    ['an anonymous skill, not signed', () => sign({ appid: 'AnonymousSkill' }, '', { algorithm: 'none' })],
    ['an anonymous skill on the Emulator', () => loginTokenWith({ appid: 'AnonymousSkill' }), { channelId: 'emulator' }],
    [
      'a tenant that nobody knows',
      () => loginTokenWith({ tid: 'mine', iss: 'https://sts.windows.net/mine/' }, makeKey('emulator')),
    ],
    ['an app of another tenant', () => loginTokenWith({ tid: 'a', iss: 'https://sts.windows.net/a/', appid: randomUUID() })],
  ])('refuses %s', async (_name, token, activity = {}) => {
    expect(await send(bot, `Bearer ${token()}`, activity)).toEqual(refused);
  });

  test.each<[string, () => string, object?]>([
    ['a channel', () => tokenWith()],
    ['another channel that the key endorses', () => tokenWith(), { channelId: 'msteams' }],
    ['a channel with a longer signature', () => tokenWith({}, channelKey, { algorithm: 'RS512' })],
    ['a channel whose clock is four minutes behind', () => tokenWith({ exp: secondsFromNow(-4 * minute) })],
    ['a channel whose clock is four minutes ahead', () => tokenWith({ nbf: secondsFromNow(4 * minute) })],
    ["the Emulator of who has the bot's password", () => loginTokenWith(), { channelId: 'emulator' }],
    ['the same with a token of version 2', () => loginTokenWith({ ver: '2.0', azp: appId }), { channelId: 'emulator' }],
  ])('answers %s', async (_name, token, activity = {}) => {
    expect(await send(bot, `Bearer ${token()}`, activity)).toEqual(answered);
  });

  test('does not fetch keys from where a token says', async () => {
    const evil = forThisTest(await publish(() => [strangersKey]));
    const header = { alg: 'RS256', jku: `${evil.url}/keys`, x5u: evil.url, jwk: strangersKey.published, kid: 'channel' };
    expect(await send(bot, `Bearer ${tokenWith({}, strangersKey, { header })}`)).toEqual(refused);
    expect(evil.asked).toEqual([]);
  });

  test('does not keep the tenants that tokens name', async () => {
    const issuers = ToBotFromBotOrEmulatorTokenValidationParameters.issuer?.slice();
    for (let i = 0; i < 20; i++) await send(bot, `Bearer ${sign({ iss: 'x', tid: `tenant ${i}` }, '', { algorithm: 'none' })}`);
    expect(ToBotFromBotOrEmulatorTokenValidationParameters.issuer).toEqual(issuers);
  });

  test('answers good tokens while bad ones come in between', async () => {
    const tokens = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? tokenWith() : tokenWith({}, strangersKey)));
    const statuses = (await Promise.all(tokens.map((token) => send(bot, `Bearer ${token}`)))).map(({ status }) => status);
    expect(statuses).toEqual(tokens.map((_, i) => (i % 2 === 0 ? 200 : 401)));
  });

  test('asks for the keys once, whatever was sent', async () => {
    for (const token of [loginTokenWith(), tokenWith(), tokenWith({}, makeKey('unheard of'))]) await send(bot, `Bearer ${token}`);
    expect(channels.asked.map(({ url }) => url)).toEqual(['/', '/keys']);
    expect(login.asked.map(({ url }) => url)).toEqual(['/', '/keys']);
  });
});

function withOtherClaims(token: string, claims: object): string {
  const [header, payload = '', signature] = token.split('.');
  const before = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  return [header, encoded({ ...before, ...claims }), signature].join('.');
}

function signedWithPublicKey(type: 'spki' | 'pkcs1'): string {
  const claims = { iss: issuer, aud: appId, serviceurl: connectorUrl };
  return sign(claims, publicPem(type), { algorithm: 'HS256', keyid: channelKey.id, expiresIn: hour });
}

function signedWithoutKeyId(): string {
  return sign({ iss: issuer, aud: appId, serviceurl: connectorUrl }, channelKey.secret, { algorithm: 'RS256', expiresIn: hour });
}

describe('when the keys cannot be had', () => {
  let disturbance: (asked: Asked) => Answer | undefined;
  let keys: readonly SigningKey[];
  let channels: Served;
  let bot: TestServer;

  // The SDK keeps keys by their address, so each test has an address of its own.
  beforeEach(async () => {
    disturbance = () => undefined;
    keys = [channelKey];
    channels = forThisTest(
      await publish(
        () => keys,
        (asked) => disturbance(asked),
      ),
    );
    const env = { MicrosoftAppId: appId, MicrosoftAppPassword: password, ToBotFromChannelOpenIdMetadataUrl: channels.url };
    bot = forThisTest(await serveDirectLine({ env }));
  });

  test.each<[string, Answer]>([
    ['are not found', { status: 404, body: { error: 'gone' } }],
    ['are away', { status: 503, body: '' }],
    ['come as a page', { body: '<html>' }],
    ['come as nothing', { body: '' }],
    ['do not come', 'silence'],
  ])('because they %s, a good token is a 503, and the first one afterwards is answered', async (_name, disturbed) => {
    disturbance = () => disturbed;
    expect(await send(bot, `Bearer ${tokenWith()}`)).toEqual(notNow);
    expect(bot.logged.join('\n')).toContain(channels.url);
    disturbance = () => undefined;
    expect(await send(bot, `Bearer ${tokenWith()}`)).toEqual(answered);
  });

  test.each(['/', '/keys'])('because %s breaks off, it is a 503, and the next one is answered', async (broken) => {
    disturbance = ({ url }) => (url === broken ? { body: '{"keys": [' } : undefined);
    expect(await send(bot, `Bearer ${tokenWith()}`)).toEqual(notNow);
    disturbance = () => undefined;
    expect(await send(bot, `Bearer ${tokenWith()}`)).toEqual(answered);
  });

  test('because nobody listens there, it is a 503, and forged tokens are still a 401', async () => {
    channels.stop();
    expect(await send(bot, `Bearer ${tokenWith()}`)).toEqual(notNow);
    expect(await send(bot, undefined)).toEqual(refused);
    expect(await send(bot, `Bearer ${tokenWith({ iss: 'https://evil.example' })}`)).toEqual(refused);
  });

  test('a day later, those that were had count on', async () => {
    expect(await send(bot, `Bearer ${tokenWith()}`)).toEqual(answered);
    passTime(25 * hour);
    disturbance = () => ({ status: 500, body: '' });
    expect(await send(bot, `Bearer ${tokenWith()}`)).toEqual(answered);
    expect(await send(bot, `Bearer ${tokenWith({}, strangersKey)}`)).toEqual(refused);
    expect(await send(bot, `Bearer ${tokenWith({}, makeKey('new'))}`)).toEqual(notNow);
  });

  test('a new key counts an hour after the last look at the latest, and one that was withdrawn no longer', async () => {
    const next = makeKey('next', ['webchat']);
    expect(await send(bot, `Bearer ${tokenWith()}`)).toEqual(answered);
    keys = [next];
    expect(await send(bot, `Bearer ${tokenWith({}, next)}`)).toEqual(refused);
    passTime(hour + minute);
    expect(await send(bot, `Bearer ${tokenWith({}, next)}`)).toEqual(answered);
    expect(await send(bot, `Bearer ${tokenWith()}`)).toEqual(refused);
    passTime(25 * hour);
    disturbance = () => ({ status: 500, body: '' });
    expect(await send(bot, `Bearer ${tokenWith()}`)).toEqual(notNow);
    expect(await send(bot, `Bearer ${tokenWith({}, next)}`)).toEqual(answered);
  });
});

function passTime(seconds: number): void {
  const later = Date.now() + seconds * 1000;
  jest.spyOn(Date, 'now').mockReturnValue(later);
}

/** What Microsoft is asked over https, each at `/host/path`; real but for the keys and the token. */
function microsoftSays({ url }: Asked): Answer {
  const [path = ''] = url.split('?');
  if (path.endsWith('/keys')) return { body: { keys: [channelKey.published, emulatorKey.published] } };
  if (path.endsWith('/token')) return { body: { token_type: 'Bearer', expires_in: 3600, access_token: 'what the login gave' } };
  const [, host = '', tenant = ''] = path.split('/');
  const at = `https://${host}/${tenant}`;
  const login = { issuer: at, authorization_endpoint: `${at}/authorize`, token_endpoint: `${at}/oauth2/v2.0/token` };
  return { body: { ...login, jwks_uri: `https://${host}/keys` } };
}

/** MSAL takes no login but over https, and none but Microsoft's without asking there, so what is sent by https comes here. */
function redirectTo({ port }: Served): void {
  const redirected = ({ hostname, path, method, headers }: RequestOptions, then: (response: IncomingMessage) => void) =>
    requestOver({ host: '127.0.0.1', port, path: `/${hostname ?? ''}${path ?? ''}`, method, headers } as RequestOptions, then);
  jest.spyOn(https, 'request').mockImplementation(redirected as typeof https.request);
}

describe('the whole way, over the addresses of the cloud', () => {
  const id = randomUUID();
  const publicCloud = ['api.botframework.com', 'login.botframework.com'] as const;
  const publicTenant = 'login.microsoftonline.com/botframework.com';
  const tenant = randomUUID();
  const china = {
    ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.azure.cn',
    ToChannelFromBotLoginUrl: 'https://login.partner.microsoftonline.cn/microsoftservices.partner.onmschina.cn',
    ToChannelFromBotOAuthScope: 'https://api.botframework.azure.cn',
  };
  let login: (asked: Asked) => Answer;
  let microsoft: Served;

  beforeAll(async () => (microsoft = await serve((asked) => login(asked))));
  beforeEach(() => {
    login = microsoftSays;
    redirectTo(microsoft);
  });
  afterAll(() => microsoft.stop());

  async function open(env: Readonly<Record<string, string>>) {
    const channel = forThisTest(await serve(() => ({ body: { id: '1' } })));
    const bot = forThisTest(await serveDirectLine({ env: { MicrosoftAppId: id, MicrosoftAppPassword: password, ...env } }));
    const activity = { deliveryMode: undefined, serviceUrl: channel.url, conversation: { id: 'c1' } };
    return { channel, bot, activity };
  }

  test.each<[string, Readonly<Record<string, string>>, string, string, string]>([
    ['public', {}, ...publicCloud, publicTenant],
    [
      'public, with tokens of users in Europe',
      { OAuthUrl: 'https://europe.token.botframework.com' },
      ...publicCloud,
      publicTenant,
    ],
    [
      'public, for one tenant',
      { MicrosoftAppType: 'SingleTenant', MicrosoftAppTenantId: tenant },
      ...publicCloud,
      `login.microsoftonline.com/${tenant}`,
    ],
    [
      "the government's",
      { ChannelService: 'https://botframework.azure.us' },
      'api.botframework.us',
      'login.botframework.azure.us',
      'login.microsoftonline.us/microsoftservices.onmicrosoft.us',
    ],
    [
      "China's",
      china,
      'api.botframework.azure.cn',
      'login.botframework.azure.cn',
      'login.partner.microsoftonline.cn/microsoftservices.partner.onmschina.cn',
    ],
  ])('%s: the reply reaches the channel', async (_name, env, scope, keyHost, loginPath) => {
    // The SDK keeps the bot's token by its id, so each cloud has a bot of its own; portals may show ids in capitals.
    const own = randomUUID();
    const { channel, bot, activity } = await open({ MicrosoftAppId: own.toUpperCase(), ...env });
    const token = tokenWith({ aud: own, iss: `https://${scope}`, serviceurl: channel.url });
    expect(await send(bot, `Bearer ${token}`, activity)).toMatchObject({ status: 200 });

    const reply = expect.stringContaining('€18,016') as string;
    const authorization = 'Bearer what the login gave';
    expect(channel.asked).toEqual([{ url: '/v3/conversations/c1/activities', authorization, body: reply }]);
    expect(bot.logged).toEqual([]);
    const atLogin = microsoft.asked.find(({ body }) => body.includes(own));
    expect(atLogin?.url).toContain(`/${loginPath}/oauth2/v2.0/token`);
    expect(Object.fromEntries(new URLSearchParams(atLogin?.body))).toMatchObject({
      client_id: own,
      client_secret: password,
      grant_type: 'client_credentials',
      scope: `https://${scope}/.default`,
    });
    expect(microsoft.asked.some(({ url }) => url.startsWith(`/${keyHost}/`))).toBe(true);
  });

  test('a password that the login refuses: the log says why, the channel is told nothing of it, and later it goes on', async () => {
    login = (asked) =>
      asked.url.includes('/token')
        ? { status: 401, body: { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' } }
        : microsoftSays(asked);
    const { channel, bot, activity } = await open({});
    const token = tokenWith({ aud: id, serviceurl: channel.url });
    const wrong = { status: 500, text: '{"error":"Something went wrong on our side. Please try again."}' };
    expect(await send(bot, `Bearer ${token}`, activity)).toEqual(wrong);
    expect(bot.logged.join()).toContain('AADSTS7000215');
    expect(bot.logged.join()).not.toContain(password);
    login = microsoftSays;
    expect(await send(bot, `Bearer ${token}`, activity)).toMatchObject({ status: 200 });
    expect(channel.asked).toHaveLength(1);
  });

  test("App Service's channel comes in with a token for this bot, and not with one that the bot shows to others", async () => {
    const { bot } = await open({});
    const inService = { channelId: 'AseChannel' };
    expect(await send(bot, `Bearer ${loginTokenWith({ aud: id, appid: id })}`, inService)).toEqual(answered);
    expect(await send(bot, `Bearer ${loginTokenWith({ aud: issuer, appid: id })}`, inService)).toEqual(refused);
    expect(await send(bot, `Bearer ${loginTokenWith({ aud: id, appid: randomUUID() })}`, inService)).toEqual(refused);
  });
});
