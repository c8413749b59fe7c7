import type { Activity, ActivitySet } from './activity';

/** Leave to take part in one conversation, for a while. */
export interface Grant {
  readonly conversation: string;
  readonly token: string;
  /** In milliseconds since 1970. */
  readonly ends: number;
  /** With which the conversation can be taken up after the token has ended, if the server gives one. */
  readonly ticket?: string;
  /** The origin where the conversation is, if not that of the bot: Azure's Direct Line. */
  readonly domain?: string;
}

export interface Opened {
  readonly grant: Grant;
  readonly streamUrl?: string;
  /** What was said already, and where that ends. */
  readonly said?: ActivitySet;
}

interface Answer extends ActivitySet {
  readonly conversationId: string;
  readonly token: string;
  readonly expires_in?: number;
  readonly streamUrl?: string;
  readonly resumeTicket?: string;
  readonly domain?: string;
}

/** The server has answered, but not with what was asked for. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    /** What the bot says in place of an answer. */
    readonly said: ActivitySet,
  ) {
    super(`refused with ${status}`);
  }
}

/** The token or the conversation is no longer good; trying the same again will not help. */
export function isEnd(error: unknown): boolean {
  return error instanceof Refused && [401, 403, 404].includes(error.status);
}

/** A server that does not answer at all must not keep the visitor waiting for ever. */
const patience = 15_000;

/** The calls of Direct Line 3.0. */
export class DirectLineClient {
  constructor(private readonly endpoint: string) {}

  /** In one request where the bot knows how to, else as any Direct Line does. */
  async begin(): Promise<Opened> {
    try {
      const answer = await this.#call<Answer>('POST', 'begin', {});
      return { ...opened(answer, {}), said: answer };
    } catch (error) {
      if (!isEnd(error)) throw error;
    }
    const { grant } = opened(await this.#call<Answer>('POST', 'tokens/generate', {}), {});
    return opened(await this.#call<Answer>('POST', 'conversations', grant), grant);
  }

  async reconnect(grant: Grant, watermark: string): Promise<Opened> {
    const answer = await this.#call<Answer>('GET', `${path(grant)}?watermark=${encodeURIComponent(watermark)}`, grant);
    return opened(answer, grant);
  }

  /** Another token for the same conversation, also when the last one has ended long ago. */
  async refresh(grant: Grant): Promise<Grant> {
    const renewed = this.#call<Answer>('POST', 'tokens/refresh', grant).catch((error: unknown) => {
      if (!isEnd(error) || grant.ticket === undefined) throw error;
      return this.#call<Answer>('POST', 'tokens/resume', { ...grant, token: grant.ticket });
    });
    return opened(await renewed, grant).grant;
  }

  /** All activities after the watermark; without one, from the beginning. */
  activities(grant: Grant, watermark: string): Promise<ActivitySet> {
    const after = watermark === '' ? '' : `?watermark=${encodeURIComponent(watermark)}`;
    return this.#call<ActivitySet>('GET', `${path(grant)}/activities${after}`, grant);
  }

  post(grant: Grant, activity: Activity): Promise<{ readonly id?: string }> {
    return this.#call('POST', `${path(grant)}/activities`, grant, activity);
  }

  async #call<T>(method: string, path: string, { token, domain = this.endpoint }: Partial<Grant>, body?: object): Promise<T> {
    const response = await fetch(`${domain.replace(/(?<!\/)\/+$/, '')}/v3/directline/${path}`, {
      method,
      credentials: 'omit',
      signal: AbortSignal.timeout(patience),
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (response.ok) return (await response.json()) as T;
    const said = (await response.json().catch(() => ({}))) as ActivitySet;
    throw new Refused(response.status, said);
  }
}

function path({ conversation }: Grant): string {
  return `conversations/${encodeURIComponent(conversation)}`;
}

/** What an answer leaves out holds on from before. */
function opened(answer: Answer, former: Partial<Grant>): Opened {
  const { conversationId, token, expires_in: lasts = 1800, streamUrl, resumeTicket, domain } = answer;
  const grant = {
    ...former,
    conversation: conversationId,
    token: token || (former.token ?? ''),
    ends: Date.now() + lasts * 1000,
    ...(resumeTicket === undefined ? {} : { ticket: resumeTicket }),
    ...(domain === undefined ? {} : { domain }),
  };
  return { grant, ...(streamUrl === undefined ? {} : { streamUrl }) };
}
