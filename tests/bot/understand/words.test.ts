import { makeSpelling } from '../../../bot/understand/spelling';
import { readWords } from '../../../bot/understand/words';
import { realIndex } from '../bot';

const { knowledge } = realIndex();

test.each([
  ['How MUCH is it?', 'how much is it'],
  ['résumé', 'cv'],
  ["what's d fee 4 1yr", 'what is d fee 4 one year'],
  ['IELTS 6,5 or 6.5.', 'ielts 6.5 or 6.5'],
  ['18.016 EUR... per year', '18.016 eur per year'],
  ['Data@work', 'data work'],
  ['ＦＵＬＬ width', 'full width'],
  ['🐶 !!', ''],
  ['at the University of Cape-Town', 'at the university of cape town'],
  ['constructor __proto__', 'constructor proto'],
])('"%s" is read as "%s"', (text, words) => {
  expect(readWords(text, knowledge).join(' ')).toBe(words);
});

const spelling = makeSpelling(
  new Map([
    ['tuition', 50],
    ['toefl', 40],
    ['toeic', 5],
    ['deadline', 50],
    ['fee', 90],
    ['tracks', 30],
    ['internship', 40],
    ['courses', 90],
    ['causes', 5],
    ['trucks', 90],
    ['rank', 20],
    ['thank', 90],
    ['tuitionfee', 1],
  ]),
);

test.each([
  ['tution', 'tuition', 'a missing letter'],
  ['tuitionn', 'tuition', 'a doubled letter'],
  ['tuitoin', 'tuition', 'swapped letters'],
  ['tracls', 'tracks', 'a wrong letter'],
  ['intershp', 'internship', 'two slips in a long word'],
  ['toeic', 'toeic', 'a known word is never changed'],
  ['few', 'few', 'short words have too many neighbours'],
  ['banana', 'banana', 'nothing near'],
  ['csuses', 'causes', 'one wrong letter is nearer than two, however common the other word'],
  ['racks', 'tracks', 'one letter is missing'],
  ['ranck', 'rank', 'the first letter is seldom wrong'],
  ['tuittion', 'tuition', 'a letter written twice'],
  ['tuitionfee', 'tuitionfee', 'a word of one phrasing only stays if nothing else is near'],
  ['2022', '2022', 'numbers are no words'],
])('%s -> %s (%s)', (word, mended) => {
  expect(spelling(word)).toBe(mended);
});
