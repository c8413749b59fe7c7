import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What Linux knows of a process; there is nothing of the kind that other systems would tell without a program of theirs. */
export function memoryOf(pid: number): number {
  const [, kB] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kB) * 1024;
}

/** Seconds of processor time that it has had, on all cores together. */
export function processorTimeOf(pid: number): number {
  return statOf(pid).ticks / ticksPerSecond;
}

/** With that of the processes which it has started itself, whether they have ended or not. */
export function processorTimeOfFamily(pid: number): number {
  const { ticks, ticksOfEnded } = statOf(pid);
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = all.map((name) => ticksOfChild(Number(name), pid));
  return children.reduce((sum, one) => sum + one, ticks + ticksOfEnded) / ticksPerSecond;
}

export function parentOf(pid: number): number {
  return statOf(pid).parent;
}

/** How many files it has open, and how many of them are sockets. */
export function openFilesOf(pid: number): { readonly files: number; readonly sockets: number } {
  const folder = `/proc/${pid}/fd`;
  const names = readdirSync(folder);
  return { files: names.length, sockets: names.filter((name) => isSocket(`${folder}/${name}`)).length };
}

const ticksPerSecond = 100;

interface Stat {
  readonly parent: number;
  readonly ticks: number;
  readonly ticksOfEnded: number;
}

function statOf(pid: number): Stat {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // Before them stands the name of the program, which may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number); // prettier-ignore
  const [, parent = 0] = fields;
  const [user = 0, system = 0, userOfEnded = 0, systemOfEnded = 0] = fields.slice(11);
  return { parent, ticks: user + system, ticksOfEnded: userOfEnded + systemOfEnded };
}

function ticksOfChild(pid: number, of: number): number {
  try {
    const { parent, ticks } = statOf(pid);
    return parent === of ? ticks : 0;
  } catch {
    // It has ended since it was listed, and counts among the ended.
    return 0;
  }
}

function isSocket(link: string): boolean {
  try {
    return readlinkSync(link).startsWith('socket:');
  } catch {
    return false;
  }
}
