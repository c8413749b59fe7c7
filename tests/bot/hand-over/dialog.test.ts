import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Line } from '../../../dialogs/hand-over/answers';
import { after, converse } from '../bot';
import { plainText } from '../../../bot/render/render';
import { at, handOver, labelsOf, last, terms, textOf, words } from './talk';

const question = 'Can I defer my place by a year if I am admitted?';
const lines: readonly Line[] = [
  { by: 'student', text: 'is there a waiting list?' },
  { by: 'bot', text: 'The brochure does not say anything about a waiting list.' },
];

describe('without any delivery', () => {
  test.each(['person', 'I want to talk to a human', 'can I speak to someone?'])(
    '"%s" gets the contact of the brochure, and that nothing is passed on',
    (text) => {
      const [told] = converse([text]);
      if (!told) throw new Error('nothing was said');
      const { reply, reading, session } = told;
      expect(reading.kind).toBe('human');
      expect(plainText(reply)).toMatch(/nor pass messages on[^]*www\.universiteitleiden\.nl|nor pass messages on/);
      expect(reply.parts.some((part) => part.kind === 'fact' && part.topic === 'contact')).toBe(true);
      expect(session.handOver).toBeUndefined();
    },
  );

  test('nothing is offered after misses and insults', () => {
    const told = converse(['what is the capital of France?', 'who won the world cup?', 'you are useless']).map(({ reply }) =>
      plainText(reply),
    );
    expect(told.join('\n')).not.toMatch(/pass your question on/);
  });
});

describe('it is offered', () => {
  test.each([
    ['a wish for a person', ['talk to a person'], 'consent'],
    ['after an offer', ['what is the capital of France?', 'who won the world cup?', 'person'], 'consent'],
    ['the yes to the offer after an insult', ['you stupid bot', 'yes'], 'consent'],
    ['the yes to the offer after a vote', ['what is the fee?', { kind: 'voted-down' } as const, 'yes please'], 'consent'],
    ['the button of the offer', ['you stupid bot', 'Talk to a person'], 'consent'],
  ])('%s begins it', (_, said, expected) => {
    expect(at(last(said))).toBe(expected);
  });

  const offers = (outcome: ReturnType<typeof last>) => textOf(outcome).includes('pass your question on');

  test('after two misses in a row, and not after one, nor after two with an answer between', () => {
    const told = handOver([
      'what is the capital of France?',
      'who won the world cup?',
      'who is the king of Spain?',
      'what is the fee?',
      'who won the world cup?',
    ]);
    expect(told.map(offers)).toEqual([false, true, false, false, false]);
    expect(labelsOf(told[1] as never)).toContain('Talk to a person');
  });

  test('after an insult, at once', () => {
    expect(textOf(last(['you are a stupid useless bot']))).toBe(
      'I am sorry that I have not been of much help. Shall I pass your question on to a person at the Admissions office?',
    );
  });

  test('in the middle of the interview, which goes on', () => {
    const told = handOver(['am I eligible?', 'BSc', 'what is the capital of France?', 'who won the world cup?']);
    expect(offers(told[3] as never)).toBe(true);
    expect(told[3]?.asks?.question).toBe('test');
    expect(labelsOf(told[3] as never)).toContain('IELTS');
  });
});

