import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig, type Config } from '../../bot/config';
import { loadConfig } from '../../bot/load-config';
import { consoleLog } from '../../bot/log';
import { secretSettings } from '../../bot/secrets';
import { openState } from '../../bot/state/open-state';

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const appId = '00000000-0000-0000-0000-000000000001';
const key = '9f2c4e8a1b7d3056c8e4f1a92b6d7038';

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe('a secret in a file', () => {
  test.each<[string, string, Record<string, string>, Partial<Config>]>([
    ['the password of the app', 'hunter2', { MicrosoftAppId: appId }, { MicrosoftAppPassword: 'hunter2' }],
    ['the address of the database', 'postgres://bot:pw@db/state', {}, { DATABASE_URL: 'postgres://bot:pw@db/state' }],
    ['the key of the tokens', key, {}, { DIRECT_LINE_SIGNING_KEY: key }],
    ['the secret of Direct Line', 'abc.def', {}, { DIRECT_LINE_SECRET: 'abc.def' }],
  ])('%s is read', (_, secret, env, config) => {
    const [setting = ''] = Object.keys(config);
    expect(loadConfig({ ...env, [`${setting}_FILE`]: file('secret', secret) })).toMatchObject(config);
  });

  test.each([
    ['ends with a line feed', 'abc\n', 'abc'],
    ['ends with a carriage return and a line feed', 'abc\r\n', 'abc'],
    ['begins with a mark of UTF-8', '\ufeffabc', 'abc'],
    ['has blanks at its ends, which may belong to a password', ' abc ', ' abc '],
    ['is not in ASCII', 'pässwörd', 'pässwörd'],
  ])('that %s is the same secret', (_, content, secret) => {
    expect(loadConfig({ DIRECT_LINE_SECRET_FILE: file('secret', content) })).toMatchObject({ DIRECT_LINE_SECRET: secret });
  });

  test('is found through a link, as Kubernetes lays it', () => {
    symlinkSync(file('..data', 'abc\n'), join(folder, 'link'));
    expect(loadConfig({ DIRECT_LINE_SECRET_FILE: join(folder, 'link') })).toMatchObject({ DIRECT_LINE_SECRET: 'abc' });
  });

  test('that is not named is not looked for, and one that is set itself is taken', () => {
    expect(loadConfig({ DIRECT_LINE_SECRET_FILE: ' ', DIRECT_LINE_SECRET: 'abc' })).toMatchObject({ DIRECT_LINE_SECRET: 'abc' });
    expect(loadConfig({}).DIRECT_LINE_SECRET).toBeUndefined();
  });

  const folderInIt = join(folder, 'folder');
  mkdirSync(folderInIt);

  test.each<[string, string, RegExp]>([
    ['that is not there', join(folder, 'none'), /^DIRECT_LINE_SECRET_FILE: names a file that is not there$/],
    ['that is a folder', folderInIt, /^DIRECT_LINE_SECRET_FILE: names a folder or a device; name the file itself$/],
    ['that is a device', '/dev/zero', /^DIRECT_LINE_SECRET_FILE: names a folder or a device; name the file itself$/],
    ['that is empty', file('empty', ''), /^DIRECT_LINE_SECRET_FILE: names a file that is empty$/],
    ['of a line feed only', file('blank', '\n'), /^DIRECT_LINE_SECRET_FILE: names a file that is empty$/],
    ['of two lines', file('two', 'abc\ndef\n'), /^DIRECT_LINE_SECRET_FILE: names a file of several lines; a secret is one$/],
    ['that is too large', file('large', 'a'.repeat(65_537)), /^DIRECT_LINE_SECRET_FILE: names a file that is larger than 64 kB/],
    ['that is no text', file('bytes', Uint8Array.of(0xff, 0xfe, 0x41)), /^DIRECT_LINE_SECRET_FILE: names a file that is no text/],
    ['below a file', join(file('below', 'a'), 'b'), /^DIRECT_LINE_SECRET_FILE: names a file that cannot be read$/],
  ])('%s is a problem', (_, path, told) => {
    expect(() => loadConfig({ DIRECT_LINE_SECRET_FILE: path })).toThrow(ConfigError);
    expect(() => loadConfig({ DIRECT_LINE_SECRET_FILE: path })).toThrow(told);
  });

  // Nothing is kept from root.
  (process.getuid?.() === 0 ? test.skip : test)('that the bot may not read is a problem', () => {
    const path = file('locked', 'abc');
    chmodSync(path, 0);
    expect(() => loadConfig({ DIRECT_LINE_SECRET_FILE: path })).toThrow('names a file that the bot may not read');
  });

  test('all problems are told at once, with those of the other settings', () => {
    const env = {
      PORT: 'x',
      MicrosoftAppId: appId,
      MicrosoftAppPassword_FILE: join(folder, 'none'),
      DATABASE_URL: 'postgres://bot:pw@db/state',
      DATABASE_URL_FILE: join(folder, 'none'),
      DIRECT_LINE_SIGNING_KEY_FILE: file('weak', 'a'.repeat(40)),
    };
    expect(() => loadConfig(env)).toThrow(
      new RegExp(
        [
          '^PORT: [^\\n]*',
          'DIRECT_LINE_SIGNING_KEY: has hardly any variety[^\\n]*',
          'MicrosoftAppPassword_FILE: names a file that is not there',
          'DATABASE_URL_FILE: set as well as DATABASE_URL; set one of them',
          'MicrosoftAppPassword: missing; [^\\n]*$',
        ].join('\\n'),
      ),
    );
  });
});

