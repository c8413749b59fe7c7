import type { Answers, QuestionId } from '../../dialogs/eligibility/answers';
import { outcomeOf } from '../../dialogs/eligibility/outcome';
import { positionIn } from '../../dialogs/flow';
import { namesOfSources, untraced } from '../../knowledge/trace';
import { plainText } from '../../bot/render/render';
import { sayInterview } from '../../bot/say-interview';
import type { Note, Step } from '../../bot/types';
import { everySet, paths } from '../../dialogs/eligibility/paths';
import { realBase } from '../knowledge/files';
import { after, converse, realInterviewer } from './bot';

function talk(...lines: readonly string[]) {
  return converse(lines).map(({ reading, reply }) => {
    const step = reading.kind === 'eligibility' ? reading.at?.step : undefined;
    return { kind: reading.kind, step, text: plainText(reply), choices: reply.choices };
  });
}

function asked(step: Step | undefined): string | undefined {
  return step?.kind === 'ask' ? step.question : step?.outcome.verdict;
}

test.each([
  [['am I eligible?', 'BSc', 'IELTS', '6.5', 'all of them'], 'eligible'],
  [['can you check whether I qualify', '1', '1', '6.0', 'everything'], 'eligible'],
  [['do I meet the requirements?', 'a BA in history', 'TOEFL 90', 'my lowest is 21', 'all except the CV'], 'conditional'],
  [['am I eligible?', 'my bachelor is not finished yet, final year', 'no test yet', 'passport and CV'], 'conditional'],
  [['am I eligible?', 'no degree'], 'not-eligible'],
  [['am I eligible?', 'BSc', 'ielts 5.5'], 'not-eligible'],
  [['am I eligible?', 'BSc', 'CAE', '168'], 'not-eligible'],
  [['am I eligible?', 'BSc', 'PTE academic', 'all'], 'verify-with-admissions'],
  [['am I eligible?', 'BSc', 'I grew up in England, English is my mother tongue', 'all'], 'verify-with-admissions'],
  [['I have a BSc and IELTS 7.5, am I eligible?', 'everything is ready'], 'eligible'],
  [['am I eligible?', 'bsc', 'toefl', '95', "I don't know", 'all of them'], 'conditional'],
  [['am I eligible?', 'BSc', 'ielts', 'six and a half', 'all'], 'eligible'],
  [['am I eligible?', 'BSc', 'ielts', '6,5', 'all'], 'eligible'],
  [['am I eligible?', 'BSc', 'ielts', '5.5', 'wait no, I meant 6.5, not 5.5', 'all'], 'eligible'],
  [['am I eligible?', 'no degree', 'go back', 'sorry, I do have a BA', 'ielts 7', 'all'], 'eligible'],
  [['am I eligible?', 'BSc', 'ielts', '6.5', 'change my score', '5', 'all'], 'not-eligible'],
])('%j ends as %s', (lines, verdict) => {
  const steps = talk(...lines).map(({ step }) => asked(step));
  expect(steps).toContain(verdict);
  expect(steps.filter((step) => step === verdict).length).toBeGreaterThan(0);
});

test.each([
  ['65', /goes from 0\.0 to 9\.0[^]*6\.5/],
  ['-1', /-1 is not a score/],
  ['1e3', /is not a score/],
  ['abc', /number from 0\.0 to 9\.0/],
  ['ten', /is not a score/],
])('an impossible IELTS score "%s" gets a hint and is asked again', (score, hint) => {
  const { step, text } = talk('am I eligible?', 'BSc', 'IELTS', score).at(-1) ?? { step: undefined, text: '' };
  expect(asked(step)).toBe('total');
  expect(text).toMatch(hint);
});

test('a question in the middle is answered, and the interview goes on where it was', () => {
  const said = talk('am I eligible?', 'BSc', 'how much is the tuition?', 'is there a scholarship?', 'IELTS');
  expect(said[2]?.text).toMatch(/18,016[^]*Which English test/);
  expect(said[3]?.text).toMatch(/scholarships[^]*Which English test/);
  expect(asked(said[4]?.step)).toBe('total');
});

test.each([
  ['why do you ask?', /BA or BSc degree/],
  ['hello?', /still here/],
  ["I don't know", /not sure/],
  ['asdf', /could not tell/],
])('"%s" to the question for the degree is met, and the question asked again', (words, told) => {
  const { step, text } = talk('am I eligible?', words).at(-1) ?? { step: undefined, text: '' };
  expect(text).toMatch(told);
  expect(asked(step)).toBe('degree');
});

