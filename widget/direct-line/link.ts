import type { Memory } from '../memory';
import type { Activity, ActivitySet } from './activity';
import { isEnd, Refused, type DirectLineClient, type Grant, type Opened } from './client';
import { openSocket, poll, type Close, type StreamListener } from './stream';

export type Status = 'connecting' | 'online' | 'reconnecting' | 'offline';

export interface LinkListener {
  received(activities: readonly Activity[], isHistory: boolean): void;
  changed(status: Status): void;
  /** The earlier conversation has ended, another one has begun. */
  renewed(): void;
}

const longestWait = 30_000;
/** A token is renewed this long before it ends. */
const margin = 5 * 60_000;
/** So many sockets in a row that did not open, and it is tried by asking. */
const socketTries = 2;

/** One conversation with the bot that lasts over lost connections, reloads and renewed tokens. */
export class Link {
  #grant: Grant | undefined;
  #watermark = '';
  #isGreeted = true;
  #failures = 0;
  #deadSockets = 0;
  #close: Close | undefined;
  #opening: Promise<void> | undefined;
  #retry = 0;
  #renewal = 0;

  constructor(
    private readonly client: DirectLineClient,
    private readonly memory: Memory,
    private readonly listener: LinkListener,
  ) {
    addEventListener('offline', () => this.#lost());
    addEventListener('online', () => {
      this.#deadSockets = 0;
      this.wake();
    });
    // A page that is kept for "back" must not hold a socket; it wakes when it is shown again.
    addEventListener('pagehide', () => this.#hangUp());
    addEventListener('pageshow', (event) => event.persisted && this.wake());
  }

  /** Takes up the earlier conversation, or begins one; one at a time. */
  open(): Promise<void> {
    return (this.#opening ??= this.#open().finally(() => (this.#opening = undefined)));
  }

  async #open(): Promise<void> {
    // A further try is no news.
    if (this.#failures === 0) this.listener.changed('connecting');
    try {
      const kept = this.memory.read();
      if (!(kept && (await this.#resume(kept)))) await this.#begin(kept !== undefined);
    } catch (error) {
      // Once, not at each further try.
      if (this.#failures === 0 && error instanceof Refused) this.listener.received(error.said.activities ?? [], false);
      this.#lost();
    }
  }

  /** Tries at once what else would be tried a little later. */
  wake(): void {
    this.#hangUp();
    void (this.#grant ? this.#reconnect(this.#grant) : this.open());
  }

  /** @throws Refused, or what fetch throws if the network is away */
  async post(activity: Activity): Promise<string | undefined> {
    // Whoever types faster than the line is opened does not have to send again.
    await this.#opening;
    if (!this.#grant) throw new Error('no conversation yet');
    try {
      return (await this.client.post(this.#grant, activity)).id;
    } catch (error) {
      if (isEnd(error)) void this.#renew(this.#grant);
      throw error;
    }
  }

  /** Leaves the conversation for good and begins another one. */
  async restart(): Promise<void> {
    this.#forget();
    await this.open();
  }

  async #begin(isRenewed: boolean): Promise<void> {
    const opened = await this.client.begin();
    this.#isGreeted = opened.said !== undefined;
    if (isRenewed) this.listener.renewed();
    if (opened.said) this.#received(opened.said, false);
    this.#listen(opened);
  }

  /** Whether the earlier conversation is still there. */
  async #resume(kept: Grant): Promise<boolean> {
    try {
      const grant = kept.ends > Date.now() + margin ? kept : await this.client.refresh(kept);
      this.#received(await this.client.activities(grant, ''), true);
      this.#listen(await this.client.reconnect(grant, this.#watermark));
      return true;
    } catch (error) {
      if (!isEnd(error)) throw error;
      this.#forget();
      return false;
    }
  }

  async #reconnect(grant: Grant): Promise<void> {
    try {
      this.#listen(await this.client.reconnect(grant, this.#watermark));
    } catch (error) {
      if (isEnd(error)) await this.#renew(grant);
      else this.#lost();
    }
  }

  /** The token has ended, perhaps while the machine was asleep: another for the same conversation, else a new conversation. */
  async #renew(grant: Grant): Promise<void> {
    try {
      const renewed = await this.client.refresh(grant);
      this.#listen(await this.client.reconnect(renewed, this.#watermark));
    } catch (error) {
      if (!isEnd(error)) return this.#lost();
      this.#forget();
      await this.#begin(true).catch(() => this.#lost());
    }
  }

  #listen({ grant, streamUrl }: Opened): void {
    this.#hangUp();
    this.#keep(grant);
    const listener: StreamListener = {
      opened: () => this.#opened(),
      received: (set) => this.#received(set, false),
      lost: (error) => (isEnd(error) ? void this.#renew(grant) : this.#lost()),
    };
    const fetchNew = () => this.client.activities(this.#grant ?? grant, this.#watermark);
    if (streamUrl === undefined || this.#deadSockets >= socketTries) this.#close = poll(fetchNew, listener);
    else this.#close = openSocket(streamUrl, { ...listener, received: (set) => this.#socketReceived(set) });
    // Counted as dead until something has come: some proxies let a socket open and nothing through.
    this.#deadSockets++;
  }

  #opened(): void {
    this.#failures = 0;
    this.listener.changed('online');
    if (this.#isGreeted) return;
    this.#isGreeted = true;
    void this.post({ type: 'event', name: 'webchat/join', from: { id: 'user' } }).catch(() => {
      this.#isGreeted = false;
      this.#lost();
    });
  }

  #socketReceived(set: ActivitySet): void {
    this.#deadSockets = 0;
    this.#received(set, false);
  }

  #received({ activities = [], watermark }: ActivitySet, isHistory: boolean): void {
    if (watermark !== undefined && watermark !== '') this.#watermark = watermark;
    this.listener.received(activities, isHistory);
  }

  #keep(grant: Grant): void {
    this.#grant = grant;
    this.memory.keep(grant);
    clearTimeout(this.#renewal);
    const renew = () => this.client.refresh(grant).then((renewed) => this.#keep(renewed));
    // Without the network it waits for the next reconnection, which brings a new token or a new conversation.
    this.#renewal = setTimeout(() => void renew().catch(() => undefined), Math.max(0, grant.ends - margin - Date.now()));
  }

  #lost(): void {
    this.#hangUp();
    this.listener.changed(navigator.onLine ? 'reconnecting' : 'offline');
    if (!navigator.onLine) return;
    const wait = Math.min(longestWait, 1000 * 2 ** this.#failures++);
    this.#retry = setTimeout(() => this.wake(), wait * (0.5 + Math.random() / 2));
  }

  #hangUp(): void {
    clearTimeout(this.#retry);
    this.#close?.();
    this.#close = undefined;
  }

  #forget(): void {
    this.#hangUp();
    clearTimeout(this.#renewal);
    this.memory.forget();
    this.#grant = undefined;
    this.#watermark = '';
  }
}
