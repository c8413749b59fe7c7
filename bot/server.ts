import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Next, Request, Response, Server } from 'restify';
import type { Endpoint } from './channels/bot-framework';
import { addDirectLineRoutes, type DirectLineSite } from './channels/direct-line/routes';
import { addSockets } from './channels/direct-line/sockets';
import { httpLimits, limitedServer, type HttpLimits } from './http';
import { TooManyRequests } from './limits';
import type { Logger } from './log';
import { BadRequest, readJson } from './read-json';
import { restify } from './restify';
import { securityHeaders } from './security-headers';
import { unlimited, type Senders } from './senders';
import { encodingFor, type Asset } from './site';

export interface RunningServer {
  readonly port: number;
  /** Takes no new requests, and ends when those in flight are answered. */
  stop(): Promise<void>;
}

/** The version that is served, and what is wrong with the files as they are now, if they are not what is served. */
export interface Served {
  readonly version: string;
  readonly problems: readonly string[];
}

export interface Site {
  readonly messages: Endpoint;
  /** The knowledge base that answers come from. */
  readonly knowledge: () => Served;
  readonly log: Logger;
  /** Whether the state of conversations can be read and written now; told within a second. */
  readonly isReady?: () => Promise<boolean>;
  /** The chat on the website, where it is served. */
  readonly directLine?: DirectLineSite;
  /** The widget and its page, by their path. */
  readonly assets?: ReadonlyMap<string, Asset>;
  /** What an address may send to the messaging endpoint. */
  readonly senders?: Senders;
  /** How long a client may take, and how much it may send. */
  readonly http?: HttpLimits;
}

export async function startServer(site: Site, port: number, host: string): Promise<RunningServer> {
  const server = makeServer(site);
  const http = limitedServer((request, response) => server.server.emit('request', request, response), site.http ?? httpLimits);
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, resolve);
  });
  const sockets = site.directLine && addSockets(http, site.directLine);
  const stopAll = (): Promise<void> => {
    sockets?.close();
    return stop(http);
  };
  return { port: (http.address() as AddressInfo).port, stop: stopAll };
}

function makeServer(site: Site): Server {
  const { knowledge, log, isReady = always, directLine, assets = new Map<string, Asset>() } = site;
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false });
  server.pre(securityHeaders);
  server.get('/health', (_request: Request, response: Response, next: Next) => (response.send(200, { status: 'alive' }), next()));
  server.get('/ready', (_request: Request, response: Response, next: Next) => {
    void isReady()
      .then((is) => {
        const { version, problems } = knowledge();
        const broken = problems.length > 0 ? { problems: problems.slice(0, mostProblems) } : {};
        response.send(is ? 200 : 503, { status: is ? 'ready' : 'storage', knowledge: version, ...broken });
      })
      .finally(next);
  });
  server.post('/api/messages', (request: Request, response: Response, next: Next) => {
    receive(request, site)
      .then(({ status, body }) => {
        response.send(status, body);
      })
      .catch((error: unknown) => refuse(error, response, log))
      .finally(next);
  });
  if (directLine) addDirectLineRoutes(server, directLine);
  for (const [path, asset] of assets)
    server.get(path, (request: Request, response: Response, next: Next) => (sendAsset(asset, request, response), next(false)));
  return server;
}

/** The log has all of them. */
const mostProblems = 10;

function always(): Promise<boolean> {
  return Promise.resolve(true);
}

async function receive(request: Request, { messages, senders = unlimited }: Site): ReturnType<Endpoint['receive']> {
  try {
    await senders.admit(request);
    const answer = await messages.receive(request.header('authorization', ''), await readJson(request));
    if (answer.status === 401) await senders.refused(request);
    return answer;
  } catch (error) {
    const isTheirs = error instanceof BadRequest && error.status < 500 && !(error instanceof TooManyRequests);
    if (isTheirs) await senders.refused(request);
    throw error;
  }
}

function sendAsset({ headers, body }: Asset, request: Request, response: Response): void {
  if (request.header('if-none-match') === headers.ETag) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  const encoding = encodingFor(request.header('accept-encoding'));
  const encoded = encoding === 'identity' ? {} : { 'Content-Encoding': encoding };
  response.writeHead(200, { ...headers, ...encoded, 'Content-Length': String(body[encoding].length) });
  response.end(body[encoding]);
}

/** The sender is told what to mend; what went wrong on our side is told to the log only. */
function refuse(error: unknown, response: Response, log: Logger): void {
  if (error instanceof BadRequest) {
    // What is left of an unread body would be taken for the next request.
    response.header('Connection', 'close');
    if (error instanceof TooManyRequests) response.header('Retry-After', String(error.retryAfter));
    response.send(error.status, { error: error.message });
    return;
  }
  log.error('a request failed', error);
  response.send(500, { error: 'Something went wrong on our side. Please try again.' });
}

/** How often connections whose last request was answered meanwhile are ended, in milliseconds. */
const sweepEvery = 100;

function stop(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    const sweeping = setInterval(() => server.closeIdleConnections(), sweepEvery);
    server.close(() => {
      clearInterval(sweeping);
      resolve();
    });
    server.closeIdleConnections();
  });
}
