import { check } from '../../knowledge/check';
import type { Knowledge } from '../../knowledge/knowledge';
import { eligibilityFlow } from '../../dialogs/eligibility/flow';
import { allOrNone, paths } from '../../dialogs/eligibility/paths';
import { outcomeOf } from '../../dialogs/eligibility/outcome';
import { check as judge } from '../../dialogs/eligibility/check';
import { compose } from '../../bot/reply';
import { plainText } from '../../bot/render/render';
import type { Reading } from '../../bot/types';
import { changed, realBase } from './files';
import { after, realInterviewer } from '../bot/bot';

const before = realBase().knowledge;
const raised = check(
  changed(
    { file: 'sources/brochure.txt', from: 'IELTS - 6.0', to: 'IELTS - 6.5' },
    { file: 'requirements.yaml', from: 'minimum: { total: 6.0 }', to: 'minimum: { total: 6.5 }' },
    { file: 'requirements.yaml', from: 'IELTS - 6.0', to: 'IELTS - 6.5' },
  ),
).knowledge;
if (!raised) throw new Error('a brochure that asks for IELTS 6.5 should hold');
const changedBase: Knowledge = raised;

/** Everything that the bot can say of its own: each topic, each subject, a check of each score, each path of the interview. */
function everything(knowledge: Knowledge): ReadonlyMap<string, string> {
  const { words } = realInterviewer();
  const flow = eligibilityFlow(knowledge.requirements);
  const say = (reading: Reading) => plainText(compose(reading, { knowledge, interviewer: { flow, words }, now: after }));
  const reasons = [] as const;
  const scores = Array.from({ length: 19 }, (_, i) => i / 2);
  return new Map([
    ...[...knowledge.topics.keys()].map((id) => [`topic ${id}`, say({ kind: 'answer', topics: [id], reasons })] as const),
    ...[...knowledge.subjects.keys()].map(
      (about) => [`subject ${about}`, say({ kind: 'unknown', about, options: [], reasons })] as const,
    ),
    ...scores.map((total) => {
      const claims = { tests: [{ exam: 'ielts', total, components: [], wholeRange: false }] };
      return [`check ${total}`, say({ kind: 'check', check: judge(claims, knowledge.requirements), reasons })] as const;
    }),
    ...[80, 79].map((total) => {
      const claims = { tests: [{ exam: 'toefl', total, components: [20], wholeRange: true }] };
      return [`check toefl ${total}`, say({ kind: 'check', check: judge(claims, knowledge.requirements), reasons })] as const;
    }),
    ...[...paths(eligibilityFlow(before.requirements), before.requirements, allOrNone)].flatMap((answers) => {
      const outcome = outcomeOf(answers, knowledge.requirements);
      if (!outcome) return [];
      const step = { kind: 'outcome', outcome } as const;
      return [[`path ${JSON.stringify(answers)}`, say({ kind: 'eligibility', at: { answers, step }, reasons })] as const];
    }),
  ]);
}

test('a raised threshold changes the topic, the checks and the interview where it is told, and nothing else', () => {
  const [then, now] = [everything(before), everything(changedBase)];
  const differing = [...then].filter(([what, text]) => now.get(what) !== text).map(([what]) => what);
  const ofIelts = (what: string) =>
    ['topic ielts', 'topic ielts-components', 'topic language-tests'].includes(what) ||
    /^check \d/.test(what) ||
    (what.includes('"test":"ielts"') && what.includes('"total":'));
  expect(differing.filter((what) => !ofIelts(what))).toEqual([]);
  expect(differing).toEqual(expect.arrayContaining(['topic ielts', 'topic language-tests', 'check 6', 'check 6.5', 'check 9']));
  expect(then.get('check 6')).toMatch(/^Yes/);
  expect(now.get('check 6')).toMatch(/^No/);
  expect(now.get('topic ielts')).toContain('6.5');
  const path = 'path {"degree":"bachelor","test":"ielts","total":6,"documents":["passport"';
  const verdicts = [then, now].map((said) => [...said].find(([what]) => what.startsWith(path))?.[1].split('\n')[0]);
  expect(verdicts[0]).toMatch(/eligible, going by/);
  expect(verdicts[1]).toMatch(/not eligible/);
});