describe('the steps', () => {
  test('consent says what is sent to whom, how, and how long it is kept, with the privacy notice', () => {
    const { reply } = last(['person'], { terms: { ...terms, privacyUrl: 'https://example.edu/privacy' } });
    expect(plainText({ ...reply, parts: reply.parts.slice(-1) })).toBe(
      'If you say yes, the Admissions office gets your question and, if you leave them in, your e-mail address, what was last said here and your answers to my check. ' +
        'You see all of it first, and nothing goes before you say "send". I keep it for 30 days after the last word about it. ' +
        "It is sent by e-mail and to the office's team in Microsoft Teams. The privacy notice is at https://example.edu/privacy. Shall I go on?",
    );
    expect(reply.parts.some((part) => part.kind === 'fact' && part.topic === 'contact')).toBe(true);
  });

  test.each<[readonly string[], string]>([
    [['yes'], 'question'],
    [['Yes, go on'], 'question'],
    [['1'], 'question'],
    [['no'], 'cancelled'],
    [['2'], 'cancelled'],
    [['maybe'], 'consent'],
    [['cancel'], 'cancelled'],
    [['back'], 'consent'],
    [['yes', question], 'email'],
    [['yes', '?'], 'command'],
    [['yes', 'ok'], 'question'],
    [['yes', 'back'], 'consent'],
    [['yes', 'cancel'], 'cancelled'],
    [['yes', 'what is the fee?'], 'email'],
    [['yes', 'x'.repeat(1001)], 'question'],
    [['yes', question, 'sam@example.org'], 'review'],
    [['yes', question, 'My e-mail is <sam.o-neil+uni@example.co.uk>, thanks!'], 'review'],
    [['yes', question, 'no e-mail'], 'review'],
    [['yes', question, 'sam@example'], 'email'],
    [['yes', question, 'sam at example dot org'], 'email'],
    [['yes', question, 'hm'], 'email'],
    [['yes', question, 'back'], 'question'],
    [['yes', question, 'sam@example.org', 'back'], 'email'],
    [['yes', question, 'sam@example.org', 'yes'], 'review'],
    [['yes', question, 'sam@example.org', 'cancel'], 'cancelled'],
    [['yes', question, 'sam@example.org', 'start over'], 'consent'],
    [['yes', question, 'sam@example.org', 'send'], 'send'],
    [['yes', question, 'sam@example.org', 'Send it.'], 'send'],
    [['yes', question, 'sam@example.org', '1'], 'send'],
    [['yes', question, 'send', 'send'], 'send'],
  ])('%j leads to %s', (said, step) => {
    expect(at(last(['person', ...said]))).toBe(step);
  });

  test.each([
    ['sam at example dot org', 'Did you mean sam@example.org?'],
    ['sam@example,org', 'Did you mean sam@example.org?'],
    ['sam@example', 'does not look like an e-mail address'],
    ['sam@@example.org', 'Did you mean sam@example.org?'],
  ])('the slip in "%s" gets a hint', (text, hint) => {
    expect(textOf(last(['person', 'yes', question, text]))).toContain(hint);
  });

  test('where no answer can come back here, there must be an e-mail address', () => {
    const oneWay = { terms: { ...terms, answersHere: false } };
    const asked = last(['person', 'yes', question, 'no e-mail'], oneWay);
    expect([at(asked), textOf(asked)]).toEqual(['email', words.email.needed]);
    expect(labelsOf(last(['person', 'yes', question], oneWay))).toEqual([]);
    expect(at(last(['person', 'yes', question, 'sam@example.org', 'without my e-mail'], oneWay))).toBe('review');
  });

  test('what was asked last is suggested, and taken by a yes', () => {
    const around = { lines, lastQuestion: 'is there a waiting list?' };
    expect(textOf(last(['person', 'yes'], around))).toContain('Shall I send this: "is there a waiting list?"');
    const { reading } = last(['person', 'yes', 'yes', 'no e-mail', 'send'], around);
    expect(reading).toMatchObject({ at: { kind: 'send', request: { question: 'is there a waiting list?', lines } } });
    expect(last(['person', 'yes', question, 'no e-mail', 'send'], around).reading).toMatchObject({
      at: { request: { question } },
    });
  });

  const toReview = ['am I eligible?', 'BSc', 'person', 'yes', question, 'sam@example.org'];

  test('what is shown is all that is sent; each part can be left out', () => {
    const shown = last(toReview, { lines });
    expect(textOf(shown)).toBe(
      `This is what I would send to the Admissions office:
Your question: ${question}
Your e-mail address: sam@example.org
What was last said here:
You: is there a waiting list?
Assistant: The brochure does not say anything about a waiting list.
Your answers to my check:
- Degree: A bachelor's degree (BA, BSc)
Nothing else is sent.

Say "send", or leave something out first.`,
    );
    expect(labelsOf(shown)).toEqual([
      'Send',
      'Without the conversation',
      'Without my answers',
      'Without my e-mail',
      'Back',
      'Cancel',
    ]);
    const bare = last([...toReview, 'without my answers', 'Without the conversation', 'without my e-mail'], { lines });
    expect(textOf(bare)).not.toMatch(/waiting list|Degree|sam@/);
    expect(labelsOf(bare)).toEqual(['Send', 'Back', 'Cancel']);
    const sent = last([...toReview, 'without my answers', '2', 'without my email address', 'send'], { lines }).reading;
    expect(sent).toMatchObject({ at: { kind: 'send' } });
    expect((sent as { at: { request: object } }).at.request).toEqual({ question, lines: [] });
  });

  test.each([
    ['sent', ['send']],
    ['cancelled', ['cancel']],
  ])('the interview goes on after it was %s', (_, end) => {
    const told = last([...toReview, ...end]);
    expect(told.asks?.question).toBe('test');
    expect(textOf(told)).toContain('Which English test');
    expect(at(last([...toReview, ...end, 'IELTS 7']))).toBe('eligibility');
  });

  test('a question in between is answered, and the step asked again', () => {
    const told = last(['person', 'yes', question, 'how much is the tuition fee?']);
    expect(told.reading.kind).toBe('answer');
    expect(textOf(told)).toMatch(/18,016[^]*Back to your question for the Admissions office\.[^]*At which e-mail address/);
    expect(at(last(['person', 'yes', question, 'how much is the tuition fee?', 'sam@example.org']))).toBe('review');
  });

  test.each(['my data', 'delete my data', 'I want to kill myself', 'help'])('"%s" is heard in every step', (text) => {
    for (const before of [[], ['yes'], ['yes', question], ['yes', question, 'sam@example.org']])
      expect(['command', 'care']).toContain(last(['person', ...before, text]).reading.kind);
  });

  test('all is forgotten when all is to be forgotten', () => {
    const { session } = last(['person', 'yes', question, 'delete my data', 'yes']);
    expect(JSON.stringify(session)).not.toContain('defer');
  });

  test('what is remembered after it was sent, or not, holds nothing of it', () => {
    for (const end of ['send', 'cancel'])
      expect(JSON.stringify(last(['person', 'yes', question, 'sam@example.org', end]).session)).not.toMatch(/defer|sam@/);
  });
});

