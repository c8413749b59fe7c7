import { officeTimes, weekOf } from '../../../dialogs/hand-over/hours';
import type { Office } from '../../../knowledge/office';
import { sayOffice } from '../../../bot/say-office';
import { words } from '../../bot/hand-over/talk';

const nineToFive = { from: '09:00', to: '17:00' };

const office: Office = {
  name: 'Admissions office',
  zone: 'Europe/Amsterdam',
  zoneName: 'Dutch time',
  hours: {
    monday: nineToFive,
    tuesday: nineToFive,
    wednesday: nineToFive,
    thursday: nineToFive,
    friday: { from: '09:00', to: '12:30' },
  },
  holidays: [
    { on: '12-25', name: 'Christmas Day' },
    { on: '2027-03-29', name: 'Easter Monday' },
  ],
  quietMinutes: 30,
};

test.each([
  ['a Thursday morning', '2026-11-26T10:00+01:00', true, 'Friday 27 November', '09:00'],
  ['the moment at which it opens', '2026-11-26T09:00+01:00', true, 'Friday 27 November', '09:00'],
  ['a moment before', '2026-11-26T08:59:59+01:00', false, 'Thursday 26 November', '09:00'],
  ['the moment at which it closes', '2026-11-26T17:00+01:00', false, 'Friday 27 November', '09:00'],
  ['a Friday afternoon', '2026-11-27T13:00+01:00', false, 'Monday 30 November', '09:00'],
  ['a Sunday', '2026-11-29T12:00+01:00', false, 'Monday 30 November', '09:00'],
  [
    'Christmas Eve after hours, with Christmas and a weekend before it',
    '2026-12-24T18:00+01:00',
    false,
    'Monday 28 December',
    '09:00',
  ],
  ['a holiday of every year', '2028-12-25T10:00+01:00', false, 'Tuesday 26 December', '09:00'],
  ['a holiday of one year', '2027-03-29T10:00+02:00', false, 'Tuesday 30 March', '09:00'],
  ['the same day a year later', '2028-03-29T10:00+02:00', true, 'Thursday 30 March', '09:00'],
  // The server may be anywhere: it is Thursday in Auckland while it is Wednesday there.
  ['late on a Wednesday', '2026-11-25T23:30+01:00', false, 'Thursday 26 November', '09:00'],
])('on %s', (_, at, isOpen, day, time) => {
  expect(officeTimes(office, new Date(at))).toMatchObject({ isOpen, opens: { day, time } });
});

test.each([
  ['before the clocks go forward', '2027-03-26T13:00+01:00', 'Tuesday 30 March'],
  ['before the clocks go back', '2026-10-23T13:00+02:00', 'Monday 26 October'],
])('over the change of the clocks it opens at nine by the clock (%s)', (_, at, day) => {
  expect(officeTimes(office, new Date(at)).opens).toEqual({ day, time: '09:00' });
});

test('on the day on which the clocks go forward it is open at nine by the new time', () => {
  const sunday = { ...office, hours: { sunday: nineToFive } };
  expect(officeTimes(sunday, new Date('2027-03-28T08:59+02:00')).isOpen).toBe(false);
  expect(officeTimes(sunday, new Date('2027-03-28T09:00+02:00')).isOpen).toBe(true);
});

test.each([
  [
    office.hours,
    [
      ['Monday', 'Thursday', '09:00', '17:00'],
      ['Friday', 'Friday', '09:00', '12:30'],
    ],
  ],
  [
    { monday: nineToFive, wednesday: nineToFive },
    [
      ['Monday', 'Monday', '09:00', '17:00'],
      ['Wednesday', 'Wednesday', '09:00', '17:00'],
    ],
  ],
  [{ saturday: nineToFive, sunday: nineToFive }, [['Saturday', 'Sunday', '09:00', '17:00']]],
])('days with the same hours are told together', (hours, expected) => {
  expect(weekOf({ ...office, hours }).map(({ first, last, from, to }) => [first, last, from, to])).toEqual(expected);
});

test('what to expect is said with hours, zone, days off before long, and the next opening', () => {
  expect(sayOffice(office, words, new Date('2026-12-18T15:00+01:00'))).toBe(
    'The office is open Monday to Thursday from 09:00 to 17:00 and Friday from 09:00 to 12:30 (Dutch time). ' +
      'It is closed now, and opens again on Monday 21 December at 09:00. It is closed on Friday 25 December (Christmas Day).',
  );
});