test('a person can be asked for in every state, and the interview is not lost', () => {
  const said = talk('am I eligible?', 'BSc', 'can I speak to someone?', 'no test yet');
  expect(said[2]?.kind).toBe('human');
  expect(asked(said[3]?.step)).toBe('documents');
});

test('cancel ends it, start over begins it anew', () => {
  expect(talk('am I eligible?', 'BSc', 'cancel', 'when is the deadline?').at(-1)?.text).not.toContain('English test');
  expect(asked(talk('am I eligible?', 'BSc', 'ielts', 'start over').at(-1)?.step)).toBe('degree');
});

test.each([
  [['am I eligible?', '7']],
  [['am I eligible?', 'BSc', '6.5']],
  [['am I eligible?', 'BSc', '90']],
  [['am I eligible?', 'BSc', '...']],
  [['am I eligible?', 'BSc', 'qwertz']],
  [['am I eligible?', 'BSc', 'IELTS', '6.5', '8']],
])('%j answers nothing: a hint, and the same question again', (lines) => {
  const [before, last] = converse(lines).slice(-2);
  const stepOf = (outcome: typeof last) => (outcome?.reading.kind === 'eligibility' ? outcome.reading.at?.step : undefined);
  expect(stepOf(last)).toMatchObject({ kind: 'ask', note: { kind: 'hint' } });
  expect(stepOf(last)).toMatchObject({ question: (stepOf(before) as { question: string }).question });
});

const { knowledge, draft } = realBase();
const names = namesOfSources(draft.sourceTexts.values());
const { flow, words } = realInterviewer();
const speaker = { knowledge, interviewer: { flow, words }, now: after };
const notes: readonly Note[] = [
  ...(['begun', 'noted', 'again', 'nothing-before', 'unsure', 'why', 'still', 'returned', 'so-far', 'hint'] as const).map(
    (kind) => ({ kind }),
  ),
  { kind: 'off-scale', said: '65', guess: 6.5 },
];

/** Each outcome that differs in more than the documents, and each question with each note. */
const steps: readonly { readonly answers: Answers; readonly step: Step }[] = [
  ...[...paths(flow, knowledge.requirements, everySet)].flatMap((answers, i) => {
    const outcome = outcomeOf(answers, knowledge.requirements);
    return outcome && (i % 7 === 0 || !answers.documents) ? [{ answers, step: { kind: 'outcome', outcome } as const }] : [];
  }),
  ...['ielts', 'toefl', 'c1-advanced', 'c2-proficiency', 'duolingo', 'none-yet'].flatMap((test) =>
    (['degree', 'test', 'total', 'component', 'documents'] as const)
      .filter((question) => isAsked(question, { degree: 'bachelor', test, total: 'unknown', component: 'unknown' }))
      .flatMap((question) =>
        notes.map((note) => ({ answers: { degree: 'bachelor', test } as const, step: { kind: 'ask', question, note } as const })),
      ),
  ),
];

function isAsked(question: QuestionId, answers: Answers): boolean {
  const { answered, at } = positionIn(flow, answers);
  return at === question || answered.includes(question);
}

test('nothing that the interview says holds an untraced number, date or name, or a promise', () => {
  const ownScores = ({ answers }: (typeof steps)[number]) => `${answers.total ?? ''} ${answers.component ?? ''}`;
  const tests = [...knowledge.requirements.tests.flatMap(({ exams }) => exams), ...knowledge.requirements.otherTests];
  const isScale = (token: string) => /^\d+(\.\d)?$/.test(token);
  for (const step of steps) {
    for (const part of sayInterview(step, speaker).parts) {
      expect(part.text).not.toMatch(/\{|\}|undefined|you are admitted|you will be admitted/i);
      if (part.kind === 'words') continue;
      const quotes = [...part.citations.map(({ quote }) => quote), ownScores(step), tests.map(({ name }) => name).join('\n')];
      // Differences from what is asked are worked out before the reader's eyes.
      expect(untraced(part.text, quotes, names).filter((token) => !isScale(token))).toEqual([]);
    }
  }
});

test('every outcome says that it is guidance, and offers a person', () => {
  for (const step of steps.filter(({ step: one }) => one.kind === 'outcome')) {
    const { parts, choices } = sayInterview(step, speaker);
    expect(parts.map(({ text }) => text).join('\n')).toContain('guidance, not a decision');
    expect(choices.map(({ means }) => means.kind)).toContain('human');
  }
});
