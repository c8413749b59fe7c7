import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync } from 'node:zlib';
import { webChatScripts, type HostPage } from './host-pages';

export interface HostSite {
  readonly url: string;
  stop(): Promise<void>;
}

interface Served {
  readonly type: string;
  readonly body: Buffer;
}

/** The site with all pages and with Web Chat's scripts, compressed as well as the bot compresses the widget. */
export async function serveHost(pages: readonly HostPage[]): Promise<HostSite> {
  const files = new Map<string, Served>([
    ...pages.map(({ path, html }) => [path, { type: 'text/html', body: brotliCompressSync(html) }] as const),
    ...[...webChatScripts()].map(([path, js]) => [path, { type: 'text/javascript', body: brotliCompressSync(js) }] as const),
  ]);
  const server = createServer(({ url = '' }, response) => {
    const file = files.get(url);
    const headers = file && { 'Content-Type': file.type, 'Content-Encoding': 'br', 'Content-Length': file.body.length };
    response.writeHead(file ? 200 : 404, headers).end(file?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}
