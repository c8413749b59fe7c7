import { requestOf, type HandOverQuestion } from '../../../dialogs/hand-over/answers';
import { emailIn } from '../../../dialogs/hand-over/email';
import { handOverFlow } from '../../../dialogs/hand-over/flow';
import { readHandOver } from '../../../dialogs/hand-over/read';
import { flawsOf, positionIn, withAnswers } from '../../../dialogs/flow';
import { words } from '../../bot/hand-over/talk';

test('the flow has no flaw', () => {
  expect(flawsOf(handOverFlow)).toEqual([]);
});

test('what was changed is to be seen again before it goes', () => {
  const all = { consent: true, question: 'q', email: 'a@example.org', review: 'send' } as const;
  expect(positionIn(handOverFlow, all).at).toBe('end');
  expect(positionIn(handOverFlow, withAnswers(handOverFlow, all, { question: 'another' })).at).toBe('review');
});

test.each<[HandOverQuestion, string, string | undefined]>([
  ['consent', 'Yes!', 'yes'],
  ['consent', 'ja', 'yes'],
  ['consent', 'no, thanks.', 'no'],
  ['consent', 'what is the fee?', undefined],
  ['question', 'Can I defer?', 'question'],
  ['question', 'send this', 'same'],
  ['question', 'yes', 'same'],
  ['question', '???', undefined],
  ['question', '12', undefined],
  ['question', 'x'.repeat(1000), 'question'],
  ['question', 'x'.repeat(1001), 'too-long'],
  ['email', 'no email', 'no-email'],
  ['email', 'skip', 'no-email'],
  ['email', 'send', 'no-email'],
  ['email', 'how long does it take?', undefined],
  ['review', 'send', 'send'],
  ['review', 'yes, send it', 'send'],
  ['review', 'yes', undefined],
  ['review', 'without my answers', 'without'],
  ['review', 'Without the conversation', 'without'],
  ...(['consent', 'question', 'email', 'review'] as const).map((at): [HandOverQuestion, string, string] => [
    at,
    'go back',
    'back',
  ]),
])('asked for %s, "%s" is %s', (at, text, kind) => {
  expect(readHandOver(text, at, words, true)?.kind).toBe(kind);
});

test('without a suggestion a "yes" is no question', () => {
  expect(readHandOver('yes', 'question', words, false)).toBeUndefined();
});

test.each([
  ['sam@example.org', { email: 'sam@example.org' }],
  ['it is sam@example.org.', { email: 'sam@example.org' }],
  ['<mailto:sam@example.org>', { email: 'sam@example.org' }],
  ['"Sam" <sam@example.org>', { email: 'sam@example.org' }],
  ['sam@gmail', { slip: true }],
  ['sam@@gmail.com', { slip: true, guess: 'sam@gmail.com' }],
  ['sam @ gmail.com', { slip: true, guess: 'sam@gmail.com' }],
  ['sam@gmail..com', { slip: true, guess: 'sam@gmail.com' }],
  ['sam@gmail,com', { slip: true, guess: 'sam@gmail.com' }],
  ['sam [at] gmail [dot] com', { slip: true, guess: 'sam@gmail.com' }],
  ['sam@example.org\r\nBcc: x@example.org', { email: 'sam@example.org' }],
  ['none of your business', undefined],
  [`${'x'.repeat(250)}@example.org`, { slip: true }],
])('in "%s" the address is %j', (text, expected) => {
  expect(emailIn(text)).toEqual(expected);
});

test.each([
  ['a'.repeat(2000)],
  ['@'.repeat(2000)],
  ['.'.repeat(1000) + '@' + '.'.repeat(999)],
  [' at '.repeat(500)],
  ['sam@example' + '.com'.repeat(490)],
])('an adversarial text of 2,000 characters takes no time', (text) => {
  const begun = performance.now();
  emailIn(text);
  expect(performance.now() - begun).toBeLessThan(100);
});

test('what is left out is not in the request', () => {
  const answers = { question: 'q', email: 'a@example.org' };
  const lines = [{ by: 'student', text: 'hello' }] as const;
  expect(requestOf(answers, lines, { degree: 'bachelor' })).toEqual({ ...answers, lines, answers: { degree: 'bachelor' } });
  expect(requestOf({ ...answers, without: ['email', 'conversation', 'answers'] }, lines, { degree: 'bachelor' })).toEqual({
    question: 'q',
    lines: [],
  });
  expect(requestOf({ question: 'q', email: 'none' }, [], {})).toEqual({ question: 'q', lines: [] });
});
