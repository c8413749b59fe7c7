import { h } from './h';

/** Bold, the mark of a source, a named link, a bare link, an e-mail address. */
const inline =
  /\*\*(.+?)\*\*| ?\[(\d+)\]|\[([^[\]]+)\]\((https:\/\/[^\s)]+|mailto:[^\s)]+)\)|(https:\/\/[^\s<>"]*[^\s<>".,;:!?)])|([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)/g;

/** Paragraphs and lists of a message, made of text nodes: a small safe part of Markdown, and nothing else. */
export function richText(text: string, newTab: string): readonly Node[] {
  return text.split(/\n{2,}/).flatMap((block) => {
    const nodes: HTMLElement[] = [];
    for (const line of block.split('\n')) {
      const last = nodes.at(-1);
      if (line.startsWith('- ')) {
        const list = last instanceof HTMLUListElement ? last : h('ul');
        list.append(h('li', {}, ...richLine(line.slice(2), newTab)));
        if (list !== last) nodes.push(list);
      } else if (last instanceof HTMLParagraphElement) last.append(h('br'), ...richLine(line, newTab));
      else if (line !== '') nodes.push(h('p', {}, ...richLine(line, newTab)));
    }
    return nodes;
  });
}

export function richLine(line: string, newTab: string): readonly (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const match of line.matchAll(inline)) {
    nodes.push(line.slice(end, match.index), marked(match, newTab));
    end = match.index + match[0].length;
  }
  return [...nodes, line.slice(end)];
}

function marked([whole, bold, source, name, target, bare, mail]: RegExpExecArray, newTab: string): Node {
  if (bold !== undefined) return h('strong', {}, bold);
  // A mark stays with the words that it proves.
  if (source !== undefined) return h('sup', {}, whole.replace(' ', '\u00a0'));
  if (mail !== undefined) return h('a', { href: `mailto:${mail}` }, mail);
  return link(target ?? bare ?? whole, name ?? whole, newTab);
}

function link(href: string, text: string, newTab: string): HTMLAnchorElement {
  if (href.startsWith('mailto:')) return h('a', { href }, text);
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text, h('span', { class: 'sr' }, ` ${newTab}`));
}
