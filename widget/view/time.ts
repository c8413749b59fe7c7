import { h } from './h';

/** The time of day; with the date, if it was another day. */
export function showTime(at: Date, language: string): HTMLElement {
  return h('time', { datetime: at.toISOString() }, timeText(at, language));
}

export function timeText(at: Date, language: string): string {
  const isToday = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(language === 'en' ? 'en-GB' : language, {
    hour: '2-digit',
    minute: '2-digit',
    ...(isToday ? {} : { day: 'numeric', month: 'short' }),
  });
}
