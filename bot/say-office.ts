import { officeTimes, weekOf, type DaysWithHours } from '../dialogs/hand-over/hours';
import type { HandOverWords } from '../dialogs/hand-over/words';
import type { Office } from '../knowledge/office';
import { fill } from '../knowledge/template';

/** When somebody of the office is there: its hours by its clock, the days off before long, and when it opens next. */
export function sayOffice(office: Office, { sent }: HandOverWords, now: Date): string {
  const { isOpen, opens, daysOff } = officeTimes(office, now);
  const values = {
    hours: weekOf(office)
      .map((days) => sayDays(days, sent.days))
      .join(sent.days.and),
    zone: office.zoneName,
  };
  const hours = fill(sent.hours, (name) => values[name === 'zone' ? 'zone' : 'hours']);
  const off = daysOff.map(({ day, name }) => fill(sent.holiday, (key) => (key === 'name' ? name : day)));
  const state = isOpen
    ? sent.isOpen
    : opens
      ? fill(sent.isClosed, (key) => (key === 'time' ? opens.time : opens.day))
      : sent.isShut;
  return [hours, state, ...off].join(' ');
}

function sayDays({ first, last, from, to }: DaysWithHours, words: HandOverWords['sent']['days']): string {
  const named = { first, last };
  const days = fill(first === last ? words.one : words.range, (name) => named[name === 'last' ? 'last' : 'first']);
  const values: Readonly<Record<string, string>> = { days, from, to };
  return fill(words.time, (name) => values[name]);
}
