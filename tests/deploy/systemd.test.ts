import { loadConfig } from '../../bot/load-config';
import { textOf } from './files';

const lines = textOf('deploy/systemd/admissions-assistant.service').split('\n');
const all = (name: string) => lines.flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));
const one = (name: string) => all(name).join('\n');
const settings = Object.fromEntries(
  one('Environment')
    .split(' ')
    .map((each) => each.split('=') as [string, string]),
);

test('what it starts is what the build leaves, with settings that the bot takes', () => {
  expect(one('ExecStart')).toBe('/usr/bin/env node dist/main.js');
  const { NODE_ENV: environment, ...own } = settings;
  expect(environment).toBe('production');
  expect(loadConfig(own)).toMatchObject({ HOST: '127.0.0.1', TRUSTED_PROXIES: 1, LOG_FORMAT: 'json' });
});

test('it may write to the folder of its state alone, and what it keeps there nobody else reads', () => {
  expect(settings.DATA_DIR).toBe(`/var/lib/${one('StateDirectory')}`);
  expect([one('ProtectSystem'), one('StateDirectoryMode'), one('UMask'), all('ReadWritePaths')]).toEqual([
    'strict',
    '0700',
    '0077',
    [],
  ]);
});

test('it comes back by itself, and the turns in flight have the time that docs/operator.md tells', () => {
  expect(one('Restart')).toBe('always');
  expect(Number(one('TimeoutStopSec'))).toBeGreaterThanOrEqual(45);
});
