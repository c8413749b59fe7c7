import { createConnection, type Socket } from 'node:net';
import type { Activity } from 'botbuilder';
import type { TestServer } from '../channels/direct-line-server';

/** What came back over a connection, and whether the server ended it. */
export interface Came {
  readonly text: string;
  readonly status: number | undefined;
  /** Milliseconds until the server ended the connection; nothing if it was left open. */
  readonly endedAfter: number | undefined;
}

/**
 * Sends bytes as they are, so that they need be no HTTP, and waits until the server ends the connection, or for `patience`
 * milliseconds. `then` may send more.
 */
export function sendRaw(
  { url }: Pick<TestServer, 'url'>,
  bytes: string | Buffer,
  { patience = 3000, then = () => undefined }: { readonly patience?: number; readonly then?: (socket: Socket) => void } = {},
): Promise<Came> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve) => {
    const begun = Date.now();
    let text = '';
    const socket = createConnection(Number(port), hostname, () => {
      socket.write(bytes);
      then(socket);
    });
    const end = (endedAfter: number | undefined) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, status: statusIn(text), endedAfter });
    };
    const timer = setTimeout(() => end(undefined), patience);
    socket.on('data', (data) => (text += data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => end(Date.now() - begun));
  });
}

function statusIn(text: string): number | undefined {
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  return status === undefined ? undefined : Number(status);
}

/** A request in full, whose connection ends after it. */
export function request(line: string, headers: readonly string[] = [], body = ''): string {
  return [line, 'Host: bot.example.edu', 'Connection: close', ...headers, '', body].join('\r\n');
}

/** A message that a student of the chat could have sent, with other parts. */
export function message(text: string, more: object = {}): object {
  return {
    type: 'message',
    text,
    channelId: 'webchat',
    deliveryMode: 'expectReplies',
    serviceUrl: 'http://127.0.0.1:9',
    conversation: { id: `c${Math.random()}` },
    from: { id: 'student' },
    recipient: { id: 'bot' },
    ...more,
  };
}

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly replies: readonly Activity[];
}

/** Posts what is JSON already as it is. */
export async function post(
  { url }: Pick<TestServer, 'url'>,
  body: string | Uint8Array | object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const response = await fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
  const text = await response.text();
  const { activities = [] } = response.ok && text !== '' ? (JSON.parse(text) as { activities?: Activity[] }) : {};
  return { status: response.status, text, headers: response.headers, replies: activities };
}

/** Whoever comes after an attack is answered as usual, and nothing was logged as a fault of ours. */
export async function expectTheNextStudentIsAnswered(server: TestServer): Promise<void> {
  const { status, replies } = await post(server, message('What is the tuition fee?'));
  expect([status, replies[0]?.text]).toEqual([200, expect.stringContaining('€18,016 per year. [1]')]);
  expect(server.logged).toEqual([]);
}

/** What a channel would show of the bot's answers. */
export function shownIn(replies: readonly Activity[]): string {
  return JSON.stringify(
    replies.map(({ text, speak, summary, attachments, suggestedActions, entities }) => ({
      ...{ text, speak, summary, attachments, suggestedActions, entities },
    })),
  );
}
