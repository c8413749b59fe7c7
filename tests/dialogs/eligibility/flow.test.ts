import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Answers } from '../../../dialogs/eligibility/answers';
import { eligibilityFlow } from '../../../dialogs/eligibility/flow';
import { outcomeOf, verdicts, type EligibilityVerdict } from '../../../dialogs/eligibility/outcome';
import { diagramOf } from '../../../dialogs/diagram';
import { interviewFlaws } from '../../../dialogs/eligibility/flaws';
import { back, flawsOf, mostLeft, positionIn, withAnswers, type Flow } from '../../../dialogs/flow';
import { realInterviewer } from '../../bot/bot';
import { realBase } from '../../knowledge/files';
import { everySet, paths } from '../../../dialogs/eligibility/paths';

const { requirements } = realBase().knowledge;
const flow = eligibilityFlow(requirements);
const all = [...paths(flow, requirements, everySet)];

const required = requirements.documents.filter(({ ifApplicable }) => !ifApplicable).map(({ id }) => id);

/** The policy once more, in the plain words of the brochure and with its numbers, so that the two can be held side by side. */
function expected({ degree, test, total, component, documents }: Answers): EligibilityVerdict {
  if (degree === 'none' || degree === 'lower') return 'not-eligible';
  const low = (score: number | 'unknown' | undefined, asked: number) => typeof score === 'number' && score < asked;
  if (test === 'ielts' && low(total, 6)) return 'not-eligible';
  if (test === 'toefl' && (low(total, 80) || low(component, 20))) return 'not-eligible';
  if ((test === 'c1-advanced' || test === 'c2-proficiency') && low(component, 169)) return 'not-eligible';
  if (degree === 'equivalent' || test === 'duolingo' || test === 'other' || test === 'exempt') return 'verify-with-admissions';
  const isKnown =
    (test === 'ielts' && total !== 'unknown') ||
    (test === 'toefl' && total !== 'unknown' && component !== 'unknown') ||
    ((test === 'c1-advanced' || test === 'c2-proficiency') && component !== 'unknown');
  const isComplete = required.every((id) => documents?.includes(id));
  return degree !== 'unfinished' && isKnown && isComplete ? 'eligible' : 'conditional';
}

test('every path ends in the outcome of the policy, and every outcome is reached', () => {
  expect(all.length).toBeGreaterThan(5000);
  const wrong = all.filter((answers) => outcomeOf(answers, requirements)?.verdict !== expected(answers));
  expect(wrong).toEqual([]);
  expect(new Set(all.map(expected))).toEqual(new Set(verdicts));
});

test('every answer of a path lies on its way', () => {
  const astray = all.filter((answers) => positionIn(flow, answers).answered.length !== Object.keys(answers).length);
  expect(astray).toEqual([]);
});

test('the flow has no dead end, no endless path and no question that is never asked', () => {
  expect(flawsOf(flow)).toEqual([]);
  expect(mostLeft(flow, flow.start)).toBe(5);
});

const anyPath = fc.constantFrom(...all);
const better: Readonly<Record<EligibilityVerdict, number>> = {
  'not-eligible': 0,
  'verify-with-admissions': 1,
  conditional: 1,
  eligible: 2,
};

test('a better score never makes a worse outcome', () => {
  fc.assert(
    fc.property(anyPath, fc.integer({ min: 1, max: 10 }), (answers, more) => {
      const raised = (score: Answers['total'], highest: number) =>
        typeof score === 'number' ? { score: Math.min(highest, score + more * 0.5) } : undefined;
      const total = raised(answers.total, 120)?.score;
      const component = raised(answers.component, 230)?.score;
      const now = outcomeOf(answers, requirements);
      const then = outcomeOf(
        { ...answers, documents: answers.documents ?? [], ...(total ? { total } : {}), ...(component ? { component } : {}) },
        requirements,
      );
      expect(better[then?.verdict ?? 'eligible']).toBeGreaterThanOrEqual(better[now?.verdict ?? 'not-eligible']);
    }),
  );
});

test('the order in which things are told does not matter', () => {
  fc.assert(
    fc.property(anyPath, fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), (answers, keys) => {
      const told = Object.entries(answers)
        .map(([id, value], i) => ({ id, value: value as unknown, key: keys[i] ?? 0 }))
        .sort((a, b) => a.key - b.key);
      // A score before its test is told has nothing to hang on: it is told once more after it, as a student would be asked.
      const once = told.reduce((known: Answers, { id, value }) => withAnswers(flow, known, { [id]: value }), {});
      const again = told
        .filter(({ id }) => positionIn(flow, once).at !== 'end' && !(id in once))
        .reduce((known: Answers, { id, value }) => withAnswers(flow, known, { [id]: value }), once);
      expect(outcomeOf(again, requirements)).toEqual(outcomeOf(answers, requirements));
    }),
  );
});

test('to go back and answer the same changes nothing', () => {
  fc.assert(
    fc.property(anyPath, fc.integer({ min: 1, max: 5 }), (answers, steps) => {
      let gone: Answers = answers;
      for (let i = 0; i < steps; i += 1) gone = back(flow, gone);
      const { at } = positionIn(flow, gone);
      expect(at).not.toBe('end');
      expect(withAnswers(flow, gone, answers)).toEqual(answers);
    }),
  );
});

test('another test makes the scores of the one before forgotten', () => {
  const before: Answers = { degree: 'bachelor', test: 'toefl', total: 90, component: 25 };
  expect(withAnswers(flow, before, { test: 'ielts' })).toEqual({ degree: 'bachelor', test: 'ielts' });
});

test('the diagram in the documentation is the current one', () => {
  const { words } = realInterviewer();
  const drawn = diagramOf(flow, (id) => words.questions[id].ask, verdicts);
  expect(readFileSync(join(__dirname, '..', '..', '..', 'docs', 'interview.md'), 'utf8')).toContain(
    `\`\`\`mermaid\n${drawn}\n\`\`\``,
  );
});

const toEnd = { nexts: [{ to: 'end', when: 'always' }], next: () => 'end' as const, hangsOn: [] } as const;
const on = (to: 'a' | 'b' | 'c') => ({ nexts: [{ to, when: 'always' }], next: () => to, hangsOn: [] });

test.each<[string, Flow<'a' | 'b' | 'c', object>, string]>([
  ['a question that no path reaches', { start: 'a', nodes: { a: on('b'), b: toEnd, c: toEnd } }, 'no path reaches c'],
  ['a path that never ends', { start: 'a', nodes: { a: on('b'), b: on('c'), c: on('a') } }, 'a -> b -> c -> a never ends'],
  [
    'a question without a way on',
    { start: 'a', nodes: { a: on('b'), b: on('c'), c: { nexts: [], next: () => 'end' as const, hangsOn: [] } } },
    'c has no way on',
  ],
])('%s is found when the flow is loaded', (_, broken, flaw) => {
  expect(flawsOf(broken)).toContain(flaw);
});

test('an outcome that nothing comes to is found when the flow is loaded', () => {
  const lenient = { ...requirements, tests: requirements.tests.map((one) => ({ ...one, exams: [] })), otherTests: [] };
  expect(interviewFlaws(eligibilityFlow(lenient), lenient)).toEqual(['no path comes to the outcome eligible']);
});
