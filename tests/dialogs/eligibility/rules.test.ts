import { carryOn, check } from '../../../dialogs/eligibility/check';
import { judgeDegree, judgeTest, type DegreeLevel, type TestClaim } from '../../../dialogs/eligibility/rules';
import { realBase } from '../../knowledge/files';

const { requirements } = realBase().knowledge;
const outcome = (claim: Partial<TestClaim> & { exam: string }) =>
  judgeTest({ components: [], wholeRange: false, ...claim }, requirements).outcome;

/** The whole scale of each test, independently of the code: what the brochure asks, written out again. */
test('every IELTS band: 6.0 and above meets, whatever the parts are', () => {
  for (let total = 0; total <= 9; total += 0.5) {
    expect([total, outcome({ exam: 'ielts', total })]).toEqual([total, total >= 6 ? 'meets' : 'below']);
    expect(outcome({ exam: 'ielts', total, components: [0], wholeRange: true })).toBe(total >= 6 ? 'meets' : 'below');
  }
});

test('every TOEFL total with every lowest component: 80 and 20', () => {
  for (let total = 0; total <= 120; total += 1) {
    expect(outcome({ exam: 'toefl', total })).toBe(total >= 80 ? 'needs-component' : 'below');
    for (let lowest = 0; lowest <= 30; lowest += 1) {
      const wanted = total >= 80 && lowest >= 20 ? 'meets' : 'below';
      expect(outcome({ exam: 'toefl', total, components: [lowest], wholeRange: true })).toBe(wanted);
    }
  }
});

test.each(['c1-advanced', 'c2-proficiency'])('%s: a component of 169, the total does not matter', (exam) => {
  for (let lowest = 142; lowest <= 230; lowest += 1) {
    expect(outcome({ exam, components: [lowest], wholeRange: true })).toBe(lowest >= 169 ? 'meets' : 'below');
    expect(outcome({ exam, total: lowest })).toBe('needs-component');
  }
});

test('more is never worse', () => {
  const worth = ['below', 'needs-total', 'needs-component', 'meets'];
  for (let total = 0; total < 120; total += 1) {
    for (let lowest = 0; lowest < 30; lowest += 1) {
      const at = (t: number, c: number) => worth.indexOf(outcome({ exam: 'toefl', total: t, components: [c], wholeRange: true }));
      expect(at(total + 1, lowest)).toBeGreaterThanOrEqual(at(total, lowest));
      expect(at(total, lowest + 1)).toBeGreaterThanOrEqual(at(total, lowest));
    }
  }
});

test('a test that the brochure does not list is neither accepted nor rejected', () => {
  expect(outcome({ exam: 'duolingo', total: 160 })).toBe('unlisted-test');
});

test.each<[DegreeLevel, string]>([
  ['bachelor', 'meets'],
  ['higher', 'meets'],
  ['equivalent', 'verify'],
  ['unfinished', 'pending'],
  ['lower', 'below'],
  ['none', 'below'],
])('a degree of the level %s: %s', (level, verdict) => {
  expect(judgeDegree(level)).toBe(verdict);
});

const ielts = (total: number): TestClaim => ({ exam: 'ielts', total, components: [], wholeRange: false });

test('of several tests the best counts, of degree and test the worse', () => {
  expect(check({ tests: [ielts(5), ielts(7)] }, requirements).verdict).toBe('meets');
  expect(check({ tests: [ielts(7)], degree: 'lower' }, requirements).verdict).toBe('below');
  expect(check({ tests: [ielts(5)], degree: 'bachelor' }, requirements).verdict).toBe('below');
  expect(check({ tests: [ielts(5), { exam: 'pte', components: [], wholeRange: false }] }, requirements).verdict).toBe(
    'unlisted-test',
  );
});

test('what is said later goes on from what was said before', () => {
  const before = { tests: [{ exam: 'toefl', total: 85, components: [], wholeRange: false }] };
  const after = carryOn(before, { tests: [{ exam: 'toefl', components: [19], wholeRange: false }] });
  expect(after.tests).toEqual([{ exam: 'toefl', total: 85, components: [19], wholeRange: false }]);
  expect(check(after, requirements).verdict).toBe('below');
});
