import { handOverTerms } from '../../../bot/hand-over-terms';
import { readConfig } from '../../../bot/config';
import { changed, problemsOf } from '../../knowledge/files';
import { hash } from '../staff/officer';
import { secret } from './receivers';

const mail = {
  SMTP_URL: 'smtps://user:p%40ss@mail.example.edu',
  MAIL_FROM: 'Assistant <a@example.edu>',
  HAND_OVER_TO: 'b@example.edu, c@example.edu',
};
const webhook = { HAND_OVER_WEBHOOK_URL: 'https://crm.example.edu/requests', HAND_OVER_WEBHOOK_SECRET: secret };
const staff = { STAFF_PASSWORD_HASH: hash };
const teams = { HAND_OVER_TEAMS_CHANNEL: '19:abc_DEF-1@thread.tacv2' };

test.each([
  [{}, undefined],
  [mail, { ways: ['mail'], answersHere: false, days: 30 }],
  [
    { ...webhook, RETENTION_DAYS: '7' },
    { ways: ['webhook'], answersHere: false, days: 7 },
  ],
  [
    { ...teams, PRIVACY_URL: 'https://example.edu/privacy' },
    { ways: ['teams'], answersHere: true, privacyUrl: 'https://example.edu/privacy' },
  ],
  [staff, { ways: ['staff'], answersHere: true }],
  [
    { ...mail, ...staff },
    { ways: ['mail', 'staff'], answersHere: true },
  ],
  [
    { ...mail, ...webhook, ...teams },
    { ways: ['mail', 'webhook', 'teams'], answersHere: true },
  ],
])('%j', (env, expected) => {
  const terms = handOverTerms(readConfig(env));
  if (expected) expect(terms).toMatchObject(expected);
  else expect(terms).toBeUndefined();
});

test.each([
  [{ SMTP_URL: mail.SMTP_URL }, /MAIL_FROM: missing[^]*HAND_OVER_TO: missing/],
  [{ HAND_OVER_TO: 'b@example.edu' }, /SMTP_URL: missing[^]*MAIL_FROM: missing/],
  [{ ...mail, SMTP_URL: 'mail.example.edu:25' }, /SMTP_URL: is the address of a mail server/],
  [{ ...mail, SMTP_URL: 'https://mail.example.edu' }, /SMTP_URL: is the address of a mail server/],
  [{ ...mail, MAIL_FROM: 'a@example.edu\nBcc: x@example.org' }, /MAIL_FROM: is an e-mail address/],
  [{ ...mail, HAND_OVER_TO: 'office' }, /HAND_OVER_TO/],
  [{ ...webhook, HAND_OVER_WEBHOOK_URL: 'http://crm.example.edu/' }, /HAND_OVER_WEBHOOK_URL: is an https address/],
  [{ ...webhook, HAND_OVER_WEBHOOK_URL: 'https://user:pass@crm.example.edu/' }, /HAND_OVER_WEBHOOK_URL/],
  [{ ...webhook, HAND_OVER_WEBHOOK_SECRET: 'secret' }, /HAND_OVER_WEBHOOK_SECRET: is whsec_/],
  [{ HAND_OVER_WEBHOOK_URL: webhook.HAND_OVER_WEBHOOK_URL }, /HAND_OVER_WEBHOOK_SECRET: missing/],
  [{ HAND_OVER_TEAMS_CHANNEL: 'General' }, /HAND_OVER_TEAMS_CHANNEL: is the id of a channel/],
  [{ PRIVACY_URL: 'example.edu' }, /PRIVACY_URL: is the address/],
])('%j is refused at the start', (env, told) => {
  expect(() => readConfig(env)).toThrow(told);
});

test('what is wrong with a secret does not tell it', () => {
  expect(() => readConfig({ ...mail, SMTP_URL: 'mail://user:hunter2@x' })).not.toThrow(/hunter2/);
});

const file = 'office.yaml';

test.each([
  [
    { file, from: 'zone: Europe/Amsterdam', to: 'zone: Europe/Leiden' },
    /^office\.yaml:\d+:\d+ {2}"zone" is not right; write a name of the time zone database/,
  ],
  [
    { file, from: "monday: { from: '09:00', to: '17:00' }", to: "monday: { from: '17:00', to: '09:00' }" },
    /"hours\.monday" is not right; the office closes after it opens/,
  ],
  [
    { file, from: "monday: { from: '09:00'", to: "monday: { from: '9:00'" },
    /"hours\.monday\.from" is not right; write a time of the day/,
  ],
  [{ file, from: "on: '12-25'", to: "on: '12-32'" }, /"holidays\.1\.on" is not right; write a day that there is/],
  [{ file, from: 'quietMinutes: 30', to: 'quietMinutes: half' }, /"quietMinutes" is a string; write a number/],
  [{ file, from: 'name: Admissions office', to: 'title: Admissions office' }, /unknown key "title"/],
])('%j is a problem of the knowledge base', (change, told) => {
  expect(problemsOf(changed(change)).join('\n')).toMatch(told);
});
