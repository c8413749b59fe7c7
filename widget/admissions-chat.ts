import { Conversation, type ConversationView, type Message, type Vote } from './conversation';
import { DirectLineClient } from './direct-line/client';
import { Link } from './direct-line/link';
import { Memory, rememberOpen } from './memory';
import type { BotMessage } from './read-message';
import { readSettings, type Settings } from './settings';
import css from './styles/chat.css';
import { transcript } from './transcript';
import { confirmIn } from './view/confirm';
import { download, print } from './view/keep';
import type { MenuItem } from './view/menu';
import { Panel } from './view/panel';
import { followTheme } from './view/theme';
import { ChatWindow } from './view/window';

/**
 * `<admissions-chat>`: attributes in, events out (`admissions-chat-open`, `-close`, `-message`, `-error`). The loader has
 * put the launcher into it before, and stays the only part of the chat for a visitor who asks nothing.
 */
export class AdmissionsChat extends HTMLElement {
  static readonly observedAttributes = ['open', 'title'];

  #launcher: HTMLButtonElement | undefined;
  /** What the launcher says while there is nothing new. */
  #ask = '';
  #title: string | undefined;
  #parts: Parts | undefined;
  #unread = 0;

  connectedCallback(): void {
    this.#launcher ??= this.shadowRoot?.querySelector('button') ?? undefined;
    if (!this.#launcher) return;
    this.#ask = this.getAttribute('label') ?? this.#launcher.textContent;
    this.#launcher.onclick = () => this.setAttribute('open', '');
    if (this.hasAttribute('open')) this.#open();
  }

  attributeChangedCallback(name: string, _before: string | null, value: string | null): void {
    if (name === 'title') return this.#takeTitle(value);
    if (!this.isConnected) return;
    if (value === null) this.#close();
    else this.#open();
  }

  /** Left as it is, the attribute would show itself as a tooltip over all of the chat. */
  #takeTitle(title: string | null): void {
    if (title === null) return;
    this.#title = title;
    this.removeAttribute('title');
  }

  #open(): void {
    if (!this.#launcher) return;
    const { panel, window, conversation } = (this.#parts ??= this.#build(this.#launcher));
    if (window.isOpen) return;
    window.open();
    if (this.getAttribute('open') !== 'quietly') panel.focus();
    conversation.open();
    panel.shown();
    rememberOpen(true);
    this.#count(0);
    this.#tell('open', {});
  }

  #close(): void {
    if (!this.#parts?.window.isOpen) return;
    this.#parts.window.close();
    rememberOpen(false);
    this.#launcher?.focus();
    this.#tell('close', {});
  }

  #build(launcher: HTMLElement): Parts {
    const place = launcher.parentElement ?? launcher;
    const settings = readSettings(this, this.#title);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    this.shadowRoot?.adoptedStyleSheets.push(sheet);
    followTheme(place, settings.theme);
    const panel: Panel = new Panel(settings, this.#actions(settings), this.#menu(settings));
    place.append(panel.dialog);
    const conversation = new Conversation(this.#watched(panel), (listener) => {
      return new Link(new DirectLineClient(settings.endpoint), new Memory(settings.endpoint), listener);
    });
    return { panel, conversation, settings, window: new ChatWindow(panel.dialog, place) };
  }

  /** The panel shows everything; the page is told of what is new. */
  #watched(panel: Panel): ConversationView {
    const add = (message: Message, isHistory: boolean) => {
      panel.add(message, isHistory);
      if (isHistory) return;
      this.#tell('message', { from: message.kind === 'own' ? 'user' : 'bot', text: message.text });
      if (message.kind === 'bot' && !this.#parts?.window.isOpen) this.#count(this.#unread + 1);
    };
    return {
      add,
      update: (message) => {
        panel.update(message);
        if (message.delivery === 'failed') this.#tell('error', { reason: 'send' });
      },
      voted: (reply, vote, isHistory) => panel.voted(reply, vote, isHistory),
      type: (isTyping) => panel.type(isTyping),
      connection: (status) => {
        panel.connection(status);
        if (status === 'reconnecting' || status === 'offline') this.#tell('error', { reason: status });
      },
      renewed: () => panel.renewed(),
      clear: () => panel.clear(),
    };
  }

  #actions({ labels }: Settings) {
    const say = (text: string) => this.#parts?.conversation.say(text);
    return {
      say,
      pick: say,
      close: () => this.removeAttribute('open'),
      // Both buttons go when they are pressed, so the focus goes to where the visitor goes on.
      reconnect: () => {
        this.#parts?.panel.focus();
        this.#parts?.conversation.reconnect();
      },
      retry: (message: Extract<Message, { kind: 'own' }>) => {
        this.#parts?.panel.focus();
        this.#parts?.conversation.retry(message);
      },
      vote: (message: BotMessage, vote: Vote) => {
        const { conversation, panel } = this.#parts ?? {};
        conversation?.vote(message, vote).catch(() => panel?.notice(labels.voteFailed));
      },
    };
  }

  #menu({ labels, title, language }: Settings): readonly MenuItem[] {
    const text = () => transcript(this.#parts?.conversation.messages ?? [], labels, language);
    const copy = async () => {
      await navigator.clipboard.writeText(text());
      this.#parts?.panel.notice(labels.copied);
    };
    return [
      // Without leave to use the clipboard, a file serves as well.
      [labels.copy, () => void copy().catch(() => download(text(), 'conversation.txt'))],
      [labels.download, () => download(text(), 'conversation.txt')],
      [labels.print, () => this.#parts && print(text(), title, this.#parts.panel.dialog)],
      [labels.erase, () => void this.#erase(labels)],
    ];
  }

  async #erase({ eraseAsk, eraseYes, eraseNo, erased, eraseFailed }: Settings['labels']): Promise<void> {
    const { panel, conversation } = this.#parts ?? {};
    if (!panel || !conversation || !(await confirmIn(panel.dialog, eraseAsk, eraseYes, eraseNo))) return;
    const isErased = await conversation.deleteData().then(
      () => true,
      () => false,
    );
    panel.notice(isErased ? erased : eraseFailed);
    panel.focus();
  }

  /** Messages that came while the chat was closed are told on the launcher. */
  #count(unread: number): void {
    this.#unread = unread;
    const label = this.#launcher?.querySelector('span');
    if (label) label.textContent = unread === 0 ? this.#ask : (this.#parts?.settings.labels.unread(unread) ?? '');
  }

  #tell(what: 'open' | 'close' | 'message' | 'error', detail: object): void {
    this.dispatchEvent(new CustomEvent(`admissions-chat-${what}`, { detail }));
  }
}

interface Parts {
  readonly panel: Panel;
  readonly conversation: Conversation;
  readonly settings: Settings;
  readonly window: ChatWindow;
}
