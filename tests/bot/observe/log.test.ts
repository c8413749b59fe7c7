import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../bot/config';
import type { Logger } from '../../../bot/log';
import { openLog } from '../../../bot/observe/open-log';
import { root } from '../../../bot/paths';
import { linesIn, type Line } from './observed-bot';

const folder = mkdtempSync(join(tmpdir(), 'log-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** What stands in the log after that. */
async function logged(tell: (log: Logger) => void, env: Readonly<Record<string, string>> = {}): Promise<readonly Line[]> {
  const file = join(folder, `${(files += 1)}.log`);
  const log = openLog(readConfig(env), false, file);
  tell(log);
  await log.close();
  return linesIn(readFileSync(file, 'utf8'));
}

const bad =
  'x\r\n{"level":"info","msg":"the admin password is hunter2"}\u001b[2J\u009b31m\u2028\u202e\u0000\n    at forged (/etc/passwd:1:1)';

test.each<[string, unknown]>([
  ['an error', new Error(bad)],
  ['an error that another one caused', new Error('outside', { cause: new TypeError(bad) })],
  ['a text', bad],
  ['an object', { toString: () => bad }],
])('%s cannot write a line of its own, nor anything that a screen obeys', async (_, cause) => {
  const lines = await logged((log) => log.error(`a turn failed ${bad}`, cause));
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(lines[0]?.level).toBe('error');
  expect(String(lines[0]?.error)).not.toMatch(/^ {4}at forged/m);
});

test('what hangs on an error is not told, nor who it was', async () => {
  const cause = Object.assign(new Error('no answer for jo@example.com'), { request: { body: 'my name is Sam' } });
  const told = JSON.stringify(await logged((log) => log.error('a turn failed', cause)));
  expect(told).not.toMatch(/Sam|jo@example/);
  expect(told).toMatch(/\\n {4}at /);
});

test.each([
  ['info', ['info', 'error']],
  ['error', ['error']],
  ['silent', []],
])('LOG_LEVEL=%s tells %j', async (level, levels) => {
  const both = (log: Logger) => (log.info('something'), log.error('something else', 'why'));
  expect((await logged(both, { LOG_LEVEL: level })).map((line) => line.level)).toEqual(levels);
});

test('for a person it is plain lines, with what belongs to them', () => {
  const lines: string[] = [];
  const spy = jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  openLog(readConfig({}), true).info('turn', { kind: 'answer', topics: ['a', 'b'], ms: 1.2 });
  openLog(readConfig({ LOG_FORMAT: 'pretty' }), false).info(bad);
  spy.mockRestore();
  expect(lines[0]).toBe('turn kind=answer topics=a,b ms=1.2');
  expect(lines[1]).toMatch(/^x\\u\{d\}/);
});

test.each([
  ['LOG_LEVEL', 'loud'],
  ['LOG_FORMAT', 'xml'],
  ['LOG_TURNS', 'maybe'],
  ['METRICS_PORT', '99999'],
  ['METRICS_TOKEN', 'secret'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4317'],
])('%s=%s does not hold', (setting, value) => {
  expect(() => readConfig({ [setting]: value })).toThrow(new RegExp(`^${setting}: `));
});

test('what keeps the bot from starting is told in plain lines, where errors are told', () => {
  const env = { LOG_LEVEL: 'loud', PORT: 'x' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist', 'main.js')], { env, encoding: 'utf8' });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^The settings do not hold:\n(.*\n)*LOG_LEVEL: is info, error or silent\n/);
});
