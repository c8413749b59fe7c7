import type { TestClaim } from '../../../dialogs/eligibility/rules';
import { realIndex } from '../bot';

const { readClaims } = realIndex();
const claim = (exam: string, total?: number, components: number[] = [], wholeRange = false): TestClaim => ({
  exam,
  components,
  wholeRange,
  ...(total === undefined ? {} : { total }),
});

test.each<[string, TestClaim[]]>([
  ['IELTS 7', [claim('ielts', 7)]],
  ['my ielts: 6,5', [claim('ielts', 6.5)]],
  ['band six and a half in IELTS', [claim('ielts', 6.5)]],
  ['seven point five on the ielts', [claim('ielts', 7.5)]],
  ['IELTS 5.5 the first time, 7 the second', [claim('ielts', 7)]],
  ['IELTS overall 6, listening 5', [claim('ielts', 6, [5])]],
  ['a hundred and four in TOEFL', [claim('toefl', 104)]],
  ['TOEFL 85, and no section under 21', [claim('toefl', 85, [21], true)]],
  ['toefl 91 all parts above 22', [claim('toefl', 91, [22], true)]],
  ['toefl r24 l20 s19 w25', [claim('toefl', 88, [24, 20, 19, 25], true)]],
  ['TOEFL: 24 in reading, 20 in listening, 21 for speaking and 25 for writing', [claim('toefl', 90, [24, 20, 21, 25], true)]],
  ['toefl 99 but speaking only 18', [claim('toefl', 99, [18])]],
  ['CAE, lowest paper 170', [claim('c1-advanced', undefined, [170], true)]],
  ['cpe 200 in every component', [claim('c2-proficiency', undefined, [200], true)]],
  ['IELTS 65', [claim('ielts')]],
  ['IELTS in 2019', [claim('ielts')]],
  ['TOEFL ITP 560', [claim('toefl-itp')]],
  ['duolingo 120', [claim('duolingo')]],
  ['IELTS 5.5 but 95 on the TOEFL', [claim('ielts', 5.5), claim('toefl', 95)]],
  ['I am 41 and have two children', []],
  ['IELTS 5.5 overall but 7 in reading', [claim('ielts', 5.5, [7])]],
  ['C1 Advanced: 190 overall and 171 in my weakest paper', [claim('c1-advanced', 190, [171], true)]],
  ['toefl 92 overall, 19 in speaking', [claim('toefl', 92, [19])]],
  ['toefl 87 listening 15', [claim('toefl', 87, [15])]],
  ['CAE 175 reading 180 writing 169 listening 171 speaking', [claim('c1-advanced', undefined, [175, 180, 169, 171], true)]],
  ['TOEFL 82, and not a single part under 20', [claim('toefl', 82, [20], true)]],
  ['toefl 88 all above 21', [claim('toefl', 88, [21], true)]],
  ['TOEFL 84, 22, 21, 20, 21', [claim('toefl', 84, [22, 21, 20, 21], true)]],
  ['TOEFL 90, 25 apart from writing with 18', [claim('toefl', 90, [25, 18])]],
  ['IELTS bands are 7, 6.5, 6 and 5.5, overall it reads 6.5; does the 5.5 hurt?', [claim('ielts', 6.5, [7, 6.5, 6, 5.5], true)]],
  ['CAE: 178 everywhere bar Listening, where it came out at 160', [claim('c1-advanced', undefined, [178, 160], true)]],
  ['the speaking let me down in TOEFL, with 17', [claim('toefl', undefined, [17])]],
  ['IELTS 6 or 6.5?', [claim('ielts')]],
  ['two TOEFL sittings', [claim('toefl')]],
  ['my TOEFL comes to 92 and none of the four sections drops below twenty-one', [claim('toefl', 92, [21], true)]],
  ['TOEFL 86, not one leg of it came out under 20', [claim('toefl', 86, [20], true)]],
  ['all four bits of the TOEFL were over 22', [claim('toefl', undefined, [22], true)]],
  ['CPE, but the writing is 160', [claim('c2-proficiency', undefined, [160])]],
  // A slip of the thumb makes no other verdict.
  ['CAE: 160 for Writign, the other parts 175', [claim('c1-advanced', undefined, [160, 175], true)]],
  ['toefl 91 all sectoins above 22', [claim('toefl', 91, [22], true)]],
  ['TOEFL 92, wrost part 21', [claim('toefl', 92, [21], true)]],
  ['twemty in every part of the TOEFL', [claim('toefl', undefined, [20], true)]],
  ['iletts 6.5', [claim('ielts', 6.5)]],
  ['overall it reds 6.5 in IELTS', [claim('ielts', 6.5)]],
])('"%s" is read as %j', (text, tests) => {
  expect(readClaims(text).tests).toEqual(tests);
});

test.each([
  ['BSc in biology from Lagos', 'bachelor'],
  ['I hold a PhD and a BA', 'higher'],
  ['b.tech from Mumbai', 'equivalent'],
  ['I finish my bachelor next summer, it is my final year', 'unfinished'],
  ['only high school', 'lower'],
  ['an associate degree', 'lower'],
  ['I dropped out of university', 'none'],
  ['my dog likes science', undefined],
  ['a baccalaureate, which is the same as a bachelor', 'lower'],
  ['never set foot in a university', 'none'],
])('"%s" is the degree level %s', (text, level) => {
  expect(readClaims(text).degree).toBe(level);
});
