import { readLearnt, writeLearnt, type Learnt } from '../../../bot/understand/learnt';
import { makeAnalyse } from '../../../bot/understand/model';
import { listPhrasings } from '../../../bot/understand/list-phrasings';
import { train } from '../../../bot/understand/train';

const names = new Map([['kenya', 'country']]);
const examples = [
  'how much is the fee',
  'what is the fee',
  'the fee please',
  'when does it start',
  'what is the start',
  'start when',
].map((text, i) => ({ words: text.split(' '), id: i < 3 ? 'tuition-fee' : 'start-date' }));
const model = train(examples, names);
const learnt: Learnt = { key: 'abc', phrasings: listPhrasings(examples, new Set()), questions: model, followUps: model };
const file = writeLearnt(learnt);

test('what was learnt is the same after it was written and read', () => {
  const read = readLearnt(file, names);
  expect(read).toEqual(learnt);
  const words = ['is', 'the', 'fee', 'high'];
  expect(makeAnalyse((read ?? learnt).questions)(words).scored).toEqual(makeAnalyse(model)(words).scored);
});

test.each([
  ['half a file', file.subarray(0, file.length / 2)],
  ['an empty file', Buffer.alloc(0)],
  ['something else', Buffer.from('key: abc')],
])('%s is not taken', (_, bytes) => {
  expect(readLearnt(bytes, names)).toBeUndefined();
});
