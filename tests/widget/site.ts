import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { siteFolder } from '../../bot/paths';
import { readSite } from '../../bot/site';
import { openSqlite } from '../../bot/state/sqlite';
import { serveDirectLine } from '../bot/channels/direct-line-server';

export interface TestSite {
  /** Whether the state of conversations can be written, as on a disk that is all right. */
  canWrite(is: boolean): void;
  readonly url: string;
  readonly logged: readonly string[];
  stop(): Promise<void>;
}

/** The real bot with the widget as it was built, and its state in memory. */
export async function serveSite(env: Readonly<Record<string, string>> = {}): Promise<TestSite> {
  const database = openSqlite(':memory:');
  const assets = readSite(siteFolder);
  if (assets.size === 0) throw new Error('dist/widget is empty: build the widget first');
  const server = await serveDirectLine({ env, assets, database, now: () => new Date() });
  return { ...server, canWrite: (is) => void database.exec(`PRAGMA query_only = ${is ? 'OFF' : 'ON'}`) };
}

/** A page of some other site, with its own policy. */
export async function servePage(html: string, policy: string): Promise<Omit<TestSite, 'canWrite'>> {
  const server: Server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy });
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, logged: [], stop: () => new Promise((resolve) => server.close(() => resolve())) };
}
