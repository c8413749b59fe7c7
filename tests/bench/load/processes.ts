import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../../../bot/paths';

/** A server in a process of its own. */
export interface Running {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Which can be asked for its heap as well. */
export interface Inspectable extends Running {
  readonly inspector: string;
}

type Environment = Readonly<Record<string, string>>;

/** The bot as it was built, with state of its own and no limit of rate unless it is given other settings. */
export function startOurs(env: Environment = {}, flags: readonly string[] = []): Promise<Running> {
  return start([...flags, join(root, 'dist', 'main.js')], { RATE_LIMIT_PER_MINUTE: '0', ...env });
}

export async function startInspectable(env: Environment = {}): Promise<Inspectable> {
  const port = await freePort();
  const bot = await startOurs(env, [`--inspect=127.0.0.1:${port}`, '--inspect-publish-uid=http']);
  return { ...bot, inspector: `http://127.0.0.1:${port}` };
}

/** One of the servers beside this file, which are built only when they are needed. */
export function startOther(name: 'textbook-bot' | 'bare-server'): Promise<Running> {
  const source = join(root, 'tests', 'bench', 'load', `${name}.ts`);
  const built = join(root, 'dist', `${name}.js`);
  const how = ['--bundle', '--packages=external', '--platform=node', '--target=node20', '--log-level=warning'];
  execFileSync(join(root, 'node_modules', '.bin', 'esbuild'), [source, ...how, `--outfile=${built}`]);
  return start([built]);
}

/** All of them say at which port they take messages. */
async function start(command: readonly string[], env: Environment = {}): Promise<Running> {
  const data = mkdtempSync(join(tmpdir(), 'bench-'));
  const child = spawn(process.execPath, ['--disable-warning=DEP0111', ...command], {
    env: { PORT: '0', HOST: '127.0.0.1', DATA_DIR: data, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  createInterface(child.stderr).on('line', (line) => line === 'Debugger attached.' || console.error(line));
  const stop = async () => {
    child.kill();
    await ended;
    rmSync(data, { recursive: true });
  };
  return { url: `http://127.0.0.1:${await portOf(child, ended)}`, pid: child.pid ?? 0, stop };
}

async function portOf({ stdout }: ChildProcess, ended: Promise<unknown>): Promise<string> {
  if (!stdout) throw new Error('what the server says is not heard');
  for await (const line of createInterface(stdout)) {
    const [, port] = /:(\d+)\/api\/messages/.exec(line) ?? [];
    if (port === undefined) continue;
    // What is not read would in the end hold up the server.
    stdout.resume();
    return port;
  }
  // Why, it has told on its standard error.
  await ended;
  throw new Error('a server did not start');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
