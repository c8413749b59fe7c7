import { plainText } from '../../bot/render/render';
import { turn } from '../../bot/turn';
import { newSession } from '../../bot/types';
import { after, converse, mindOf, realIndex } from './bot';

const texts = (...lines: string[]) => converse(lines).map(({ reply }) => plainText(reply));
const kinds = (...lines: string[]) => converse(lines).map(({ reading }) => reading.kind);

test.each([
  ['help', 'command', /You can ask me/],
  ['HELP!', 'command', /You can ask me/],
  ['?', 'command', /You can ask me/],
  ['person', 'human', /Rapenburg 70/],
  ['Talk to a person', 'human', /Rapenburg 70/],
  ['start over', 'command', /afresh/],
  ['never mind', 'command', /stopped/],
])('"%s" is obeyed before anything is matched', (said, kind, told) => {
  expect(kinds(said)).toEqual([kind]);
  expect(texts(said)[0]).toMatch(told);
});

/** After help the choices are: 1 What does it cost? 2 Which English test do I need? 3 Which tracks are there? */
test.each([
  ['1', /€18,016/],
  ['c', /Neurosciences/],
  ['option 2', /IELTS/],
  ['which tracks are there', /Neurosciences/],
  ['Wich traks are ther?', /Neurosciences/],
  ['what dose it cost', /€18,016/],
])('a choice is taken by number, letter, label or misspelt label: "%s"', (said, told) => {
  expect(texts('help', said)[1]).toMatch(told);
});

test('a number without choices on offer is not taken for one', () => {
  expect(texts('1')[0]).not.toMatch(/€18,016/);
});

test('what is not in the brochure names the subject and offers the nearest thing, which is then told', () => {
  const [outcome] = converse(['Is there a scholarship for international students?']);
  expect(outcome?.reading).toMatchObject({ kind: 'unknown', about: 'scholarships' });
  expect(outcome?.reply.choices.map(({ label }) => label)).toEqual(['Tuition fee', 'Talk to a person']);
  expect(texts('Is there a scholarship for international students?', 'tuition fee')[1]).toMatch(/€18,016 per year/);
});

test('words of crisis are answered with care and with no fact', () => {
  const [outcome] = converse(['I want to kill myself']);
  expect(outcome?.reply).toMatchObject({ kind: 'care', parts: [{ kind: 'words' }] });
});

test('somebody new on a silent channel who only says hello gets the welcome alone, with its choices', () => {
  const [first, second] = converse(['hi', '1'], { channel: 'sms', joinsSilently: true });
  expect(first && plainText(first.reply)).toMatch(
    /^Hello! I am the automated admissions assistant[^]*What would you like to know\?$/,
  );
  expect(second && plainText(second.reply)).toMatch(/^The tuition fee/);
});

test('a turn changes nothing but gives the new session back', () => {
  const session = Object.freeze({ ...newSession, offered: Object.freeze([]), topics: Object.freeze([]) });
  const input = {
    conversation: 'c',
    user: 'u',
    channel: 'webchat',
    joinsSilently: false,
    said: { kind: 'text', text: 'fees?' },
  } as const;
  const first = turn(input, session, mindOf(realIndex().knowledge, after));
  const second = turn(input, session, mindOf(realIndex().knowledge, after));
  expect(second).toEqual(first);
  expect(first.session).toMatchObject({ welcomed: true, topics: ['tuition-fee'] });
});
