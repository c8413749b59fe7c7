import { h } from './h';

export function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  h('a', { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}

/** Prints the text alone, without the page that the chat stands on. */
export function print(text: string, title: string, place: HTMLElement): void {
  const frame = h('iframe', { class: 'sr', tabindex: '-1', title });
  place.append(frame);
  const view = frame.contentWindow;
  if (!view) return;
  const sheet = new (view as typeof globalThis & Window).CSSStyleSheet();
  sheet.replaceSync('pre{white-space:pre-wrap;font:11pt/1.5 Georgia,serif}');
  view.document.adoptedStyleSheets = [sheet];
  view.document.title = title;
  view.document.body.append(h('h1', {}, title), h('pre', {}, text));
  view.addEventListener('afterprint', () => frame.remove());
  view.print();
}
