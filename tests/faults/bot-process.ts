import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { root } from '../../bot/paths';
import { until } from '../postgres/until';

/** The bot as it was built, in a process of its own that can die and come back at the same address. */
export interface MortalBot {
  readonly url: string;
  /** What it complained of, over all its lives. */
  readonly complaints: readonly string[];
  start(): Promise<void>;
  /** As when the machine takes it: nothing is ended, nothing is said. */
  kill(): Promise<unknown>;
  /** As when an operator stops it; gives its exit code. */
  stop(): Promise<number | null>;
}

export async function mortalBot(env: Readonly<Record<string, string>>): Promise<MortalBot> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const complaints: string[] = [];
  let bot: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (bot?.exitCode !== null || bot.signalCode !== null) return null;
    const ended = once(bot, 'exit');
    bot.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  };
  return {
    url,
    complaints,
    start: async () => {
      // It is started hundreds of times, and nobody edits the knowledge base meanwhile.
      const settings = {
        KNOWLEDGE_WATCH: 'off',
        PORT: String(port),
        HOST: '127.0.0.1',
        RATE_LIMIT_PER_MINUTE: '0',
        LOG_FORMAT: 'pretty',
        ...env,
      };
      bot = spawn(process.execPath, [join(root, 'dist', 'main.js')], { env: settings, stdio: ['ignore', 'ignore', 'pipe'] });
      bot.stderr?.on('data', (data: Buffer) => complaints.push(data.toString()));
      await until(() => fetch(`${url}/ready`).then(({ ok }) => ok, () => false), 120_000); // prettier-ignore
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
