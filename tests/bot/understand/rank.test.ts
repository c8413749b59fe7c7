import { makeRank } from '../../../bot/understand/rank';
import { realIndex } from '../bot';

const index = realIndex();
const questions = ['what is the fee', 'fee', 'how mcuh is it', 'new york', 'zorbflux'].map((text) => text.split(' '));

test('asked again, the same is ranked as the first time', () => {
  const told = (rank: typeof index.rank) => questions.map((words) => rank(words).map((one) => ({ ...one, words: one.words() })));
  const anew = told(makeRank(index));
  expect([told(index.rank), told(index.rank)]).toEqual([anew, anew]);
});

test('"new york" in one word is not "new" and "york"', () => {
  const rank = makeRank(index);
  expect(rank(['new york'])).not.toEqual(rank(['new', 'york']));
});
