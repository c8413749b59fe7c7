import { plainText } from '../../bot/render/render';
import { converse, say } from './bot';

const last = (...lines: string[]) => {
  const outcome = converse(lines).at(-1);
  return outcome ? plainText(outcome.reply) : '';
};

/** Own results: the verdict first, then the working. */
test.each([
  [
    'I scored 6.5 in IELTS, is that enough?',
    /^Yes, [^]*IELTS: you have 6\.5, the brochure asks for 6\.0 \(0\.5 more than asked\)/,
  ],
  ['my IELTS is 5.5, can I apply with that', /^No, [^]*\(0\.5 less than asked\)/],
  ['exactly 6.0 on my IELTS, is it sufficient?', /^Yes, [^]*\(exactly what is asked\)/],
  ['toefl total 90, is it ok', /component score of 20\. What is your lowest component score\?/],
  ['my toefl is 95 with 19 in writing, accepted?', /^No, [^]*lowest component: you have 19, the brochure asks for 20 \(1 less/],
  ['I have 130 in Duolingo, is that good enough?', /does not mention Duolingo English Test: it neither accepts nor rejects it/],
  ['bachelor from Pune plus xqzt 5.0 in english, is it enough for both?', /^(?!Yes)/],
  ['I have a BSc in botany, does my degree qualify?', /^Yes, [^]*BA or BSc degree \(or equivalent\)/],
])('a check shows its working: "%s"', (question, told) => {
  expect(say(question)).toMatch(told);
  expect(say(question)).toMatch(/guidance, not a decision/);
});

test('a check goes on over several turns', () => {
  const lines = ['I got 85 on the TOEFL, is it enough?', 'all my sections are 22 or higher', 'and if speaking were 19?'];
  expect(converse(lines).map(({ reading }) => reading.kind === 'check' && reading.check.verdict)).toEqual([
    'needs-component',
    'meets',
    'below',
  ]);
});

/** What a question takes for granted is confirmed or set right before the fact. */
test.each([
  ['The tuition is 9,000 euros a year, right?', /^No\. The tuition fee is €18,016/],
  ['The tuition is 18,016 euros a year, right?', /^Yes\. The tuition fee is €18,016/],
  ['Is the university in Amsterdam?', /^No\. .*Rapenburg 70/],
  ['Is it taught in English?', /^Yes\. The entire programme/],
  ['Are the lessons in English or Dutch?', /^The entire programme/],
  ['So the programme takes three years, correct?', /^No\. The programme takes two years/],
  ['What is the tuition fee?', /^The tuition fee/],
  ['Is the tuition of 18,016 per year or for both years?', /^The tuition fee/],
  ['The 1-year programme sounds intensive, is a year enough?', /^No\. The programme takes two years/],
  ['Is the electives part totally free, no limits at all?', /^(?!Yes)/],
  ['Do 90 % have a job after one year, right?', /^(?!Yes)/],
  ['The Cambridge score of 169, is that the overall score?', /^No\. .*component score of 169/],
])('premise: "%s"', (question, told) => {
  expect(say(question)).toMatch(told);
});

test.each([
  [['What is the TOEFL score?', 'and IELTS?'], /IELTS score in the brochure is 6\.0/],
  [['How many graduates find work?', 'who says so?'], /WO monitor/],
  [['What is the tuition fee?', 'and what does that come to for the whole two years?'], /€36,032/],
])('follow-up: %j', (lines, told) => {
  expect(last(...lines)).toMatch(told);
});

test.each([
  ['What are the tuition fee and the application deadline?', /€18,016[^]*November 2022/],
  ['How long is the programme, and are there scholarships?', /two years[^]*does not say anything about scholarships/],
  ['Could you tell me the minimum for IELTS and TOEFL?', /6\.0[^]*80/],
  ['fee? deadline?', /€18,016[^]*November 2022/],
])('several questions at once: "%s"', (question, told) => {
  expect(say(question)).toMatch(told);
});

/** The notice in the student's language, the answer in English below it. */
test.each([
  ['Hoeveel collegegeld betaal je per jaar?', /Engels[^]*€18,016/],
  ['Wie hoch sind die Studiengebühren pro Jahr?', /Englisch[^]*€18,016/],
  ['Quel est le montant des frais de scolarité par an ?', /anglais[^]*€18,016/],
  ['¿Cuál es el precio de la matrícula anual?', /inglés[^]*€18,016/],
  ['How much is the yearly tuition?', /^The tuition fee/],
])('language: "%s"', (question, told) => {
  expect(say(question)).toMatch(told);
});
