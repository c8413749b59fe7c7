import { understand } from '../../../bot/understand/understand';
import { realIndex } from '../bot';

const read = (text: string) => understand(text, realIndex());

describe('what is asked of another thing is not answered with what holds for this programme', () => {
  test.each([
    'how much is the gym',
    'fee for the swimming pool',
    'what does parking cost per month',
    'price of a lab coat',
    'when does the canteen open',
    'tuition fee of the phd',
    'deadline for the bachelor in law',
    'how much is the fee for the nursing master',
    'application deadline for medicine',
    'when does the summer school start',
    'what does it cost in rotterdam',
    'how long is one semester',
    'how much is a toefl test',
    'how much is the fee for the minibus',
    'what does the karaoke evening cost',
    'how many ec is the education specialisation',
    'documents for a bank account',
  ])('"%s"', (text) => {
    expect(read(text).kind).not.toBe('answer');
  });
});

describe('what somebody tells of themselves is no other thing', () => {
  test.each([
    ['hello from zimbabwe, how much is the fee', 'tuition-fee'],
    ['tuition fee for my wife', 'tuition-fee'],
    ['i studied law, what is the deadline', 'deadline'],
    ['my background is physics, when does it start', 'start-date'],
    ['chemistry bachelor, how long is your master', 'duration'],
    ['as a psychology graduate, which documents do i need', 'documents'],
    ['i am a nurse. can i know the fees', 'tuition-fee'],
    ['deadline for international applicants please madam', 'deadline'],
    ['tell Ann the tuition fee', 'tuition-fee'],
    ['hi this is priya what is the fee', 'tuition-fee'],
    ['dear sir myself harpreet kindly tell fee', 'tuition-fee'],
    ['Oluwaseun here. Please tell Babajide the start date', 'start-date'],
  ])('"%s" asks for %s', (text, topic) => {
    expect(read(text)).toMatchObject({ kind: 'answer', topics: [topic] });
  });
});

test('why it was asked back is told', () => {
  expect(read('how much is the fee for the tuxedo').reasons[0]?.why).toContain('"tuxedo" stands in no way of asking for it');
});
