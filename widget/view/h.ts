type Child = Node | string;

/** An element with its attributes and children. Text goes in as text only, so nothing that the bot says becomes markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function button(className: string, onClick: () => void, ...children: readonly Child[]): HTMLButtonElement {
  const element = h('button', { type: 'button', class: className }, ...children);
  element.addEventListener('click', onClick);
  return element;
}

/** A button whose icon is all that is seen of it. */
export function iconButton(className: string, label: string, icon: Node, onClick: () => void): HTMLButtonElement {
  const element = button(className, onClick, icon);
  element.setAttribute('aria-label', label);
  element.title = label;
  return element;
}
