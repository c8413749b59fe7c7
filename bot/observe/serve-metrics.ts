import { createHash, timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpLimits, limitedServer } from '../http';
import type { Metrics } from './metrics';

/** Where metrics are read from. */
export type ReadMetrics = Metrics['read'];

/** Metrics at the port of the bot, which everybody reaches: for whoever has the token. */
export interface GuardedMetrics {
  readonly read: ReadMetrics;
  readonly isAllowed: (authorization: string | undefined) => boolean;
}

export function guardMetrics(read: ReadMetrics, token: string): GuardedMetrics {
  const expected = digestOf(`Bearer ${token}`);
  return { read, isAllowed: (authorization = '') => timingSafeEqual(digestOf(authorization), expected) };
}

/** Of one length, whatever is sent, and alike only where that is: how long it takes tells nothing of the token. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Metrics at a port of their own, for whoever reaches it. */
export async function serveMetrics(
  read: ReadMetrics,
  port: number,
  host: string,
): Promise<{ readonly port: number; stop(): void }> {
  const server = limitedServer(({ method, url = '' }, response) => {
    const isAsked = method === 'GET' && url.split('?')[0] === '/metrics';
    if (isAsked) return void sendMetrics(read, response);
    response.writeHead(404);
    response.end();
  }, httpLimits);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export async function answerMetrics(
  { read, isAllowed }: GuardedMetrics,
  authorization: string | undefined,
  response: ServerResponse,
): Promise<void> {
  if (isAllowed(authorization)) return sendMetrics(read, response);
  response.writeHead(401, { 'WWW-Authenticate': 'Bearer' });
  response.end();
}

async function sendMetrics(read: ReadMetrics, response: ServerResponse): Promise<void> {
  const { type, text } = await read();
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(text);
}
