import { languageOf } from './language';
import { addLauncher, launcherWords } from './launcher';

/** The one script of a host page: it shows the launcher, and fetches the chat when the visitor asks for it. */
function start(script: HTMLScriptElement): void {
  const host = document.querySelector<HTMLElement>('admissions-chat') ?? document.createElement('admissions-chat');
  for (const { name, value } of script.attributes) if (name.startsWith('data-')) host.setAttribute(name.slice(5), value);
  if (!host.hasAttribute('endpoint')) host.setAttribute('endpoint', new URL(script.src).origin);
  if (host.hasAttribute('open') || wasOpen()) host.setAttribute('open', 'quietly');
  const launcher = addLauncher(host);
  const load = () => fetchChat(host, launcher, new URL(CHAT_FILE, script.src).href);
  launcher.onclick = () => host.setAttribute('open', '');
  // The page itself may open the chat too, by the same attribute.
  new MutationObserver((_, observer) => (observer.disconnect(), load())).observe(host, { attributeFilter: ['open'] });
  if (!host.isConnected) document.body.append(host);
  if (host.hasAttribute('open')) load();
}

/** Kept for this visit while the chat is open. On a phone the chat covers the page, so there it waits to be opened again. */
function wasOpen(): boolean {
  try {
    return sessionStorage.getItem('admissions-chat-open') !== null && innerWidth > 480;
  } catch {
    return false;
  }
}

/** A plain script, not a module: it needs no CORS when the chat stands on another origin than the page. */
function fetchChat(host: HTMLElement, launcher: HTMLButtonElement, url: string): void {
  if (customElements.get('admissions-chat') || launcher.ariaBusy) return;
  const script = document.createElement('script');
  script.src = url;
  script.onload = () => (launcher.ariaBusy = null);
  script.onerror = () => {
    script.remove();
    launcher.ariaBusy = null;
    offerAgain(launcher, launcherWords[languageOf(host)].failed, () => fetchChat(host, launcher, url));
    host.dispatchEvent(new CustomEvent('admissions-chat-error', { detail: { reason: 'load' } }));
  };
  launcher.ariaBusy = 'true';
  document.head.append(script);
}

function offerAgain(launcher: HTMLButtonElement, failed: string, again: () => void): void {
  const label = launcher.lastElementChild;
  const before = label?.textContent;
  label?.replaceChildren(failed);
  launcher.onclick = () => {
    label?.replaceChildren(before ?? '');
    again();
  };
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  if (document.readyState === 'loading' && !script.defer) addEventListener('DOMContentLoaded', () => start(script));
  else start(script);
}
