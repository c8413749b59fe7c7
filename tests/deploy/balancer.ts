import {
  Agent,
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

/** Stands before several instances as a proxy does: asks each whether it is ready, keeps connections, tries nothing twice. */
export interface Balancer {
  readonly url: string;
  /** Requests that got no answer from an instance, or none but that it failed. */
  readonly failed: readonly string[];
  stop(): Promise<void>;
}

const askEvery = 100;
/** A busy instance may once be late with saying that it is ready. */
const failures = 3;

export async function balance(instances: readonly string[]): Promise<Balancer> {
  const failed: string[] = [];
  const ready = new Set(instances);
  const over = new AbortController();
  const agent = new Agent({ keepAlive: true });
  let turns = 0;
  const next = () => [...ready][(turns += 1) % ready.size];
  const asking = instances.map((instance) => keepAsking(instance, ready, over.signal));

  const server: Server = createServer((incoming, outgoing) => pass(incoming, outgoing, next(), agent, failed));
  // Whoever asks ends a connection, not we, just as they ask again.
  server.keepAliveTimeout = 120_000;
  const sockets = new Set<Duplex>();
  server.on('upgrade', (incoming: IncomingMessage, near: Duplex, head: Buffer) => {
    const to = next();
    if (to === undefined) return void near.destroy();
    sockets.add(near.on('close', () => sockets.delete(near)));
    join(near, connect(Number(new URL(to).port), '127.0.0.1'), incoming, head);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failed,
    stop: async () => {
      over.abort();
      sockets.forEach((socket) => socket.destroy());
      server.closeAllConnections();
      agent.destroy();
      await Promise.all([...asking, new Promise((resolve) => server.close(resolve))]);
    },
  };
}

async function keepAsking(instance: string, ready: Set<string>, over: AbortSignal): Promise<void> {
  for (let inARow = 0; !over.aborted; await pause(askEvery)) {
    const state = await stateOf(instance);
    inARow = state === 'ready' ? 0 : inARow + 1;
    if (state === 'ready') ready.add(instance);
    else if (state === 'stopping' || inARow >= failures) ready.delete(instance);
  }
}

async function stateOf(instance: string): Promise<string> {
  try {
    const response = await fetch(`${instance}/ready`, { signal: AbortSignal.timeout(5000) });
    return ((await response.json()) as { readonly status: string }).status;
  } catch {
    return 'away';
  }
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, to: string | undefined, agent: Agent, failed: string[]): void {
  const fail = (why: string) => {
    // Whoever asked has gone.
    if (outgoing.destroyed) return;
    failed.push(`${incoming.method ?? ''} ${incoming.url ?? ''}: ${why}`);
    if (outgoing.headersSent) return void outgoing.destroy();
    outgoing.statusCode = 502;
    outgoing.end();
  };
  if (to === undefined) return fail('no instance is ready');
  const { method, headers, url } = incoming;
  const passed = request(`${to}${url ?? ''}`, { method, headers, agent }, (response) => {
    const { statusCode = 502 } = response;
    if (statusCode >= 500) failed.push(`${method ?? ''} ${url ?? ''}: ${statusCode}`);
    // Each side keeps or ends its own connection.
    outgoing.writeHead(statusCode, without('connection', response.headers));
    response.on('error', (error) => fail(error.message)).pipe(outgoing);
  });
  passed.on('error', (error) => fail(error.message));
  incoming.pipe(passed);
}

/** A socket goes through as it is. */
function join(near: Duplex, far: Socket, { url = '', rawHeaders }: IncomingMessage, head: Buffer): void {
  const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1] ?? ''}`] : []));
  far.write([`GET ${url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  far.write(head);
  near.pipe(far).pipe(near);
  near.on('error', () => far.destroy()).on('close', () => far.destroy());
  far.on('error', () => near.destroy()).on('close', () => near.destroy());
}

export function without(name: string, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));
}
