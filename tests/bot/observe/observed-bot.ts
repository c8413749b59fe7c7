import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../bot/paths';
import { until } from '../../postgres/until';

/** The bot as it was built, which tells of itself in all ways. */
export interface ObservedBot {
  readonly url: string;
  readonly metricsUrl: string;
  /** All that it has written so far. */
  out(): string;
  err(): string;
  /** The metrics at its own port, as they are now. */
  metrics(): Promise<string>;
  /** As when an operator stops it; gives its exit code. */
  stop(): Promise<number | null>;
}

export async function startObserved(env: Readonly<Record<string, string>> = {}): Promise<ObservedBot> {
  const data = mkdtempSync(join(tmpdir(), 'observed-'));
  const written = { out: '', err: '' };
  const settings = { PORT: '0', HOST: '127.0.0.1', METRICS_PORT: '0', DATA_DIR: data, RATE_LIMIT_PER_MINUTE: '0', ...env };
  const bot = spawn(process.execPath, [join(root, 'dist', 'main.js')], { env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(bot, 'close') as Promise<[number | null]>;
  bot.stdout.on('data', (chunk: Buffer) => (written.out += chunk.toString()));
  bot.stderr.on('data', (chunk: Buffer) => (written.err += chunk.toString()));
  const found = (pattern: RegExp) => pattern.exec(written.out)?.[1];
  await until(() => bot.exitCode !== null || found(/:(\d+)\/api\/messages/) !== undefined, 120_000);
  const port = found(/:(\d+)\/api\/messages/);
  if (port === undefined) throw new Error(`the bot did not start: ${written.err}`);
  const metricsUrl = found(/Metrics: (http\S+\/metrics)/) ?? '';
  return {
    url: `http://127.0.0.1:${port}`,
    metricsUrl,
    out: () => written.out,
    err: () => written.err,
    metrics: async () => (await fetch(metricsUrl)).text(),
    stop: async () => {
      bot.kill();
      const [code] = await ended;
      rmSync(data, { recursive: true, force: true });
      return code;
    },
  };
}

export type Line = Readonly<Record<string, unknown>> & { readonly level: string; readonly msg: string };

export function linesIn(out: string): readonly Line[] {
  return out.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Line); // prettier-ignore
}

/** The value of a series, by its name and labels as they are written; nothing if it is not there. */
export function valueOf(metrics: string, series: string): number | undefined {
  const line = metrics.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}
