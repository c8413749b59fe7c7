import { bare, ours } from './host-pages';
import type { Visit } from './visit';

interface Column {
  readonly title: readonly [string, string];
  readonly read: (visit: Visit) => number | undefined;
  readonly show: (value: number) => string;
  /** The page whose value is 1, where to say how many times that it is means something. */
  readonly unit?: string;
}

type Visits = ReadonlyMap<string, readonly Visit[]>;

const ms = (value: number) => `${value.toFixed(0)} ms`;
const kB = (value: number) => `${(value / 1000).toFixed(1)} kB`;
const task = (value: number) => (value === 0 ? '< 50 ms' : ms(value));

const beforeClick: readonly Column[] = [
  { title: ['received', 'until then'], read: ({ bytesBefore }) => bytesBefore, show: kB },
  { title: ['load event', 'of the page'], read: ({ loaded }) => loaded, show: ms, unit: bare },
  { title: ['longest task', 'until then'], read: ({ longestTask }) => longestTask, show: task, unit: bare },
];

const afterClick: readonly Column[] = [
  { title: ['received until', 'first message'], read: ({ chat }) => chat?.bytes, show: kB, unit: ours },
  { title: ['click to', 'first message'], read: ({ chat }) => chat?.opened, show: ms, unit: ours },
  { title: ['blocked until', 'first message'], read: ({ chat }) => chat?.blocked, show: ms, unit: ours },
  { title: ['question', 'to answer'], read: ({ chat }) => chat?.answered, show: ms, unit: ours },
];

export function printTables(visits: Visits): void {
  const chats = new Map([...visits].filter(([name]) => name !== bare));
  printTable(`Before any click (n times ${bare})`, beforeClick, visits);
  printTable(`The chat is opened and asked (n times ${ours})`, afterClick, chats);
  console.log(`
Received: compressed as served (brotli), with headers. Blocked: long tasks, each less 50 ms, from the start of the visit.
Question to answer is the time of the browser: the profile does not delay what comes by socket.`);
}

function printTable(title: string, columns: readonly Column[], visits: Visits): void {
  console.log(`\n${title}`);
  for (const line of [0, 1] as const)
    printRow(
      '',
      columns.map((column) => column.title[line]),
    );
  for (const [name, own] of visits)
    printRow(
      name,
      columns.map((column) => cell(column, own, visits)),
    );
}

function printRow(name: string, cells: readonly string[]): void {
  console.log((name.padEnd(35) + cells.map((text) => text.padStart(18)).join('')).trimEnd());
}

function cell({ read, show, unit }: Column, own: readonly Visit[], visits: Visits): string {
  const value = median(own.map(read));
  const one = unit === undefined ? undefined : median((visits.get(unit) ?? []).map(read));
  const shown = value === undefined ? '' : show(value);
  return value !== undefined && one ? `${shown} ${`x${(value / one).toFixed(1)}`.padStart(6)}` : shown;
}

function median(values: readonly (number | undefined)[]): number | undefined {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
