import type { TestServer } from '../channels/direct-line-server';

export interface Said {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  readonly text?: string;
  readonly from: { readonly name: string; readonly role: string };
  readonly entities?: readonly (Readonly<Record<string, unknown>> & { readonly type: string })[];
}

/** A student in the chat of the website, over our own Direct Line. */
export interface Chat {
  readonly conversation: string;
  /** Gives what was answered at once. */
  say(text: string, clientId?: string): Promise<readonly Said[]>;
  event(name: string, value?: unknown): Promise<void>;
  all(): Promise<readonly Said[]>;
  /** What came unasked since it was last looked. */
  news(): Promise<readonly Said[]>;
}

export async function openChat({ url }: Pick<TestServer, 'url'>): Promise<Chat> {
  const base = `${url}/v3/directline`;
  const call = async (path: string, token: string | undefined, body?: object): Promise<Record<string, unknown>> => {
    const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const send = () => fetch(`${base}${path}`, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers });
    // A connection that the server has closed meanwhile is found out by using it.
    const response = await send().catch(send);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  const { token, conversationId } = (await call('/tokens/generate', undefined, {})) as { token: string; conversationId: string };
  await call('/conversations', token, {});
  let watermark = '0';
  const news = async () => {
    const read = await call(`/conversations/${conversationId}/activities?watermark=${watermark}`, token);
    watermark = String(read.watermark);
    return (read.activities as readonly Said[]).filter(({ from }) => from.role === 'bot');
  };
  const post = (activity: object) =>
    call(`/conversations/${conversationId}/activities`, token, { from: { id: 'user' }, ...activity });
  await news();
  return {
    conversation: conversationId,
    say: async (text, clientId) => {
      await post({ type: 'message', text, ...(clientId ? { channelData: { clientActivityID: clientId } } : {}) });
      return news();
    },
    event: async (name, value) => {
      await post({ type: 'event', name, value });
    },
    all: async () => (await call(`/conversations/${conversationId}/activities`, token)).activities as readonly Said[],
    news,
  };
}

export const textsOf = (said: readonly Said[]): string => said.map(({ text }) => text ?? '').join('\n');
