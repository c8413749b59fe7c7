import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';
import { serveDirectLine, type Otherwise, type TestServer } from './direct-line-server';

/** The service of a channel as the bot sees it: takes what the bot sends, and answers as it is told to. */
export interface Connector {
  readonly url: string;
  readonly sent: Activity[];
  /** The statuses of the next answers; 200, with which it is taken, when there are no more. */
  readonly failures: number[];
  /** From now on it takes what it is sent and never answers. */
  silence(): void;
  stop(): void;
}

export async function serveConnector(): Promise<Connector> {
  const sent: Activity[] = [];
  const failures: number[] = [];
  let isSilent = false;
  const server: Server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (isSilent) return;
      const failure = failures.shift();
      const isTaken = failure === undefined || failure === 200;
      response.statusCode = failure ?? 200;
      response.setHeader('Content-Type', 'application/json');
      if (isTaken) sent.push(JSON.parse(body) as Activity);
      response.end(isTaken ? `{"id":"reply-${sent.length}"}` : '{"error":{"code":"failed"}}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const silence = () => void (isSilent = true);
  const stop = () => (server.close(), server.closeAllConnections());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent, failures, silence, stop };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** The bot and the service of a channel, as they speak with each other. */
export interface OnChannel extends Connector {
  readonly bot: TestServer;
  /** Gives the status and body of the bot's answer to the request itself, and what it sent meanwhile. */
  deliver(activity: object): Promise<{ readonly status: number; readonly body: unknown; readonly sent: readonly Activity[] }>;
}

export async function openChannel(otherwise: Otherwise = {}): Promise<OnChannel> {
  const [connector, bot] = await Promise.all([serveConnector(), serveDirectLine(otherwise)]);
  return {
    ...connector,
    bot,
    stop: () => {
      connector.stop();
      void bot.stop();
    },
    deliver: async (activity) => {
      const before = connector.sent.length;
      const response = await fetch(`${bot.url}/api/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ serviceUrl: connector.url, ...activity }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text), sent: connector.sent.slice(before) };
    },
  };
}
