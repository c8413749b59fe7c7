import { randomUUID } from 'node:crypto';
import { z } from 'zod/v4';
import { makeChanges, type Changes } from './changes';
import type { Session } from './postgres-session';

/** PostgreSQL takes no longer notification. */
const mostBytes = 7999;

/** Without a conversation: it may have been any. */
const news = z.object({ from: z.string(), conversation: z.string().optional() });

/** Changes of which the other instances are told too, and heard from them, over notifications on this channel. */
export function postgresChanges(session: Session, channel: string): Changes & { sent(): Promise<void> } {
  const own = randomUUID();
  const here = makeChanges();
  const waiting = new Set<string>();
  let sending: Promise<void> | undefined;
  const send = async (): Promise<void> => {
    for (let { connection } = session; connection && waiting.size > 0; { connection } = session) {
      const payloads = [...waiting];
      waiting.clear();
      const notify = 'SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload';
      const isSent = await connection.ask(notify, [channel, payloads]).then(() => true, () => false); // prettier-ignore
      // It is sent when the connection is back.
      if (!isSent) return payloads.forEach((payload) => waiting.add(payload));
    }
  };
  const sendAll = () => (sending ??= send().finally(() => (sending = undefined)));
  session.hear({
    heard: (payload) => {
      const { from, conversation } = read(payload);
      if (from !== own) here.tell(conversation);
    },
    back: () => {
      here.tell();
      void sendAll();
    },
  });
  return {
    follow: here.follow,
    // Whoever follows here does not wait for the way to PostgreSQL and back.
    tell: (conversation) => {
      here.tell(conversation);
      waiting.add(payloadOf(own, conversation));
      void sendAll();
    },
    sent: async () => sending,
  };
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
