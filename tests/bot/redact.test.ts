import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { redact } from '../../bot/redact';
import { realBase } from '../knowledge/files';

test.each([
  // E-mail addresses, also as people write them to hide them
  ['mail me at jan.de-vries+uni@student.example.nl please', 'mail me at [e-mail] please'],
  ['ANNA_K@GMAIL.COM', '[e-mail]'],
  ['<mailto:jan@example.com>', '<mailto:[e-mail]>'],
  ['my email is josé.núñez@correo.es.', 'my email is [e-mail].'],
  ['it is sam@gmail', 'it is [e-mail]'],
  ['write to sam @ gmail.com', 'write to [e-mail]'],
  ['sam (at) example (dot) org', '[e-mail]'],
  ['sam[at]example.org', '[e-mail]'],
  ['my address is sam at gmail dot com', 'my address is [e-mail]'],
  ['a@x.nl, b@x.nl', '[e-mail], [e-mail]'],
  // Telephone numbers, written internationally
  ['my number is +31 6 12345678', 'my number is [phone]'],
  ['call +31612345678.', 'call [phone].'],
  ['whatsapp:+31612345678', 'whatsapp:[phone]'],
  ['+31 (0)6-12 34 56 78 is mine', '[phone] is mine'],
  ['(+44) 7911 123456', '[phone]'],
  ['+1 (213) 373-4253', '[phone]'],
  ['reach me on 0031 6 12345678', 'reach me on [phone]'],
  ['00 91 98765 43210', '[phone]'],
  ['+86 138-0013-8000 and +91 98765 43210', '[phone] and [phone]'],
  // and as at home
  ['06-12345678', '[phone]'],
  ['06 12 34 56 78', '[phone]'],
  ['06.12.34.56.78', '[phone]'],
  ['0612345678', '[phone]'],
  ['(071) 527 7272', '[phone]'],
  ['071-5277272?', '[phone]?'],
  ['213-373-4253', '[phone]'],
  ['555-0142', '[phone]'],
  ['612 345 678', '[phone]'],
  ['07911 123456', '[phone]'],
  ['my phone number is 22 23 24 25', 'my phone number is [phone]'],
  ['tel. 775 1234', 'tel. [phone]'],
  ['٠١٠١٢٣٤٥٦٧٨', '[number]'],
  // Numbers of people and of their papers
  ['my student number is s1234567', 'my student number is [number]'],
  ['s1234567 cannot log in', '[number] cannot log in'],
  ['student no. 12345', 'student no. [number]'],
  ['studentnummer: 2345678', 'studentnummer: [number]'],
  ['application number 4321', 'application number [number]'],
  ['my application id: 2026-BMS-00123', 'my application id: [number]'],
  ['passport NP1C2B3A4', 'passport [number]'],
  ['my passport is AB1234567', 'my passport is [number]'],
  ['passport no X12Y34', 'passport no [number]'],
  ['BSN 123456782', 'BSN [number]'],
  ['bsn: 1234.56.782', 'bsn: [phone]'],
  ['SSN 123-45-6789', 'SSN [number]'],
  ['Aadhaar 1234 5678 9012', 'Aadhaar [phone]'],
  ['PAN ABCDE1234F', 'PAN [number]'],
  ['12345678Z', '[number]'],
  ['RSSMRA85T10A562S', '[number]'],
  ['19850101-1234', '[phone]'],
  ['850101-1234567', '[phone]'],
  ['my IELTS form is 18IN123456ABCD123A', 'my IELTS form is [number]'],
  ['1234567', '[number]'],
  ['reference code 88231', 'reference code [number]'],
  // Bank accounts and cards
  ['NL91ABNA0417164300', '[number]'],
  ['nl91 abna 0417 1643 00', '[number]'],
  ['GB82 WEST 1234 5698 7654 32 is my account', '[number] is my account'],
  ['4111 1111 1111 1111', '[number]'],
  ['4111-1111-1111-1111', '[number]'],
  ['4111111111111111', '[number]'],
  ['378282246310005', '[number]'],
  // Addresses of pages that say who one is, and keys
  ['https://sam:hunter2@portal.example.edu/me', '[link]'],
  ['postgres://bot:hunter2@db:5432/state', '[link]'],
  ['see https://portal.example.edu/apply?id=991&token=abc', 'see [link]'],
  ['https://example.edu/reset#access_token=abc', '[link]'],
  ['www.example.edu/me?session=abc', '[link]'],
  ['Authorization: Bearer abcdefghijklmnop.qrstuv', 'Authorization: Bearer [token]'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzYW0ifQ.abc_DEF-123', '[token]'],
  ['client_secret=Xy7~abc', 'client_secret=[key]'],
  ['password: hunter2', 'password: [key]'],
  ['my password is hunter2', 'my password is [key]'],
  ['{"token":"abc","expires":1}', '{"token":"[key]","expires":1}'],
  ['sent with 7Kq0ZtVb3XwR9mYcLpHd5NfGsJa2EuTe', 'sent with [token]'],
  ['5d41402abc4b2a76b9719d911017c592', '[token]'],
  // Dates of birth
  ['born 23-05-1998', 'born [date of birth]'],
  ['I was born on 23 May 1998 in Delhi', 'I was born on [date of birth] in Delhi'],
  ['I was born on May 23rd, 1998', 'I was born on [date of birth]'],
  ['I was born in Delhi on 23 May 1998', 'I was born in Delhi on [date of birth]'],
  ['born in 1998', 'born in [date of birth]'],
  ['born in India in 1998', 'born in India in [date of birth]'],
  ['date of birth: 1998-05-23', 'date of birth: [date of birth]'],
  ['DOB 23/05/98', 'DOB [date of birth]'],
  ['D.O.B.: 23.05.1998', 'D.O.B.: [date of birth]'],
  ['dob 23051998', 'dob [date of birth]'],
  ['my birthday is the 23rd of May', 'my birthday is the [date of birth]'],
  ['geboren op 23 mei 1998', 'geboren op [date of birth]'],
  // A name that says so
  ['Hi, my name is Anna Kowalska and I have a BSc', 'Hi, my name is [name] and I have a BSc'],
])('%s: what is of somebody is taken out', (text, redacted) => {
  expect(redact(text)).toBe(redacted);
});

test.each([
  'What is the tuition fee for 2026-2027?',
  'Is it € 2,530 or €18,016.00 (14,55,250) per year?',
  'is it €18.016,00 or EUR 18016',
  'I have 1.500.000 rupees, or 15 00 000 INR, or ₹1500000',
  '1500000 rupees',
  'a loan of 12.345.678 rupiah',
  '$45,000.00 USD',
  'IELTS 6.5, is that enough?',
  'IELTS 6.5 6.0 7.0 6.5',
  'IELTS 7.0/6.5/6.5/6.0',
  'my scores are 6.5 6 7 7',
  'TOEFL 100 22 23 24 25',
  'TOEFL iBT 90 (22, 23, 24, 21)',
  'GRE 320 160 160',
  'PTE 65, Duolingo 120, CEFR C1',
  'my GPA is 3.45/4.00, or 8.5 out of 10',
  'grades 85 90 78 92',
  'deadline 1 February 2026 or 01-02-2026?',
  'between 2025-09-01 and 2026-01-31',
  'from 01/09/2025 to 31/01/2026',
  '2025 2026 2027',
  '2025-26 or 2026/27',
  'open 09.00-17.00, or 9:00 to 17:00',
  '120 ECTS in 2 years, 60 EC a year, 30 30 60',
  'course 5423BS24 or 4603PS001Y',
  'CROHO 66989',
  'MSC2026 and 5422BMS01',
  '2333 ZC Leiden',
  'chapter 3.2.1, page 12-14',
  'top 100 of 1000 students',
  'COVID-19, CD8+ T cells, p53, IL-6',
  'stem cell biology 120 240 EC',
  'is https://www.example.edu/masters/biomedical-sciences right?',
  'I was born in the Netherlands. Is the deadline 1 February 2026?',
  'I was born in the Netherlands. Is the fee 2530?',
  'my name is not on the list',
  'I forgot my password, and my passport expires in 2027',
  'is the application deadline 2026?',
  'is a student visa 2026 needed, or a residence permit?',
  'do I pay 500 for the application?',
  'are you open at 5, or @ 9 in the morning?',
  'the bearer of a diploma',
  'token of appreciation',
  'call me later, or text at 10',
  'HELLO PLEASE TELL ME WHAT IS THE REQUIREMENT IN TOEFL',
  // What a log is read for
  'connect ECONNREFUSED 10.100.200.130:5432',
  "AADSTS700016: Application with identifier '6f1c2a34-90ab-4cde-8f01-234567890123' was not found, at 2026-11-26 09:15:00Z",
  'getaddrinfo ENOTFOUND login.microsoftonline.com',
  'database error 23505: duplicate key',
  'at forged (/etc/passwd:1:1)',
])('%s: what a question needs stays', (text) => {
  expect(redact(text)).toBe(text);
});

const known = getCountries().flatMap((country) => getExampleNumber(country, examples) ?? []);

test('the mobile numbers of every country, written internationally, are taken out', () => {
  expect(known.length).toBeGreaterThan(200);
  const written = known.flatMap((one) => [one.formatInternational(), one.number, one.formatInternational().replace('+', '00 ')]);
  expect(written.filter((number) => redact(`it is ${number}, thanks`) !== 'it is [phone], thanks')).toEqual([]);
});

test('written as at home, they are taken out where the text says that they are one', () => {
  const written = known
    .flatMap((one) => [one.formatNational(), one.nationalNumber])
    .filter((one) => one.replace(/\D/g, '').length > 5);
  expect(written.filter((number) => /\d{3}/.test(redact(`my phone number is ${number}`)))).toEqual([]);
});

test('and most of them without a word: the rest could be scores, or a sum', () => {
  const left = known.filter((one) => /\d{2}/.test(redact(`it is ${one.formatNational()}, thanks`)));
  expect(left.length / known.length).toBeLessThan(0.15);
});

const folder = join(__dirname, '..', 'questions');
const asked = readdirSync(folder).flatMap((file) =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { readonly q: string }).q),
);

