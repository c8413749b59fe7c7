import { isFromBot, type Activity } from './direct-line/activity';
import { Refused } from './direct-line/client';
import { Link, type LinkListener, type Status } from './direct-line/link';
import { readMessage, talksWithPerson, timeOf, type BotMessage } from './read-message';

export type Delivery = 'sending' | 'sent' | 'failed' | 'too-long' | 'too-many';

export interface OwnMessage {
  readonly kind: 'own';
  readonly key: string;
  readonly at: Date;
  readonly text: string;
  delivery: Delivery;
}

export type Message = OwnMessage | BotMessage;
export type Vote = 'up' | 'down';

/** Whoever shows the conversation. */
export interface ConversationView {
  add(message: Message, isHistory: boolean): void;
  /** Its delivery has changed. */
  update(message: OwnMessage): void;
  voted(reply: string, vote: Vote, isHistory: boolean): void;
  type(isTyping: boolean): void;
  connection(status: Status): void;
  renewed(): void;
  clear(): void;
}

/** An answer that takes longer may have been lost on the way. */
const answerWithin = 10_000;

/** What was said, in order, each message once. */
export class Conversation implements LinkListener {
  readonly messages: Message[] = [];
  readonly #seen = new Set<string>();
  #waiting = 0;
  /** A person answers in their own time: nobody is waited for. */
  #isWithPerson = false;

  constructor(
    private readonly view: ConversationView,
    private readonly linkTo: (listener: LinkListener) => Link,
  ) {}

  #link: Link | undefined;

  open(): void {
    if (this.#link) return;
    this.#link = this.linkTo(this);
    // Something is on its way: the greeting, or what was said before.
    this.view.type(true);
    void this.#link.open();
  }

  reconnect(): void {
    this.#link?.wake();
  }

  say(text: string): void {
    const message: OwnMessage = { kind: 'own', key: newKey(), at: new Date(), text, delivery: 'sending' };
    this.#add(message, false);
    void this.#deliver(message);
  }

  retry(message: OwnMessage): void {
    this.#mark(message, 'sending');
    void this.#deliver(message);
  }

  /** Stored with what the answer was about, so that a vote can be weighed later. */
  async vote({ id, reading }: BotMessage, vote: Vote): Promise<void> {
    const value = { reply: id, vote, topics: reading?.topics ?? [], knowledge: reading?.knowledge ?? '' };
    await this.#link?.post({ type: 'event', name: 'feedback', from: { id: 'user' }, value });
    this.view.voted(id, vote, false);
  }

  /** Our own vote, told again after a reload or cast in another tab. */
  #voted({ value }: Activity, isHistory: boolean): void {
    const { reply, vote } = (value ?? {}) as { reply?: string; vote?: Vote };
    if (reply !== undefined && vote !== undefined) this.view.voted(reply, vote, isHistory);
  }

  /** All that was said was erased on the server, by a wish that was typed. */
  #erased(): void {
    this.messages.length = 0;
    this.view.clear();
  }

  /** Everything that is stored of this visitor, here and on the server; rejects if the server could not be told. */
  async deleteData(): Promise<void> {
    await this.#link?.post({ type: 'event', name: 'delete-my-data', from: { id: 'user' } });
    this.#stopWaiting();
    this.messages.length = 0;
    this.#seen.clear();
    this.view.clear();
    await this.#link?.restart();
  }

  received(activities: readonly Activity[], isHistory: boolean): void {
    for (const activity of activities) this.#receive(activity, isHistory);
  }

  changed(status: Status): void {
    if (status === 'reconnecting' || status === 'offline') this.#stopWaiting();
    this.view.connection(status);
  }

  renewed(): void {
    this.view.renewed();
  }

  #receive(activity: Activity, isHistory: boolean): void {
    if (activity.id !== undefined && this.#seen.has(activity.id)) return;
    if (activity.id !== undefined && activity.type !== 'typing') this.#seen.add(activity.id);
    if (activity.type === 'typing' && isFromBot(activity) && !isHistory) return this.#wait();
    if (activity.name === 'feedback' && !isFromBot(activity)) return this.#voted(activity, isHistory);
    if (activity.name === 'admissions/erased' && isFromBot(activity) && !isHistory) return this.#erased();
    if (activity.type !== 'message') return;
    if (!isFromBot(activity)) return this.#echo(activity, isHistory);
    this.#stopWaiting();
    this.#isWithPerson = talksWithPerson(activity) ?? this.#isWithPerson;
    this.#add(readMessage(activity), isHistory);
  }

  /** Our own message coming back: it has arrived. One said in another tab is new here. */
  #echo(activity: Activity, isHistory: boolean): void {
    const key = activity.channelData?.clientActivityID ?? activity.id ?? newKey();
    const said = this.messages.find((one): one is OwnMessage => one.kind === 'own' && one.key === key);
    if (said) return this.#mark(said, 'sent');
    this.#add({ kind: 'own', key, at: timeOf(activity), text: activity.text ?? '', delivery: 'sent' }, isHistory);
  }

  #add(message: Message, isHistory: boolean): void {
    this.messages.push(message);
    this.view.add(message, isHistory);
  }

  async #deliver(message: OwnMessage): Promise<void> {
    if (!this.#isWithPerson) this.#wait();
    const { key, text } = message;
    try {
      const channelData = { clientActivityID: key };
      const id = await this.#link?.post({ type: 'message', from: { id: 'user' }, text, locale: navigator.language, channelData });
      if (id !== undefined) this.#seen.add(id);
      this.#mark(message, 'sent');
    } catch (error) {
      // The echo may have come although the answer to the request was lost.
      if (message.delivery === 'sent') return;
      this.#stopWaiting();
      this.#mark(message, failureOf(error));
      if (error instanceof Refused) this.received(error.said.activities ?? [], false);
    }
  }

  #mark(message: OwnMessage, delivery: Delivery): void {
    if (message.delivery === delivery) return;
    message.delivery = delivery;
    this.view.update(message);
  }

  #wait(): void {
    this.#stopWaiting();
    this.view.type(true);
    this.#waiting = setTimeout(() => {
      this.view.type(false);
      // The line may be dead without a sign; coming back brings what was missed.
      this.#link?.wake();
    }, answerWithin);
  }

  #stopWaiting(): void {
    clearTimeout(this.#waiting);
    this.view.type(false);
  }
}

function failureOf(error: unknown): Delivery {
  if (!(error instanceof Refused)) return 'failed';
  if (error.status === 429) return 'too-many';
  return error.status === 400 || error.status === 413 ? 'too-long' : 'failed';
}

/** crypto.randomUUID is not there on pages without https. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
