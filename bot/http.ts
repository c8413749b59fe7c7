import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';

/** How long a client may take, in milliseconds, and how much it may send before the body. */
export interface HttpLimits {
  /** For the headers, and for the whole request with its body. */
  readonly headers: number;
  readonly request: number;
  /** Between two requests; longer than a proxy before the bot keeps its connections, so that it is the proxy who ends them. */
  readonly idle: number;
  /** Without a byte in either direction, as when a client does not take its answer. */
  readonly silence: number;
  readonly mostHeaders: number;
  /** Bytes of all headers; a token of Azure takes two thousand of them. */
  readonly headerBytes: number;
}

export const httpLimits: HttpLimits = {
  headers: 10_000,
  request: 30_000,
  idle: 75_000,
  silence: 90_000,
  mostHeaders: 100,
  headerBytes: 16 * 1024,
};

/** How often it is looked for clients that take too long, in milliseconds; Node does so every half a minute by itself. */
const checkEvery = 2000;

/**
 * An HTTP server with limits, which restify, that makes its own without any, is put behind. What `handle` could not even
 * read is answered here: an address that is none ends the process otherwise.
 */
export function limitedServer(handle: RequestListener, limits: HttpLimits): Server {
  const server = createServer(
    {
      headersTimeout: limits.headers,
      requestTimeout: limits.request,
      keepAliveTimeout: limits.idle,
      maxHeaderSize: limits.headerBytes,
      connectionsCheckingInterval: Math.min(checkEvery, limits.headers),
    },
    (request, response) => {
      const path = pathOf(request.url ?? '');
      if (request.rawHeaders.length > 2 * limits.mostHeaders)
        return refuse(response, 431, `There are more than ${limits.mostHeaders} headers.`);
      if (path === undefined) return refuse(response, 400, 'The address of the request is none.');
      request.url = path;
      return handle(request, response);
    },
  );
  // Node leaves out, without a word, the headers above this number; one more shows that there were some.
  server.maxHeadersCount = limits.mostHeaders + 1;
  server.timeout = limits.silence;
  return server;
}

/** The path and the query of a request, which may name the whole address as if it went to a proxy; nothing if it is neither. */
export function pathOf(url: string): string | undefined {
  if (isPath(url)) return url;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  const { pathname, search } = new URL(url);
  return isPath(pathname) ? pathname + search : undefined;
}

/** What begins with two slashes is taken for the name of a host by some who read it. */
function isPath(url: string): boolean {
  return /^\/(?![/\\])/.test(url);
}

function refuse(response: ServerResponse, status: number, error: string): void {
  const body = JSON.stringify({ error });
  response.writeHead(status, {
    Connection: 'close',
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
}
