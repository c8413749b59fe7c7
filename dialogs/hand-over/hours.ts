import { DateTime } from 'luxon';
import { weekdays, type Office } from '../../knowledge/office';

/** Whether somebody is there, when they next are if not, and the days off before long. */
export interface OfficeTimes {
  readonly isOpen: boolean;
  readonly opens?: { readonly day: string; readonly time: string };
  readonly daysOff: readonly { readonly day: string; readonly name: string }[];
}

/** Days that are looked ahead: for the next opening, and for days off that are worth telling. */
const furthest = 366;
const soon = 14;

/** By the clock of the office, whatever the server's is; daylight saving is the date library's to know. */
export function officeTimes(office: Office, now: Date): OfficeTimes {
  const here = DateTime.fromJSDate(now, { zone: office.zone }).setLocale('en-GB');
  const days = Array.from({ length: furthest }, (_, i) => here.startOf('day').plus({ days: i }));
  const today = days[0] && hoursOn(days[0], office);
  const opens = days.map((day) => hoursOn(day, office)?.from).find((from) => from !== undefined && from > here);
  return {
    isOpen: today !== undefined && here >= today.from && here < today.to,
    ...(opens ? { opens: { day: nameOf(opens), time: opens.toFormat('HH:mm') } } : {}),
    daysOff: days.slice(0, soon).flatMap((day) => {
      const name = holidayOn(day, office)?.name;
      return name === undefined ? [] : [{ day: nameOf(day), name }];
    }),
  };
}

function hoursOn(day: DateTime, office: Office): { readonly from: DateTime; readonly to: DateTime } | undefined {
  const hours = office.hours[weekdays[day.weekday - 1] ?? 'sunday'];
  return hours && !holidayOn(day, office) ? { from: at(day, hours.from), to: at(day, hours.to) } : undefined;
}

function holidayOn(day: DateTime, { holidays }: Office): Office['holidays'][number] | undefined {
  const iso = day.toFormat('yyyy-MM-dd');
  return holidays.find(({ on }) => on === iso || on === iso.slice('yyyy-'.length));
}

function nameOf(day: DateTime): string {
  return day.toLocaleString({ weekday: 'long', day: 'numeric', month: 'long' });
}

function at(day: DateTime, time: string): DateTime {
  const [hour = '0', minute = '0'] = time.split(':');
  return day.set({ hour: Number(hour), minute: Number(minute) });
}

/** Days one after the other with the same hours, together. */
export interface DaysWithHours {
  readonly first: string;
  readonly last: string;
  readonly from: string;
  readonly to: string;
}

export function weekOf({ hours }: Office): readonly DaysWithHours[] {
  const groups: { first: string; last: string; from: string; to: string; end: number }[] = [];
  weekdays.forEach((id, i) => {
    const day = hours[id];
    if (!day) return;
    const before = groups.at(-1);
    const name = id.charAt(0).toUpperCase() + id.slice(1);
    if (before?.end === i - 1 && before.from === day.from && before.to === day.to) Object.assign(before, { last: name, end: i });
    else groups.push({ first: name, last: name, ...day, end: i });
  });
  return groups;
}