describe('while a person talks here', () => {
  const withPerson = { withPerson: true };

  test.each([
    ['What is the fee?', 'to-person'],
    ['hello', 'to-person'],
    ['person', 'to-person'],
    ['back to the bot', 'talk-ended'],
    ['End.', 'talk-ended'],
    ['my data', 'command'],
    ['I want to kill myself', 'care'],
    [{ kind: 'wordless' } as const, 'only-text'],
  ])('%j is %s', (said, expected) => {
    expect(at(last([said], withPerson))).toBe(expected);
  });

  test('the bot says nothing of its own', () => {
    expect(last(['What is the fee?'], withPerson).reply).toMatchObject({ parts: [], choices: [] });
  });

  test('all data can be deleted there, too', () => {
    expect(last(['delete my data', 'yes'], withPerson).reading).toMatchObject({ command: 'erase' });
    expect(last(['delete my data', 'no'], withPerson).reading).toMatchObject({ command: 'keep' });
  });
});

test('no sentence of it stands in the code', () => {
  for (const file of ['hand-over', 'say-hand-over', 'say-office']) {
    const code = readFileSync(join(__dirname, '..', '..', '..', 'bot', `${file}.ts`), 'utf8').replace(
      /\/\/.*|\/\*[^]*?\*\//g,
      '',
    );
    expect(code.match(/'[A-Z][^']* [^']*'/g)?.filter((text) => !text.includes('Error')) ?? []).toEqual([]);
  }
});

test('the time of the conversation is what the hand-over began at', () => {
  expect(last(['person']).session.handOver?.begun).toBe(after.getTime());
});
