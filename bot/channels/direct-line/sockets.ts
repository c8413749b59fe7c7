import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { pathOf } from '../../http';
import type { DirectLine, News } from './direct-line';
import { mustBeTrusted } from './origins';
import { Refusal } from './refusal';
import { watermarkOf, type DirectLineSite } from './routes';
import type { Grant } from './tokens';

/** A visitor has the chat open in a few tabs at most; of more sockets the oldest is closed. */
const mostSockets = 5;
/** A socket that has not answered a ping for so long is dead. */
const pingEvery = 30_000;
/** A client that does not say goodbye in so many milliseconds is not waited for. */
const goodbye = 1000;
/** A client that takes nothing while so much waits for it is cut off; it comes back with its watermark. */
const mostWaiting = 1_000_000;

const path = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/;

/** The stream of a conversation: what was missed since the watermark, then everything as it happens. */
export function addSockets(server: Server, site: DirectLineSite): { count(): number; close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  const open: Followers = new Map();
  const unfollow = site.directLine.follow((conversation) => {
    const told = conversation === undefined ? [...open.values()] : [open.get(conversation)];
    told.forEach((own) => own?.forEach((follow) => void follow()));
  });
  server.on('upgrade', (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
    // Node gives the connection away with the upgrade: one that breaks off before it is a socket would end the process.
    duplex.on('error', () => duplex.destroy());
    admit(request, site).then(
      ({ grant, watermark }) =>
        sockets.handleUpgrade(request, duplex, head, (socket) => serve(socket, grant, watermark, open, site)),
      (error: unknown) => turnAway(duplex, error, site),
    );
  });
  const pinging = setInterval(() => sockets.clients.forEach(pingOrDrop), pingEvery);
  return {
    count: () => sockets.clients.size,
    close: () => {
      clearInterval(pinging);
      unfollow();
      sockets.clients.forEach((socket) => socket.close(1001, 'the server is restarting'));
      setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), goodbye).unref();
    },
  };
}

async function admit(request: IncomingMessage, site: DirectLineSite): Promise<{ grant: Grant; watermark: number }> {
  const { pathname, search, searchParams } = new URL(`http://localhost${pathOf(request.url ?? '') ?? '/'}`);
  const id = path.exec(pathname)?.[1];
  if (id === undefined) throw new Refusal('NotFound', 'There is no such address.');
  mustBeTrusted(request, site.isTrusted);
  await site.perAddress(site.addressOf(request));
  const token = searchParams.get('t');
  const grant = site.tokens.verify(token === null ? request.headers.authorization : `Bearer ${token}`);
  if (grant.conversation !== id) throw new Refusal('InvalidToken', 'The token is for another conversation.');
  const watermark = watermarkOf(search);
  await site.directLine.since(grant, watermark);
  return { grant, watermark };
}

function turnAway(duplex: Duplex, error: unknown, { log }: DirectLineSite): void {
  const isRefusal = error instanceof Refusal;
  if (!isRefusal) log.error('a socket could not be opened', error);
  const status = isRefusal ? error.status : 500;
  const body = JSON.stringify({
    error: { code: isRefusal ? error.code : 'ServiceError', message: isRefusal ? error.message : '' },
  });
  const retry = isRefusal && error.retryAfter !== undefined ? `Retry-After: ${error.retryAfter}\r\n` : '';
  // A client that goes on sending must not keep the connection.
  duplex.once('finish', () => duplex.destroy());
  duplex.end(
    `HTTP/1.1 ${status} Refused\r\nConnection: close\r\n${retry}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** The open sockets of each conversation, each with what brings it up to date. */
type Followers = Map<string, Map<WebSocket, () => Promise<void>>>;

function serve(
  socket: WebSocket,
  { conversation, user }: Grant,
  watermark: number,
  open: Followers,
  { directLine, log }: DirectLineSite,
): void {
  const own = open.get(conversation) ?? new Map<WebSocket, () => Promise<void>>();
  const follow = makeFollow(socket, { conversation, user }, watermark, directLine, (error) => {
    log.error('a socket failed', error);
    socket.close(1011);
  });
  socket.on('error', () => socket.terminate());
  socket.on('pong', () => unanswered.delete(socket));
  socket.on('close', () => {
    own.delete(socket);
    if (own.size === 0) open.delete(conversation);
  });
  open.set(conversation, own.set(socket, follow));
  if (own.size > mostSockets) [...own.keys()][0]?.close(1008, 'too many windows of this conversation');
  void follow();
}

/**
 * Sends what was said since the last time, read from the transcript, so that each activity comes once and in order however
 * the news of it and the reading cross. Asked while it is reading, it reads once more.
 */
function makeFollow(
  socket: WebSocket,
  grant: Grant,
  watermark: number,
  directLine: DirectLine,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let seen = watermark;
  let isReading = false;
  let isDue = false;
  return async () => {
    isDue = true;
    if (isReading) return;
    isReading = true;
    try {
      while (isDue) {
        isDue = false;
        const news = await directLine.since(grant, seen);
        seen = news.watermark;
        if (news.activities.length > 0) send(socket, news);
      }
    } catch (error) {
      onError(error);
    } finally {
      isReading = false;
    }
  };
}

function send(socket: WebSocket, { activities, watermark }: News): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > mostWaiting) return socket.terminate();
  socket.send(JSON.stringify({ activities, watermark: String(watermark) }));
}

/** Sockets that have not answered the last ping yet. */
const unanswered = new WeakSet<WebSocket>();

function pingOrDrop(socket: WebSocket): void {
  if (unanswered.has(socket)) return socket.terminate();
  unanswered.add(socket);
  socket.ping();
}
