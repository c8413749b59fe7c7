import { readLearnt, writeLearnt, type Learnt } from '../../../bot/understand/learnt';
import { makeAnalyse } from '../../../bot/understand/model';
import { listPhrasings } from '../../../bot/understand/phrasings';
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
  const read = readLearnt(file, 'abc', names);
  expect(read).toEqual(learnt);
  const words = ['is', 'the', 'fee', 'high'];
  expect(makeAnalyse((read ?? learnt).questions)(words).scored).toEqual(makeAnalyse(model)(words).scored);
});

test.each([
  ['a file of another knowledge base', file, 'other'],
  ['half a file', file.subarray(0, file.length / 2), 'abc'],
  ['an empty file', Buffer.alloc(0), 'abc'],
  ['something else', Buffer.from('key: abc'), 'abc'],
])('%s is not taken', (_, bytes, key) => {
  expect(readLearnt(bytes, key, names)).toBeUndefined();
});
