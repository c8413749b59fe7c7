import type { OutcomeName } from './figures';

export const outcomeNames: Readonly<Record<OutcomeName, string>> = {
  answered: 'Answered, with the source',
  'not-covered': 'Told that the brochure does not say it',
  'asked-back': 'Asked back: not sure what was meant',
  declined: 'Declined: not understood, or about something else',
  'handed-over': 'Led to a person',
  interview: 'In the eligibility check',
  care: 'Words of crisis, answered as they must be',
  talk: 'Small talk, help and other commands',
};

/** Of verdicts, questions of the interview, and commands, which come as names from the log. */
const names: ReadonlyMap<string, string> = new Map([
  ['eligible', 'Meets what the brochure asks'],
  ['conditional', 'Something is still missing or open'],
  ['not-eligible', 'Does not meet it'],
  ['verify-with-admissions', 'For admissions to say'],
  ['degree', 'Highest degree'],
  ['test', 'English test'],
  ['total', 'Overall score'],
  ['component', 'Lowest component score'],
  ['documents', 'Documents'],
  ['myData', 'My data'],
  ['deleteMyData', 'Delete my data (asked to confirm)'],
  ['erase', 'Delete my data (confirmed)'],
  ['keep', 'Keep my data'],
]);

const languages = new Intl.DisplayNames(['en-GB'], { type: 'language' });

export function nameOf(id: string): string {
  return names.get(id) ?? `${id.slice(0, 1).toUpperCase()}${id.slice(1)}`;
}

export function languageName(code: string): string {
  return languages.of(code) ?? code;
}
