/** Drawn on a grid of 24 by 24, as outlines. */
const shapes = {
  chat: 'M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5',
  close: 'M6 6l12 12M18 6L6 18',
  menu: 'M5 7h14M5 12h14M5 17h14',
  send: 'M4 12h15M13 6l6 6-6 6',
  up: 'M8 20V10l4-6c2 0 2 2 1.500 5H19l-1.500 11zM8 10H4v10h4',
  down: 'M8 4v10l4 6c2 0 2-2 1.500-5H19L17.500 4zM8 14H4V4h4',
  person: 'M12 4a4 4 0 110 8 4 4 0 010-8zM4 20c1-5 4-6 8-6s7 1 8 6',
} as const;

export type IconName = keyof typeof shapes;

/** An icon that says nothing of its own: its button has a label. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', shapes[name]);
  svg.append(path);
  return svg;
}
