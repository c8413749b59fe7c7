import { randomUUID } from 'node:crypto';
import { z } from 'zod/v4';
import { makeChanges, type Changes } from './changes';
import type { Connection, Session } from './postgres-session';

/** PostgreSQL takes no longer notification. */
const mostBytes = 7999;

/** Without a conversation: it may have been any. */
const news = z.object({ from: z.string(), conversation: z.string().optional() });

/** Changes of which the other instances are told too, and heard from them, over notifications on this channel. */
export function postgresChanges(session: Session, channel: string): Changes & { sent(): Promise<void> } {
  const own = randomUUID();
  const here = makeChanges();
  const sender = makeSender(session, channel);
  session.hear({
    heard: (payload) => {
      const { from, conversation } = read(payload);
      if (from !== own) here.tell(conversation);
    },
    back: () => {
      here.tell();
      sender.send();
    },
  });
  return {
    follow: here.follow,
    // Whoever follows here does not wait for the way to PostgreSQL and back.
    tell: (conversation) => {
      here.tell(conversation);
      sender.send(payloadOf(own, conversation));
    },
    sent: sender.sent,
  };
}

/** Sends what has gathered while it was sending, all at once. What cannot be sent is when the connection is back. */
function makeSender(session: Session, channel: string): { send(payload?: string): void; readonly sent: () => Promise<void> } {
  const waiting = new Set<string>();
  let isSending = false;
  let last = Promise.resolve();
  const sendAll = async () => {
    isSending = true;
    while (session.connection && waiting.size > 0) {
      const payloads = [...waiting];
      waiting.clear();
      if (await notify(session.connection, channel, payloads)) continue;
      payloads.forEach((payload) => waiting.add(payload));
      break;
    }
    isSending = false;
  };
  return {
    send: (payload) => {
      if (payload !== undefined) waiting.add(payload);
      if (!isSending) last = sendAll();
    },
    sent: () => last,
  };
}

/** False if it cannot be told whether they were sent. */
function notify(connection: Connection, channel: string, payloads: readonly string[]): Promise<boolean> {
  return connection.ask('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [channel, payloads]).then(
    () => true,
    () => false,
  );
}

function payloadOf(from: string, conversation: string | undefined): string {
  const payload = JSON.stringify({ from, conversation });
  return Buffer.byteLength(payload) <= mostBytes ? payload : JSON.stringify({ from });
}

/** Others may use the same channel: what is not ours is news of any conversation. */
function read(payload: string): Partial<z.infer<typeof news>> {
  try {
    return news.parse(JSON.parse(payload));
  } catch {
    return {};
  }
}
