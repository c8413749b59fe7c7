import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { siteFolder } from '../../bot/paths';
import { readSite } from '../../bot/site';
import { serveDirectLine } from '../bot/channels/direct-line-server';

export interface TestSite {
  readonly url: string;
  readonly logged: readonly string[];
  stop(): Promise<void>;
}

/** The real bot with the widget as it was built, and its state in memory. */
export async function serveSite(env: Readonly<Record<string, string>> = {}): Promise<TestSite> {
  const assets = readSite(siteFolder);
  if (assets.size === 0) throw new Error('dist/widget is empty: build the widget first');
  return serveDirectLine({ env, assets, now: () => new Date() });
}

/** A page of some other site, with its own policy. */
export async function servePage(html: string, policy: string): Promise<TestSite> {
  const server: Server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy });
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, logged: [], stop: () => new Promise((resolve) => server.close(() => resolve())) };
}
