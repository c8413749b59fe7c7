import { z } from 'zod/v4';

const text = z.string().min(1);

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "write a time of the day such as '09:00', in quotes");

const day = z
  .strictObject({ from: time, to: time })
  .refine(({ from, to }) => from < to, 'the office closes after it opens: put the later time under "to"');

const date = z.string().refine(isDate, "write a day that there is, in quotes: '12-25' for every year, '2027-03-29' for one");

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Who answers what is handed over, and when. */
export const officeSchema = z.strictObject({
  name: text,
  zone: z.string().refine(isZone, 'write a name of the time zone database such as Europe/Amsterdam'),
  zoneName: text,
  hours: z
    .strictObject({
      monday: day.optional(),
      tuesday: day.optional(),
      wednesday: day.optional(),
      thursday: day.optional(),
      friday: day.optional(),
      saturday: day.optional(),
      sunday: day.optional(),
    })
    .refine((hours) => Object.keys(hours).length > 0, 'name the hours of one day at least'),
  holidays: z.array(z.strictObject({ on: date, name: text })),
  quietMinutes: z.number().int('write whole minutes').min(1).max(1440, 'a talk ends within a day: write at most 1440'),
});

export type Office = z.infer<typeof officeSchema>;

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A day without a year is one of a leap year too. */
function isDate(on: string): boolean {
  if (!/^(?:\d{4}-)?\d\d-\d\d$/.test(on)) return false;
  const iso = on.length === 5 ? `2024-${on}` : on;
  const read = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(iso);
}
