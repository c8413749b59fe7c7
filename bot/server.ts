import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Next, Request, Response, Route, Server } from 'restify';
import type { Endpoint } from './channels/bot-framework';
import { addDirectLineRoutes, type DirectLineSite } from './channels/direct-line/routes';
import { addSockets } from './channels/direct-line/sockets';
import { httpLimits, limitedServer, type HttpLimits } from './http';
import { TooManyRequests } from './limits';
import type { Logger } from './log';
import { unobserved, type Observer } from './observe/observer';
import { answerMetrics, type GuardedMetrics } from './observe/serve-metrics';
import { BadRequest, readJson } from './read-json';
import { restify } from './restify';
import { securityHeaders } from './security-headers';
import { unlimited, type Senders } from './senders';
import { encodingFor, type Asset } from './site';
import type { StaffPages } from './staff/router';

export interface RunningServer {
  readonly port: number;
  /**
   * For so many seconds /ready says that it is going, so that a proxy sends the next requests elsewhere, while those that come
   * are answered. Then it takes no new requests, and ends when those in flight are answered.
   */
  stop(drainSeconds?: number): Promise<void>;
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
  /** The pages of the office, where they are switched on. */
  readonly staff?: StaffPages;
  /** What an address may send to the messaging endpoint. */
  readonly senders?: Senders;
  /** How long a client may take, and how much it may send. */
  readonly http?: HttpLimits;
  readonly observer?: Observer;
  /** What the bot counts, for whoever has the token. */
  readonly metrics?: GuardedMetrics | undefined;
}

export async function startServer(site: Site, port: number, host: string): Promise<RunningServer> {
  const life = { isGoing: false };
  const server = makeServer(site, life);
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    // A proxy that keeps the connection would send the next request just as it ends.
    if (life.isGoing) response.setHeader('Connection', 'close');
    server.server.emit('request', request, response);
  };
  const http = limitedServer(handle, site.http ?? httpLimits);
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, resolve);
  });
  const sockets = site.directLine && addSockets(http, site.directLine);
  site.observer?.sockets(() => sockets?.count() ?? 0);
  const stopAll = async (drainSeconds = 0): Promise<void> => {
    life.isGoing = true;
    if (drainSeconds > 0) await pause(drainSeconds * 1000);
    sockets?.close();
    await stop(http);
  };
  return { port: (http.address() as AddressInfo).port, stop: stopAll };
}

function makeServer(site: Site, life: { readonly isGoing: boolean }): Server {
  const { knowledge, log, isReady = always, directLine, assets = new Map<string, Asset>(), metrics } = site;
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false });
  watchRequests(server, site.observer ?? unobserved);
  server.pre(securityHeaders);
  if (site.staff) addStaffPages(server, site.staff);
  server.get('/health', (_request: Request, response: Response, next: Next) => (response.send(200, { status: 'alive' }), next()));
  server.get('/ready', (_request: Request, response: Response, next: Next) => {
    void isReady()
      .then((is) => {
        const { version, problems } = knowledge();
        const broken = problems.length > 0 ? { problems: problems.slice(0, mostProblems) } : {};
        const status = life.isGoing ? 'stopping' : is ? 'ready' : 'storage';
        response.send(status === 'ready' ? 200 : 503, { status, knowledge: version, ...broken });
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
  if (metrics)
    server.get('/metrics', (request: Request, response: Response, next: Next) => {
      void answerMetrics(metrics, request.headers.authorization, response).finally(() => next(false));
    });
  if (directLine) addDirectLineRoutes(server, directLine);
  for (const [path, asset] of assets)
    server.get(path, (request: Request, response: Response, next: Next) => (sendAsset(asset, request, response), next(false)));
  return server;
}

/** By the pattern of its address: what somebody makes up is none. */
function watchRequests(server: Server, { answered }: Observer): void {
  const began = new WeakMap<Request, number>();
  server.pre((request: Request, _response: Response, next: Next) => (began.set(request, performance.now()), next()));
  server.on('after', (request: Request, response: Response, route?: Route) => {
    const now = performance.now();
    answered(route && String(route.path), response.statusCode, (now - (began.get(request) ?? now)) / 1000);
  });
}

/** All that is asked below /staff is theirs, whatever it is. */
function addStaffPages(server: Server, { isOwn, handle }: StaffPages): void {
  server.pre((request: Request, response: Response, next: Next) => {
    if (isOwn(request)) void handle(request, response).finally(() => next(false));
    else next();
  });
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
