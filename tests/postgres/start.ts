import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';

export interface TestPostgres {
  /** Known to nobody else, so that it is found wherever it does not belong. */
  readonly password: string;
  readonly port: number;
  /** The address of a new database. */
  newDatabase(): Promise<string>;
  /** Runs one query as an administrator, in the database of the address. */
  run(url: string, query: string): Promise<readonly Record<string, unknown>[]>;
  /** As when its machine fails over; done when it answers again, at the same address. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** A real PostgreSQL of the test's own, in a process that ends with the test. */
export async function startPostgres(): Promise<TestPostgres> {
  const password = `pass-${randomUUID()}`;
  const server = spawn(process.execPath, [join(__dirname, 'server.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, POSTGRES_PASSWORD: password },
  });
  const ended = once(server, 'exit');
  const lines = createInterface({ input: server.stdout });
  const first = await Promise.race([
    once(lines, 'line'),
    ended.then(() => Promise.reject(new Error('PostgreSQL did not start'))),
  ]);
  const address = String(first[0]);
  const main = `postgres://bot:${password}@${address}/postgres`;
  return {
    password,
    port: Number(address.split(':')[1]),
    run: query,
    newDatabase: async () => {
      const name = `d${randomUUID().replaceAll('-', '')}`;
      await query(main, `CREATE DATABASE ${name}`);
      return `postgres://bot:${password}@${address}/${name}`;
    },
    crash: async () => {
      const back = once(lines, 'line');
      server.stdin.write('crash\n');
      await back;
    },
    stop: async () => {
      server.stdin.end();
      await ended;
    },
  };
}

async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
