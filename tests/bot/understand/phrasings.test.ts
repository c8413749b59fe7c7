import fc from 'fast-check';
import { makeHoldersOf } from '../../../bot/understand/holders';
import { listPhrasings } from '../../../bot/understand/list-phrasings';
import { countWords, exactly, phrasingAt, withSameWords } from '../../../bot/understand/phrasings';
import type { Example } from '../../../bot/understand/train';

const fillers = new Set(['the', 'a']);
const examples: readonly Example[] = [
  { id: 'tuition-fee', words: ['how', 'much', 'is', 'the', 'fee'] },
  { id: 'deadline', words: ['deadline'] },
  { id: 'deadline', words: ['when', 'is', 'the', 'deadline', 'deadline'] },
  { id: 'start-date', words: ['deadline', 'a', 'start'] },
  { id: 'start-date', words: ['wann'], language: 'de' },
  // The same telling words as another phrasing of another id: they tell nothing.
  { id: 'overview', words: ['start', 'deadline'] },
];
const phrasings = listPhrasings(examples, fillers);

test.each<[string[], string | undefined]>([
  [['deadline'], 'deadline'],
  [['how', 'much', 'is', 'the', 'fee'], 'tuition-fee'],
  [['the', 'fee', 'is', 'how', 'much'], undefined],
  [[], undefined],
])('exactly the words %j are those of %s', (words, id) => {
  expect(exactly(words, phrasings)?.id).toBe(id);
});

test.each<[string[], string | undefined]>([
  [['fee', 'is', 'how', 'much'], 'tuition-fee'],
  [['is', 'deadline', 'a', 'when'], 'deadline'],
  [['start', 'the', 'deadline'], undefined],
  [['the', 'a'], undefined],
])('the telling words of %j are those of %s', (words, id) => {
  expect(withSameWords(words, phrasings, fillers)?.id).toBe(id);
});

test('a word is held by each phrasing once', () => {
  const holdersOf = makeHoldersOf(phrasings);
  expect([...holdersOf('deadline')]).toEqual([1, 2, 3, 5]);
  expect([...holdersOf('fee')]).toEqual([0]);
  expect([...holdersOf('never')]).toEqual([]);
});

test('words are counted by the group of their phrasing', () => {
  const counts = countWords(phrasings, phrasings.languageOf, phrasings.languages.length);
  const inLanguage = (word: string, language: string) =>
    counts[phrasings.languages.indexOf(language) * phrasings.words.length + phrasings.words.indexOf(word)];
  expect([inLanguage('deadline', ''), inLanguage('deadline', 'de'), inLanguage('wann', 'de')]).toEqual([5, 0, 1]);
});

test('a phrasing is given back as it was listed', () => {
  expect(phrasingAt(3, phrasings)).toEqual({ id: 'start-date', words: ['deadline', 'a', 'start'] });
});

const word = fc.constantFrom('fee', 'start', 'the', 'when', 'a', 'deadline', 'toString', '');
const example: fc.Arbitrary<Example> = fc.record({
  id: fc.constantFrom('one', 'two', 'three'),
  words: fc.array(word, { maxLength: 4 }),
});
const someExamples = fc.array(example, { maxLength: 12 });

test('after a change only what was written is read, and all is found as if everything had been listed anew', () => {
  fc.assert(
    fc.property(someExamples, someExamples, someExamples, someExamples, (head, gone, written, tail) => {
      const before = listPhrasings([...head, ...gone, ...tail], fillers);
      const now = listPhrasings(written, fillers, { phrasings: before, head: head.length, tail: tail.length });
      const anew = [...head, ...written, ...tail];
      expect(anew.map((_, number) => phrasingAt(number, now))).toEqual(anew.map(({ id, words }) => ({ id, words })));
      const other = listPhrasings(anew, fillers);
      for (const { words } of [...anew, ...gone]) {
        expect(exactly(words, now)).toEqual(exactly(words, other));
        expect(withSameWords(words, now, fillers)).toEqual(withSameWords(words, other, fillers));
      }
    }),
  );
});

test('telling words that stood for two things stand for none, and for one again when the other is gone', () => {
  const shared: readonly Example[] = [...examples, { id: 'deadline', words: ['the', 'deadline', 'start'] }];
  const before = listPhrasings(shared, fillers);
  expect(withSameWords(['deadline', 'start'], before, fillers)).toBeUndefined();
  const now = listPhrasings([], fillers, { phrasings: before, head: 3, tail: 1 });
  expect(withSameWords(['start', 'deadline'], now, fillers)?.id).toBe('deadline');
});