test('nothing that the brochure says is taken out, and of what students ask only what is of somebody', () => {
  const { knowledge } = realBase();
  const facts = [...knowledge.topics.values()].map(({ answer }) => answer);
  expect(facts.filter((text) => redact(text) !== text)).toEqual([]);
  const said = [...knowledge.phrasings.map(({ text }) => text), ...asked];
  expect(said.length).toBeGreaterThan(10_000);
  const personal = /born|birthday|my name|@lumc\.nl|\b(?:no\.?|number|invoice|order) \w*\d{4}|no\. \d\d-|^12345678$/i;
  expect(said.filter((text) => redact(text) !== text && !personal.test(text))).toEqual([]);
});

test.each([
  '1',
  '1 ',
  '+',
  '(',
  '+31 6 ',
  '1-',
  'a',
  'a.',
  'a@',
  '@',
  'www.',
  '//www.',
  'a://',
  'token:',
  'password 1',
  'eyJ',
  'born ',
  'born 1',
  'tel ',
  'id no ',
  'a1',
  'A1',
  ' at a',
  '(at)',
  'NL91 ',
  'f',
  '-',
  'my name is A ',
])('100,000 characters of "%s" take no second', (piece) => {
  const begun = performance.now();
  redact(piece.repeat(100_000 / piece.length));
  expect(performance.now() - begun).toBeLessThan(1000);
});
