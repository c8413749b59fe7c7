import { converse } from './bot';

const command = (lines: readonly string[]) => {
  const { reading } = converse(lines).at(-1) ?? {};
  return reading?.kind === 'command' ? reading.command : reading?.kind;
};

test.each([
  ['my data', 'myData'],
  ['What data do you have about me?', 'myData'],
  ['delete my data', 'deleteMyData'],
  ['Forget me', 'deleteMyData'],
])('"%s" is the command %s, in every state', (text, expected) => {
  expect(command([text])).toBe(expected);
  expect(command(['am I eligible?', 'BSc', text])).toBe(expected);
  expect(command(['are there scholarships?', text])).toBe(expected);
});

test.each([
  ['yes', 'erase'],
  ['Yes, erase everything', 'erase'],
  ['1', 'erase'],
  ['no', 'keep'],
  ['No, keep it', 'keep'],
  ['2', 'keep'],
  ['b', 'keep'],
])('asked whether to erase everything, "%s" means %s', (text, expected) => {
  expect(command(['delete my data', text])).toBe(expected);
});

test.each(['What is the tuition fee?', 'hello', 'cancel', 'am I eligible?'])('"%s" is no yes: nothing is erased', (text) => {
  expect(command(['delete my data', text])).not.toBe('erase');
  // And a "yes" later is no longer an answer to it.
  expect(command(['delete my data', text, 'yes'])).not.toBe('erase');
});

test('after everything was erased the interview is gone, and "yes" erases nothing again', () => {
  const [last] = converse(['am I eligible?', 'BSc', 'delete my data', 'yes']).slice(-1);
  expect(last?.session.interview).toBeUndefined();
  expect(last?.session.topics).toEqual([]);
  expect(command(['delete my data', 'yes', 'yes'])).not.toBe('erase');
});

test('what is kept stays, and the interview goes on', () => {
  expect(converse(['am I eligible?', 'BSc', 'delete my data', 'no']).at(-1)?.session.interview?.asked).toBe(true);
});
