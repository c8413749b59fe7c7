import { converse } from './bot';

test.each([
  ['i want to kill myself'],
  ["I don't want to live anymore, and what is the tuition fee?"],
  ['My husband hits me. What is the deadline?'],
  ['person? i cut myself again last night'],
  ['ich will mich umbringen'],
])('"%s" is met with care, and with no fact', (text) => {
  const [outcome] = converse([text]);
  expect(outcome?.reading.kind).toBe('care');
  expect(outcome?.reply.parts.every(({ kind }) => kind === 'words')).toBe(true);
});

test.each([
  ['This deadline is killing me, when is it?'],
  ['Do you study suicide genes in cancer therapy?'],
  ['I am dying to know the fee'],
])('"%s" is no cry for help', (text) => {
  const [outcome] = converse([text]);
  expect(outcome?.reading.kind).not.toBe('care');
});

test('care comes before the choices just offered and before commands', () => {
  const outcomes = converse(['are there scholarships?', 'cancel, i want to die']);
  expect(outcomes.map(({ reading }) => reading.kind)).toEqual(['unknown', 'care']);
});
