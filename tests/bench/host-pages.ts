import { readFileSync } from 'node:fs';
import { fetchWebChat, version } from '../web-chat/fetch';

/** Where things of a chat are in its page, as expressions for the browser. */
export interface Places {
  readonly launcher: string;
  readonly input: string;
  readonly messages: string;
}

/** One page of a site, with or without a chat. */
export interface HostPage {
  readonly name: string;
  readonly path: string;
  readonly html: string;
  readonly places?: Places;
}

export const bare = 'no chat';
export const ours = 'our widget';

const widget: Places = {
  launcher: `document.querySelector('admissions-chat').shadowRoot.querySelector('.launcher')`,
  input: `document.querySelector('admissions-chat').shadowRoot.querySelector('textarea')`,
  messages: `document.querySelector('admissions-chat').shadowRoot.querySelectorAll('.message.bot')`,
};

const webChat: Places = {
  launcher: `document.querySelector('#launcher')`,
  input: `document.querySelector('#chat form :is(input[type=text], textarea)')`,
  messages: `document.querySelectorAll('#chat .webchat__basic-transcript__activity')`,
};

const words = 'Two years of biomedical courses and research of your own, in one of four tracks or in one that you design. ';

function hostPage(name: string, path: string, head: string, body: string, places?: Places): HostPage {
  const text = `<h1>A master's programme</h1>${`<p>${words.repeat(3)}</p>`.repeat(20)}`;
  const top = `<meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">${head}`;
  const html = `<!doctype html><html lang="en"><head>${top}</head><body><main>${text}</main>${body}</body></html>`;
  return { name, path, html, ...(places && { places }) };
}

/**
 * A launcher of the site's own for Web Chat. If its script is not in the page it comes with the first click, and the
 * token at the same time, which is the soonest that either can come without a cost to those who never click.
 */
const launcherFor = (script: string, bot: string) => `<button id="launcher">Ask a question</button><div id="chat" hidden></div>
<style>#launcher, #chat { position: fixed; right: 20px; bottom: 20px } #chat { width: 400px; height: 640px }</style><script>
function load() {
  return new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement('script'), { src: '${script}', onload: resolve, onerror: reject }));
  });
}
async function grant() {
  return (await fetch('${bot}/v3/directline/tokens/generate', { method: 'POST' })).json();
}
document.getElementById('launcher').onclick = async ({ target }) => {
  const panel = document.getElementById('chat');
  target.hidden = true;
  panel.hidden = false;
  const [{ token }] = await Promise.all([grant(), window.WebChat ?? load()]);
  WebChat.renderWebChat({ directLine: WebChat.createDirectLine({ domain: '${bot}/v3/directline', token }) }, panel);
};</script>`;

/** The page without any chat, with the widget, and with each build of Web Chat in both ways; all else is the same. */
export function hostPages(bot: string): readonly HostPage[] {
  const webChats = ['webchat', 'webchat-minimal'].flatMap((build) => {
    const launcher = launcherFor(`/${build}.js`, bot);
    const tag = `<script src="/${build}.js" defer></script>`;
    return [
      hostPage(`${build}.js ${version}, on click`, `/${build}-on-click`, '', launcher, webChat),
      hostPage(`${build}.js ${version}, in page`, `/${build}-in-page`, tag, launcher, webChat),
    ];
  });
  return [
    hostPage(bare, '/no-chat', '', ''),
    hostPage(ours, '/widget', `<script src="${bot}/widget.js" defer></script>`, '', widget),
    ...webChats,
  ];
}

/** Web Chat's scripts, by their path on the site. */
export function webChatScripts(): ReadonlyMap<string, Buffer> {
  const { full, minimal } = fetchWebChat();
  return new Map([
    ['/webchat.js', readFileSync(full)],
    ['/webchat-minimal.js', readFileSync(minimal)],
  ]);
}