describe('the key that signs the tokens of the chat', () => {
  const refusal = (signingKey: string) => () => readConfig({ DIRECT_LINE_SIGNING_KEY: signingKey });

  test.each([
    ['32 digits of 16 kinds', key],
    ['openssl rand -hex 32', '5f8e0c6d2a9b4713e65f08c1d7a24b9e3f60c58d1e7a92b4306fd8c5e19a7b24'],
    ['openssl rand -base64 32', 'q7Zk1v+Xo3Fh9LwT2sRb/8NcYpEjUd6GmKaVi0Hx5yQ='],
    ['words by chance', 'correct horse battery staple, and a lamp'],
  ])('%s is taken', (_, signingKey) => {
    expect(readConfig({ DIRECT_LINE_SIGNING_KEY: signingKey })).toMatchObject({ DIRECT_LINE_SIGNING_KEY: signingKey });
  });

  test.each([
    ['9f2c4e8a1b7d3056', 'is too short; use at least 32 random characters'],
    ['a'.repeat(32), 'has hardly any variety'],
    ['0123456789'.repeat(4), 'has hardly any variety'],
    ['0123456789'.repeat(4).slice(0, 33), 'has hardly any variety'],
    ['abababababababababababababababababab', 'has hardly any variety'],
    ['abcdefghijklmnopqrstuvwxyz0123456789', 'has hardly any variety'],
    ['zyxwvutsrqponmlkjihgfedcba9876543210', 'has hardly any variety'],
    ['123456781234567812345678123456781234', 'has hardly any variety'],
    ['9f2c4e8a1b7d3056'.repeat(2), 'has hardly any variety'],
    ['k3J9xQ2mV7k3J9xQ2mV7k3J9xQ2mV7k3J9xQ2', 'has hardly any variety'],
    ['change-me-to-32-random-characters!', 'is a placeholder'],
    ['CHANGEME_9f2c4e8a1b7d3056c8e4f1a92b6d', 'is a placeholder'],
    ['<your-direct-line-key-goes-here-abc123>', 'is a placeholder'],
    ['replace with a long and random string', 'is a placeholder'],
    ['PLACEHOLDER-PLACEHOLDER-abcdef-012345', 'is a placeholder'],
  ])('%s is refused: it %s', (weak, told) => {
    expect(refusal(weak)).toThrow(`DIRECT_LINE_SIGNING_KEY: ${told}`);
    expect(refusal(weak)).toThrow(/; make one with: openssl rand -hex 32$/);
  });
});

describe('a secret is never shown', () => {
  const secret = 'zz9-tr0ub4dor';
  const rest = { PORT: 'x', MicrosoftAppId: 'y', MicrosoftAppType: 'z' };

  /** What is told of settings that do not hold. */
  function told(env: Readonly<Record<string, string>>): string {
    try {
      loadConfig(env);
    } catch (error) {
      return error instanceof ConfigError ? error.message : 'no problem of the settings';
    }
    return 'no problem';
  }

  test.each(secretSettings.flatMap((setting) => [[setting, setting] as const, [setting, `${setting}_FILE`] as const]))(
    'not that of %s, when it stands in %s and nothing holds',
    (setting, where) => {
      const inFile = where === setting ? {} : { [setting]: secret };
      const problems = told({ ...rest, [where]: secret, ...inFile });
      expect(problems).toMatch(/^PORT: /m);
      expect(problems).not.toContain(secret);
      expect(told({ ...rest, [`${setting}_FILE`]: file('secret', `${secret}\n${secret}`) })).not.toContain(secret);
      expect(told({ ...rest, [`${setting}_FILE`]: file('secret', secret) })).not.toContain(secret);
      expect(told({ ...rest, [`${setting}_FILE`]: secret })).not.toContain(secret);
    },
  );

  test('not the password of a database that cannot be reached', async () => {
    const config = readConfig({ DATABASE_URL: `postgres://bot:${secret}@127.0.0.1:9/state` });
    const opened = openState(config, consoleLog).then(() => 'opened', String);
    expect(await opened).toMatch(/^Error: DATABASE_URL: the state of conversations cannot be kept in PostgreSQL: /);
    expect(await opened).not.toContain(secret);
  });

  test.each([
    `connect failed: postgres://bot:${secret}@db:5432/state`,
    `401 for Bearer ${secret}${secret}`,
    `AADSTS7000215: invalid client_secret=${secret}`,
    `{"DIRECT_LINE_SECRET":"${secret}"}`,
    `MicrosoftAppPassword: ${secret}`,
    `DIRECT_LINE_SIGNING_KEY=${secret}`,
    `wss://directline.botframework.com/v3/directline/conversations/1/stream?watermark=-&t=${secret}`,
  ])('not in the log: %s', (message) => {
    const lines: string[] = [];
    const spy = jest.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
    consoleLog.error(message, new Error(message, { cause: message }));
    spy.mockRestore();
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toContain(secret);
  });
});
