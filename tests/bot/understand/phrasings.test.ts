import { makeHoldersOf } from '../../../bot/understand/holders';
import { countWords, exactly, listPhrasings, phrasingAt, withSameWords } from '../../../bot/understand/phrasings';

const fillers = new Set(['the', 'a']);
const phrasings = listPhrasings(
  [
    { id: 'tuition-fee', words: ['how', 'much', 'is', 'the', 'fee'] },
    { id: 'deadline', words: ['deadline'] },
    { id: 'deadline', words: ['when', 'is', 'the', 'deadline', 'deadline'] },
    { id: 'start-date', words: ['deadline', 'a', 'start'] },
    { id: 'start-date', words: ['wann'], language: 'de' },
    // The same telling words as another phrasing of another id: they tell nothing.
    { id: 'overview', words: ['start', 'deadline'] },
  ],
  fillers,
);

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
