import { ConfigError, readConfig } from '../../bot/config';

const id = '00000000-0000-0000-0000-000000000001';

test('nothing set: local development on port 3978', () => {
  expect(readConfig({})).toMatchObject({ PORT: 3978, isLocal: true, MicrosoftAppType: 'MultiTenant' });
});

test('empty settings count as not set, as hosting portals leave them', () => {
  expect(readConfig({ MicrosoftAppId: '', MicrosoftAppPassword: ' ', PORT: '' })).toMatchObject({ PORT: 3978, isLocal: true });
});

test.each([
  [{ MicrosoftAppId: id, MicrosoftAppPassword: 'p' }],
  [{ MicrosoftAppType: 'SingleTenant', MicrosoftAppId: id, MicrosoftAppPassword: 'p', MicrosoftAppTenantId: 't' }],
  [{ MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: id, MicrosoftAppTenantId: 't' }],
])('a whole set of settings is taken: %j', (env) => {
  expect(readConfig(env)).toMatchObject({ isLocal: false });
});

test.each<[Record<string, string>, RegExp]>([
  [{ PORT: 'http' }, /^PORT: /],
  [{ PORT: '70000' }, /^PORT: /],
  [{ MicrosoftAppId: 'my-bot' }, /^MicrosoftAppId: /],
  [{ MicrosoftAppType: 'Tenant' }, /^MicrosoftAppType: .*"MultiTenant"/],
  [{ MicrosoftAppPassword: 'p' }, /^MicrosoftAppId: missing/],
  [{ MicrosoftAppId: id }, /^MicrosoftAppPassword: missing; MultiTenant/],
  [{ MicrosoftAppType: 'SingleTenant', MicrosoftAppId: id }, /^MicrosoftAppPassword: missing.*\nMicrosoftAppTenantId: missing/],
  [
    { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: id, MicrosoftAppPassword: 'p', MicrosoftAppTenantId: 't' },
    /^MicrosoftAppPassword: a managed identity/,
  ],
  [{ PORT: 'x', MicrosoftAppId: 'y' }, /^PORT: .*\nMicrosoftAppId: /],
])('what is wrong with the settings is told, all at once: %j', (env, told) => {
  expect(() => readConfig(env)).toThrow(ConfigError);
  expect(() => readConfig(env)).toThrow(told);
});
