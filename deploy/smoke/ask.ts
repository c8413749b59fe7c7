import { WebSocket } from 'ws';
import { call, patience } from './call';

export interface Told {
  readonly text: string;
  /** The quotes that it rests on. */
  readonly sources: readonly string[];
}

interface Activity {
  readonly type: string;
  readonly text?: string;
  readonly replyToId?: string;
  readonly from?: { readonly role?: string };
  readonly entities?: readonly { readonly citation?: readonly { readonly appearance?: { readonly abstract?: string } }[] }[];
}

/**
 * Asks as the chat on the website does: a token, a conversation, a socket, over which the answer comes.
 * @throws saying at which of these it ended
 */
export async function ask(url: string, question: string): Promise<Told> {
  const { token, domain } = await post<{ token: string; domain?: string }>(url, 'tokens/generate');
  // Where the chat goes over Azure's Direct Line the token says where that is.
  const at = domain ?? url;
  const { conversationId, streamUrl } = await post<{ conversationId: string; streamUrl: string }>(at, 'conversations', token);
  const socket = await open(streamUrl);
  try {
    const answered = answerOver(socket);
    const { id } = await post<{ id: string }>(at, `conversations/${conversationId}/activities`, token, {
      type: 'message',
      text: question,
      from: { id: 'user' },
    });
    return toldIn(await answered(id));
  } finally {
    socket.terminate();
  }
}

async function post<T>(at: string, path: string, token?: string, body: object = {}): Promise<T> {
  const { status, json } = await call(`${at}/v3/directline/${path}`, { body, ...(token === undefined ? {} : { token }) });
  if (status >= 300) throw new Error(`${path.replace(/[^/]+(?=\/activities)/, '...')} answers ${status}`);
  return json as T;
}

function open(streamUrl: string): Promise<WebSocket> {
  const socket = new WebSocket(streamUrl, { handshakeTimeout: patience });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', (error) => reject(new Error(`no socket at ${new URL(streamUrl).origin}: ${error.message}`)));
  });
}

/** Listens from now on; gives the answer to a message, which may come before it is known how the message is called. */
function answerOver(socket: WebSocket): (id: string) => Promise<Activity> {
  const heard: Activity[] = [];
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text !== '') heard.push(...(JSON.parse(text) as { readonly activities: readonly Activity[] }).activities);
  });
  return async (id) => {
    const tooLate = AbortSignal.timeout(patience);
    for (;;) {
      const found = heard.find(({ type, replyToId, text }) => type === 'message' && replyToId === id && text !== undefined);
      if (found) return found;
      if (tooLate.aborted) throw new Error('no answer came over the socket');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
}

function toldIn({ text = '', entities = [] }: Activity): Told {
  const sources = entities.flatMap(({ citation = [] }) => citation.flatMap(({ appearance }) => appearance?.abstract ?? []));
  return { text, sources };
}
