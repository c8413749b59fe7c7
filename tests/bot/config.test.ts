import { ConfigError, readConfig } from '../../bot/config';

const id = '00000000-0000-0000-0000-000000000001';

test('nothing set: local development on port 3978', () => {
  expect(readConfig({})).toMatchObject({ PORT: 3978, isLocal: true, MicrosoftAppType: 'MultiTenant' });
});

test('empty settings count as not set, as hosting portals leave them', () => {
  expect(readConfig({ MicrosoftAppId: '', MicrosoftAppPassword: ' ', PORT: '' })).toMatchObject({ PORT: 3978, isLocal: true });
});

const tenant = { MicrosoftAppTenantId: 't' };
const password = { MicrosoftAppPassword: 'p' };
const single = { MicrosoftAppType: 'SingleTenant' };
const managed = { MicrosoftAppType: 'UserAssignedMSI' };
const app = { MicrosoftAppId: id, ...password };

test.each<[Record<string, string>]>([
  [app],
  [{ MicrosoftAppType: 'MultiTenant', ...app }],
  [{ ...app, ...single, ...tenant }],
  [{ ...app, ...single, MicrosoftAppTenantId: 'university.onmicrosoft.com' }],
  [{ MicrosoftAppId: id, ...managed, ...tenant }],
  [{ ...app, ChannelService: 'https://botframework.azure.us' }],
  [{ ...app, OAuthUrl: 'https://europe.token.botframework.com/' }],
  [{ ...app, ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:8080/openid', ToBotFromChannelTokenIssuer: 'urn:test' }],
])('a whole set of settings is taken: %j', (env) => {
  expect(readConfig(env)).toMatchObject({ isLocal: false, ...env });
});

test('an id in capitals is the same id', () => {
  const letters = 'abcdef01-2345-6789-abcd-ef0123456789';
  expect(readConfig({ ...app, MicrosoftAppId: letters.toUpperCase() })).toMatchObject({ MicrosoftAppId: letters });
});

test.each<[Record<string, string>, RegExp]>([
  [{ PORT: 'http' }, /^PORT: /],
  [{ PORT: '70000' }, /^PORT: /],
  [{ MicrosoftAppId: 'my-bot' }, /^MicrosoftAppId: /],
  [{ MicrosoftAppType: 'Tenant' }, /^MicrosoftAppType: .*"MultiTenant"/],
  [{ MicrosoftAppId: 'my-bot', ...password }, /^MicrosoftAppId: is no app id; copy[^\n]*$/],
  [password, /^MicrosoftAppId: missing, while there is MicrosoftAppPassword; set it, or none of them for local development$/],
  [tenant, /^MicrosoftAppId: missing, while there is MicrosoftAppTenantId/],
  [{ ...single, ...password, ...tenant }, /^MicrosoftAppId: missing, while there is MicrosoftAppType, MicrosoftAppPassword, /],
  [managed, /^MicrosoftAppId: missing, while there is MicrosoftAppType;/],
  [{ ChannelService: 'https://botframework.azure.us' }, /^MicrosoftAppId: missing, while there is ChannelService;/],
  [{ ToBotFromChannelTokenIssuer: 'urn:x' }, /^MicrosoftAppId: missing, while there is ToBotFromChannelTokenIssuer;/],
  [{ MicrosoftAppId: id }, /^MicrosoftAppPassword: missing; MultiTenant needs the password of the app$/],
  [{ ...app, ...tenant }, /^MicrosoftAppTenantId: MultiTenant has none; set MicrosoftAppType to SingleTenant, or unset/],
  [{ ...single, MicrosoftAppId: id }, /^MicrosoftAppPassword: missing; Single.*\nMicrosoftAppTenantId: missing; Single[^\n]*$/],
  [{ ...single, ...app }, /^MicrosoftAppTenantId: missing; SingleTenant needs the id of the tenant$/],
  [{ ...single, ...tenant, MicrosoftAppId: id }, /^MicrosoftAppPassword: missing; SingleTenant needs the password of the app$/],
  [{ ...managed, ...app, ...tenant }, /^MicrosoftAppPassword: a managed identity \(UserAssignedMSI\) has none; unset it$/],
  [{ ...managed, MicrosoftAppId: id }, /^MicrosoftAppTenantId: missing; UserAssignedMSI needs the id of the tenant$/],
  [{ ...managed, ...app }, /^MicrosoftAppPassword: a managed .*\nMicrosoftAppTenantId: missing; UserAssignedMSI/],
  [{ ...single, ...app, MicrosoftAppTenantId: 'https://login.microsoftonline.com/t' }, /^MicrosoftAppTenantId: is no tenant; /],
  [{ ...app, ChannelService: 'https://botframework.azure.cn' }, /^ChannelService: is https:\/\/botframework.azure.us for /],
  [{ ...app, ToBotFromChannelOpenIdMetadataUrl: 'http://login.example.org' }, /^ToBotFromChannelOpenIdMetadataUrl: is an https /],
  [{ ...app, ToBotFromEmulatorOpenIdMetadataUrl: 'login.example.org' }, /^ToBotFromEmulatorOpenIdMetadataUrl: is an https /],
  [{ ...app, ToChannelFromBotLoginUrl: 'http://127.0.0.1/t' }, /^ToChannelFromBotLoginUrl: is an https address with the tenant/],
  [{ ...app, ToChannelFromBotOAuthScope: 'api' }, /^ToChannelFromBotOAuthScope: is the exact name that tokens carry/],
  [{ ...app, ToBotFromChannelTokenIssuer: 'api' }, /^ToBotFromChannelTokenIssuer: is the exact name that tokens carry/],
  [{ ...app, OAuthUrl: 'ftp://127.0.0.1' }, /^OAuthUrl: is an https address/],
  [{ PORT: 'x', MicrosoftAppId: 'y' }, /^PORT: .*\nMicrosoftAppId: .*\nMicrosoftAppPassword: missing/],
  [{ PORT: 'x', OAuthUrl: 'y' }, /^OAuthUrl: .*\nPORT: .*\nMicrosoftAppId: missing/],
  [{ PORT: 'x', DATABASE_URL: 'x', DATABASE_POOL_SIZE: '0' }, /^PORT: .*\nDATABASE_URL: is a Postgre.*\nDATABASE_POOL_SIZE: /],
])('what is wrong with the settings is told, all at once: %j', (env, told) => {
  expect(() => readConfig(env)).toThrow(ConfigError);
  expect(() => readConfig(env)).toThrow(told);
});

test.each([
  'postgres://user:password@host:5432/name',
  'postgresql://user@host/name',
  'postgres://user:p%40ss%2Fw%23rd@db.example.org/name?sslmode=verify-full',
  'postgres://[::1]:5432/name',
])('a PostgreSQL address is taken: %s', (address) => {
  expect(readConfig({ DATABASE_URL: address })).toMatchObject({ DATABASE_URL: address, DATABASE_POOL_SIZE: 10 });
});

test.each([
  'mysql://user:secret@host/name',
  'https://user:secret@host/name',
  'host=host password=secret',
  'postgres://user:secret@host',
  'postgres://user:secret@host/',
  'postgres:///name?password=secret',
  'postgres://user:secret@host:port/name',
  'postgres://user:12/secret@host/name',
  'postgres://user:secret#@host/name',
  'postgres://user:secret?@host/name',
  'postgres://user:12#secret@host/name',
  'postgres://user:secret%@host/name',
  'postgres://user:secret@host/name/secret',
])('what is no PostgreSQL address is refused, and not told again: %s', (address) => {
  const refused = () => readConfig({ DATABASE_URL: address });
  expect(refused).toThrow(/^DATABASE_URL: is a PostgreSQL address such as postgres:\/\/user:password@host:5432\/name, [^\n]*$/);
  expect(refused).not.toThrow(/secret/);
});
