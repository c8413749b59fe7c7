import { WebSocket } from 'ws';
import type { Client } from './http-client';

/** What a visitor of the website sees of the chat. */
export interface Told {
  readonly id: string;
  readonly from: { readonly role?: string };
  readonly entities?: readonly { readonly type: string }[];
  /** When it came. */
  readonly at: number;
}

/** A visitor with the chat open. */
export interface Visitor {
  /** All that the socket has told, in its order. */
  readonly told: readonly Told[];
  /** Opens the socket; what is said from then on is told over it. */
  open(): Promise<void>;
  /** Gives the status of the answer. */
  say(activity: Readonly<Record<string, unknown>>): Promise<number>;
  /** All that was said since the welcome, by the transcript. */
  transcript(): Promise<readonly Told[]>;
  leave(): void;
}

interface Body {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
  readonly watermark: string;
  readonly activities: readonly Omit<Told, 'at'>[];
}

/** Begins a conversation as the widget does. @throws if that fails */
export async function begin(client: Client): Promise<Visitor> {
  const { status, body } = await client.post('/v3/directline/begin', {});
  if (status !== 201) throw new Error(`a conversation could not begin: ${status} ${body}`);
  const { conversationId, token, streamUrl, watermark } = JSON.parse(body) as Body;
  const path = `/v3/directline/conversations/${conversationId}/activities`;
  const told: Told[] = [];
  let socket: WebSocket | undefined;
  return {
    told,
    open: async () => {
      socket = new WebSocket(streamUrl, { perMessageDeflate: false });
      socket.on('message', (data: Buffer) => told.push(...arrived(data.toString())));
      await new Promise((resolve, reject) => socket?.once('open', resolve).once('error', reject));
    },
    say: async (activity) => (await client.post(path, activity, token)).status,
    transcript: async () => arrived((await client.get(`${path}?watermark=${watermark}`, token)).body),
    leave: () => socket?.close(),
  };
}

function arrived(body: string): readonly Told[] {
  const at = performance.now();
  // A first, empty message of Direct Line has no body.
  return body === '' ? [] : (JSON.parse(body) as Body).activities.map((activity) => ({ ...activity, at }));
}
