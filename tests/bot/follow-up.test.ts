import { topicsOf } from '../../bot/types';
import { plainText } from '../../bot/render/render';
import { converse, realIndex } from './bot';

function last(lines: readonly string[]) {
  const outcome = converse(lines).at(-1);
  if (!outcome) throw new Error('no outcome');
  return { ...outcome, topics: topicsOf(outcome.reading, realIndex().knowledge), text: plainText(outcome.reply) };
}

test.each([
  ['How long is the programme?', 'how many EC is that?', ['credits']],
  ['What is the research internship?', 'how many EC is that?', ['internship']],
  ['What is the research internship?', 'and the proposal?', ['research-proposal']],
  ['Which parts are there?', 'and the review?', ['scientific-review']],
  ['Which documents do I need?', 'and the language one, is it always needed?', ['documents']],
  ['What is the tuition fee?', 'and for both years?', ['tuition-fee', 'duration']],
  ['When is the deadline?', 'but that is after the start?!', ['deadline', 'start-date']],
  ['Which tracks are there?', 'can I make my own?', ['track-own']],
  ['What do the electives consist of?', 'only at the LUMC?', ['electives']],
  ['What is the TOEFL score?', 'and IELTS?', ['ielts']],
  ['What is the IELTS score?', 'and per component?', ['ielts']],
])('"%s" "%s" tells %j', (question, followUp, topics) => {
  expect([...last([question, followUp]).topics].sort()).toEqual([...topics].sort());
});

test.each([
  ['Does it start online because of corona?', 'until when?'],
  ['What is the tuition fee?', 'and for Germans?'],
  ['When does it start?', 'on which day exactly?'],
  ['Which documents do I need?', 'where do I send them?'],
  ['When is the deadline?', 'and if I miss it?'],
])('"%s" "%s": the brochure does not say', (question, followUp) => {
  const { reading, text } = last([question, followUp]);
  expect(reading.kind).toBe('unknown');
  expect(text).toMatch(/brochure does not (say|give)/);
});

test.each([
  ['How long is the programme?', 'what was the fee again?', ['tuition-fee']],
  ['How long is the programme?', 'the deadline again please', ['deadline']],
  ['Which documents do I need?', 'sorry, the start date once more?', ['start-date']],
  ['What is the tuition fee?', 'what was the date again', ['tuition-fee']],
  ['What is the tuition fee?', 'sorry, say that again?', ['tuition-fee']],
  ['What is the tuition fee?', 'the fee again?', ['tuition-fee']],
])('"%s" "%s" tells %j once more, and nothing else', (question, wish, topics) => {
  expect(last([question, wish]).topics).toEqual(topics);
});

test.each([
  // What was told before that is gone back to; what was not is told beside what was.
  [['What is the tuition fee?', 'How long is the programme?', 'how much was it again?'], ['tuition-fee']],
  [['How long is it?', 'What is the tuition fee?', 'sorry how long was it again'], ['duration']],
  [['What is the tuition fee?', 'how much was it again?'], ['tuition-fee']],
  [
    ['How long is the programme?', 'how much was it again?'],
    ['tuition-fee', 'duration'],
  ],
  [['When does it start?', 'when was that again?'], ['start-date']],
  [['What is the tuition fee?', 'where was that again?'], ['location']],
])('%j asks something of its own once more: %j', (lines, topics) => {
  expect(last(lines).topics).toEqual(topics);
});

test('a wish to hear something once more needs nothing before it', () => {
  expect(last(['what was the fee again?']).topics).toEqual(['tuition-fee']);
});

test('what was spoken of earlier is gone back to, past something else', () => {
  const { topics } = last([
    'Which Cambridge exams count?',
    'When is the deadline?',
    'ok, back to the exam: which score do I need?',
  ]);
  expect(topics).toEqual(['cambridge']);
});

test('"says who?" tells the last answer again, with its source', () => {
  const { topics, reply } = last(['How many graduates find work?', 'says who?']);
  expect(topics).toEqual(['employment']);
  expect(reply.parts.some((part) => part.kind === 'fact' && part.citations.length > 0)).toBe(true);
});

test('"yes please" takes up what was just offered, and only that', () => {
  expect(last(['Are there scholarships?', 'yes please']).topics).toEqual(['tuition-fee']);
  expect(last(['What is the tuition fee?', 'yes please']).reading.kind).toBe('smalltalk');
});

test.each([
  [['TOEFL 94 and my lowest is 17, is that ok?', 'sorry, it is 27, not 17'], 'meets'],
  [['is ielts 5.5 enough?', 'oops I meant 6.5'], 'meets'],
  [['is ielts 6.5 enough?', 'wait, 5.5 not 6.5'], 'below'],
])('%j is judged "%s" in the end', (lines, verdict) => {
  const { reading } = last(lines);
  expect(reading.kind === 'check' && reading.check.verdict).toBe(verdict);
});

test.each([
  // What was asked for is the lowest component, not a new total.
  [['is toefl 84 ok?', '21'], 'meets'],
  [['is toefl 84 ok?', '19'], 'below'],
  [['is my CAE of 185 enough?', '170', 'my sister has 160 in all of them'], 'below'],
  // The test was spoken of, and the score is told as one's own.
  [['Which IELTS score do I need?', 'I got 6.5'], 'meets'],
  [['Which TOEFL score is asked?', 'mine: reading 24, listening 22, writing 19, speaking 25'], 'below'],
])('%j is judged "%s"', (lines, verdict) => {
  const { reading } = last(lines);
  expect(reading.kind === 'check' && reading.check.verdict).toBe(verdict);
});

test.each([
  [['Which tracks are there?', 'what is the third one?'], /third on that list: Data@work/],
  [['Which tracks are there?', 'and the last?'], /fourth on that list: Cancer Pathogenesis/],
  [['Which parts does the programme have?', 'and the second one?'], /5 EC/],
  [['Which documents do I need?', 'the first on that list?'], /valid passport or ID card/],
])('an item of what was listed: %j', (lines, told) => {
  expect(last(lines).text).toMatch(told);
});

test('two things spoken of are set side by side', () => {
  const { topics } = last(['How many EC is the animal course?', 'and the review?', 'which of the two is bigger?']);
  expect(topics).toEqual(['animal-course', 'scientific-review']);
});

test.each([
  ['Is the whole programme in English?', 'really everything?', 'language-of-instruction'],
  ['What is the tuition fee?', 'and the deadline again?', 'deadline'],
])('"%s" "%s" is told %s', (question, followUp, topic) => {
  expect(last([question, followUp]).topics).toEqual([topic]);
});

test.each([
  ['What is the research internship?', 'when is the application deadline', 'deadline'],
  ['Which tracks are there?', 'what is the tuition fee', 'tuition-fee'],
  ['Where is the university?', 'and which department is it?', 'department'],
])('"%s" "%s" is a question of its own', (question, other, topic) => {
  expect(last([question, other]).topics).toEqual([topic]);
});
