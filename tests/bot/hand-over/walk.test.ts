import { channelIds, traitsOf } from '../../../bot/render/channels';
import { render } from '../../../bot/render/render';
import type { Outcome } from '../../../bot/turn';
import type { Said } from '../../../bot/types';
import { realIndex } from '../bot';
import { handOver, terms } from './talk';

const { replies } = realIndex().knowledge;
const question = 'Can I defer my place by a year?';
const lines = Array.from(
  { length: 6 },
  (_, i) => ({ by: i % 2 ? 'bot' : 'student', text: `line ${'x'.repeat(480)} ${i}` }) as const,
);

/** Each step, with each thing that may be said to it, on the way there and after it. */
const talks: readonly (readonly (string | Said)[])[] = [
  ['person', 'maybe', 'back', 'no'],
  [
    'person',
    'yes',
    '12',
    'x'.repeat(1001),
    'back',
    'yes',
    question,
    'hm',
    'sam@example',
    'sam at example dot org',
    'no e-mail',
    'back',
  ],
  [
    'person',
    'yes',
    question,
    'sam@example.org',
    'hm',
    'how long does it take?',
    'without my answers',
    'without the conversation',
    'send',
  ],
  ['am I eligible?', 'BSc', 'person', 'yes', question, 'sam@example.org', 'send'],
  ['what is the capital of France?', 'who won the world cup?', 'you stupid bot', { kind: 'voted-down' }],
];

const around = [
  { lines },
  { lines: [], terms: { ...terms, answersHere: false } },
  { lines, lastQuestion: question },
  { lines, withPerson: true },
];
const walked: readonly Outcome[] = talks.flatMap((talk) => around.flatMap((one) => handOver(talk, one)));

test('the walk has seen what it must', () => {
  const kinds = walked.map(({ reading }) => (reading.kind === 'hand-over' ? reading.at.kind : reading.kind));
  for (const kind of ['ask', 'send', 'cancelled', 'offer', 'to-person', 'answer']) expect(kinds).toContain(kind);
});

test.each(channelIds)('on %s every step is within the limits of the channel', (channel) => {
  const traits = traitsOf(channel);
  for (const { reply } of walked.filter((outcome) => outcome.reply.parts.length > 0)) {
    for (const { text, buttons, card } of render(reply, { traits, isGroup: false }, replies)) {
      expect(text.length).toBeLessThanOrEqual(traits.longestText);
      expect(buttons.length).toBeLessThanOrEqual(traits.mostButtons);
      for (const label of buttons) expect(label.length).toBeLessThanOrEqual(traits.longestLabel);
      expect(text !== '' || card !== undefined).toBe(true);
    }
  }
});

test('no sentence shows a placeholder, but for the number that is not given yet; none promises a place', () => {
  for (const { reply } of walked) {
    const text = reply.parts.map((part) => part.text).join('\n');
    expect(text.replace('{number}', '')).not.toMatch(/[{}]|undefined|you are admitted|you will be admitted/);
  }
});

test('whatever is asked, there is a way on: choices, or words that say what to type', () => {
  for (const { reading, reply } of walked) {
    if (reading.kind !== 'hand-over' || reading.at.kind !== 'ask') continue;
    const text = reply.parts.map((part) => part.text).join('\n');
    expect(reply.choices.length > 0 || /question|type|ask|e-mail address/.test(text)).toBe(true);
  }
});
