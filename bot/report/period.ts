import type { Period } from '../state/turn-log';

const day = 86_400_000;
const longest = 366;

/** The days that a report is of, of UTC, both ends included. @throws Error saying which argument is wrong */
export function periodOf(
  {
    from,
    to,
    days,
  }: { readonly from?: string | undefined; readonly to?: string | undefined; readonly days?: string | undefined },
  now: Date,
): Period {
  const last = to === undefined ? startOfDay(now) : readDay('to', to);
  const count = days === undefined ? 7 : Number(days);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--days ${String(days)}: expected a whole number from 1 on`);
  const first = from === undefined ? new Date(last.getTime() - (count - 1) * day) : readDay('from', from);
  if (first > last) throw new Error(`--from ${dayOf(first)} lies after --to ${dayOf(last)}`);
  if (daysIn({ from: first, to: new Date(last.getTime() + day) }).length > longest)
    throw new Error(`--days ${days ?? daysIn({ from: first, to: last }).length}: a report is of ${longest} days at most`);
  return { from: first, to: new Date(last.getTime() + day) };
}

/** As in 2026-11-23. */
export function daysIn({ from, to }: Period): readonly string[] {
  const count = Math.round((to.getTime() - from.getTime()) / day);
  return Array.from({ length: Math.min(count, longest + 1) }, (_, i) => dayOf(new Date(from.getTime() + i * day)));
}

function readDay(name: string, text: string): Date {
  const date = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && dayOf(date) === text) return date;
  throw new Error(`--${name} ${text}: expected a day such as 2026-11-23`);
}

function startOfDay(now: Date): Date {
  return new Date(Math.floor(now.getTime() / day) * day);
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
