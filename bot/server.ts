import type { Server as HttpServer } from 'node:http';
import type { Next, Request, Response, Server } from 'restify';
import type { Endpoint } from './channels/bot-framework';
import { addDirectLineRoutes, type DirectLineSite } from './channels/direct-line/routes';
import { addSockets } from './channels/direct-line/sockets';
import type { Logger } from './log';
import { BadRequest, readJson } from './read-json';
import { restify } from './restify';
import { encodingFor, type Asset } from './site';

export interface RunningServer {
  readonly port: number;
  /** Takes no new requests, and ends when those in flight are answered. */
  stop(): Promise<void>;
}

export interface Site {
  readonly messages: Endpoint;
  /** The version of the knowledge base that answers come from. */
  readonly version: string;
  readonly log: Logger;
  /** The chat on the website, where it is served. */
  readonly directLine?: DirectLineSite;
  /** The widget and its page, by their path. */
  readonly assets?: ReadonlyMap<string, Asset>;
}

export async function startServer(site: Site, port: number, host: string): Promise<RunningServer> {
  const server = makeServer(site);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const sockets = site.directLine && addSockets(server.server, site.directLine);
  const stopAll = (): Promise<void> => {
    sockets?.close();
    return stop(server.server);
  };
  return { port: server.address().port, stop: stopAll };
}

function makeServer({ messages, version, log, directLine, assets = new Map() }: Site): Server {
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false });
  server.get('/health', (_request: Request, response: Response, next: Next) => (response.send(200, { status: 'alive' }), next()));
  server.get(
    '/ready',
    (_request: Request, response: Response, next: Next) => (response.send(200, { status: 'ready', knowledge: version }), next()),
  );
  server.post('/api/messages', (request: Request, response: Response, next: Next) => {
    readJson(request)
      .then((body) => messages.receive(request.header('authorization', ''), body))
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
    response.send(error.status, { error: error.message });
    return;
  }
  log.error('a request failed', error);
  response.send(500, { error: 'Something went wrong on our side. Please try again.' });
}

function stop(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
