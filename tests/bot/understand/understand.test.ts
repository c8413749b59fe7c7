import type { Reading } from '../../../bot/types';
import { decide } from '../../../bot/understand/decide';
import type { Candidate } from '../../../bot/understand/rank';
import { understand } from '../../../bot/understand/understand';
import { realIndex } from '../bot';

const index = realIndex();
const read = (text: string) => understand(text, index);
const [example] = index.knowledge.phrasings.filter(({ id }) => id === 'tuition-fee');

/** The ladder: how surely a text is found, the surest rung first. */
test.each([
  ['exact', example?.text ?? ''],
  ['exact', `  ${example?.text.toUpperCase() ?? ''} !!`],
])('%s: "%s"', (rank, text) => {
  expect(read(text).reasons[0]).toMatchObject({ rank, id: 'tuition-fee', taken: true });
});

const learned = (...scores: [string, number][]): readonly Candidate[] =>
  scores.map(([id, score]) => ({ id, rank: 'learned', score, words: () => [] }));

/** The one policy, on the likelihoods that the words give. */
test.each<[string, readonly Candidate[], Partial<Reading>]>([
  ['sure of a fact', learned(['deadline', 0.8], ['start-date', 0.1]), { kind: 'answer', topics: ['deadline'] }],
  [
    'two facts alike: asked back',
    learned(['deadline', 0.45], ['start-date', 0.4]),
    { kind: 'clarify', options: ['deadline', 'start-date'] },
  ],
  ['an unanswered subject', learned(['scholarships', 0.7]), { kind: 'unknown', about: 'scholarships' }],
  [
    'unanswered, but what about?',
    learned(['housing', 0.3], ['living-costs', 0.3], ['city-life', 0.1]),
    { kind: 'unknown', options: ['housing', 'living-costs', 'city-life'] },
  ],
  [
    'off-topic in many small parts',
    learned(['offtopic-food-cooking', 0.3], ['injection', 0.25], ['tuition-fee', 0.3]),
    { kind: 'offtopic' },
  ],
  ['nothing fits', [], { kind: 'offtopic' }],
  ['hardly anything fits', learned(['deadline', 0.03], ['tracks', 0.02]), { kind: 'unknown', options: [] }],
  ['a person', learned(['human', 0.6], ['contact', 0.3]), { kind: 'human' }],
  [
    'higher rungs are sure by themselves',
    [{ id: 'deadline', rank: 'close', score: 0.9, words: () => [] }, ...learned(['start-date', 0.9])],
    { kind: 'answer', topics: ['deadline'] },
  ],
])('decided: %s', (_name, candidates, reading) => {
  expect(decide(candidates, index.knowledge)).toMatchObject(reading);
});

test('no words at all is no question', () => {
  expect(read('🐶')).toMatchObject({ kind: 'unreadable' });
});
