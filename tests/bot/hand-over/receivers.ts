import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Letter {
  readonly to: readonly string[];
  readonly raw: string;
}

/** A real mail server that can be stopped and started again on its port. */
export interface MailServer {
  readonly url: string;
  readonly letters: Letter[];
  /** Takes a letter, and is gone before it can say so. */
  diesAfterTaking(is: boolean): void;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const letters: Letter[] = [];
  let server: SMTPServer | undefined;
  let port = 0;
  let dies = false;
  const start = async () => {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 100,
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString() });
          if (!dies) done();
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
    port = (server.server.address() as AddressInfo).port;
  };
  await start();
  return {
    get url() {
      return `smtp://127.0.0.1:${port}`;
    },
    letters,
    diesAfterTaking: (is) => void (dies = is),
    start,
    stop: () => new Promise((resolve) => (server ? server.close(() => resolve()) : resolve())),
  };
}

export interface Posted {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Another system that is told by a webhook. */
export interface Receiver {
  readonly url: string;
  readonly posted: Posted[];
  /** The statuses of the next answers; 200 when there are no more. */
  readonly statuses: number[];
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const posted: Posted[] = [];
  const statuses: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const status = statuses.shift() ?? 200;
      if (status < 300)
        posted.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() });
      response.statusCode = status;
      if (status === 307) response.setHeader('Location', 'http://127.0.0.1:9/elsewhere');
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/requests`, posted, statuses, stop };
}

export const secret = `whsec_${Buffer.from('a secret that only tests know 01').toString('base64')}`;

/** As a receiver checks it, by the text of Standard Webhooks. */
export function isSigned({ headers, body }: Posted): boolean {
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}
