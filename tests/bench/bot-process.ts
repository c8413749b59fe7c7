import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../../bot/paths';

export interface BotProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/** The bot as it was built, with the widget, in a process and with state of its own. */
export async function startBot(): Promise<BotProcess> {
  const data = mkdtempSync(join(tmpdir(), 'bench-'));
  const env = { PORT: '0', HOST: '127.0.0.1', DATA_DIR: data, RATE_LIMIT_PER_MINUTE: '0', LOG_FORMAT: 'pretty' };
  const bot = spawn(process.execPath, [join(root, 'dist', 'main.js')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(bot, 'exit');
  const stop = async () => {
    bot.kill();
    await ended;
    rmSync(data, { recursive: true });
  };
  for await (const line of createInterface(bot.stdout)) {
    const [, port] = /^Direct Line endpoint:.*:(\d+)\//.exec(line) ?? [];
    if (port === undefined) continue;
    // What is not read would in the end hold up the bot.
    bot.stdout.resume();
    return { url: `http://127.0.0.1:${port}`, stop };
  }
  throw new Error('the bot did not start');
}
