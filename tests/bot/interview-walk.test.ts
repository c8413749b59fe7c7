import fc from 'fast-check';
import type { Answers, QuestionId } from '../../dialogs/eligibility/answers';
import { allOrNone, everySet, paths } from '../../dialogs/eligibility/paths';
import { outcomeOf } from '../../dialogs/eligibility/outcome';
import { positionIn } from '../../dialogs/flow';
import { turn, type Outcome } from '../../bot/turn';
import { newSession, type Session } from '../../bot/types';
import { realBase } from '../knowledge/files';
import { after, mindOf, realIndex, realInterviewer } from './bot';

const { requirements } = realBase().knowledge;
const { flow } = realInterviewer();
const walked = [...paths(flow, requirements, allOrNone)];

/** Plays lines one after the other; each line may be said at a time of its own. */
function play(lines: readonly string[], now: (line: number) => Date = () => after): readonly Outcome[] {
  let session: Session = newSession;
  return lines.map((text, i) => {
    const input = {
      conversation: 'c',
      user: 'u',
      channel: 'webchat',
      joinsSilently: false,
      said: { kind: 'text', text },
    } as const;
    const outcome = turn(input, session, mindOf(realIndex().knowledge, now(i)));
    session = JSON.parse(JSON.stringify(outcome.session)) as Session;
    return outcome;
  });
}

function verdictOf(outcomes: readonly Outcome[]): string | undefined {
  const steps = outcomes.flatMap(({ reading }) => (reading.kind === 'eligibility' && reading.at ? [reading.at.step] : []));
  return steps.flatMap((step) => (step.kind === 'outcome' ? [step.outcome.verdict] : [])).at(-1);
}

const names: Readonly<Record<string, string>> = {
  bachelor: 'BSc',
  higher: 'I have a master of science',
  equivalent: 'B.Tech',
  unfinished: 'final year of my bachelor',
  lower: 'high school',
  none: 'no degree',
  ielts: 'IELTS',
  toefl: 'TOEFL',
  'c1-advanced': 'C1 Advanced',
  'c2-proficiency': 'C2 Proficiency',
  duolingo: 'Duolingo',
  other: 'another test',
  'none-yet': 'no test yet',
  exempt: 'native speaker',
};

/** How a student types an answer. */
function typed(id: QuestionId, answers: Answers): string {
  switch (id) {
    case 'degree':
    case 'test':
      return names[answers[id] ?? ''] ?? '';
    case 'total':
    case 'component':
      return answers[id] === 'unknown' ? "I don't know" : String(answers[id]);
    case 'documents':
      return answers.documents?.length === 0 ? 'none yet' : 'all of them';
  }
}

function linesOf(answers: Answers): readonly string[] {
  return positionIn(flow, answers).answered.map((id) => typed(id, answers));
}

test('every path that is typed answer by answer comes to its outcome', () => {
  const wrong = walked.filter(
    (answers) => verdictOf(play(['am I eligible?', ...linesOf(answers)])) !== outcomeOf(answers, requirements)?.verdict,
  );
  expect(wrong).toEqual([]);
});

/** What people say in between. */
const interruptions = [
  'how much is the tuition?',
  'is there a scholarship?',
  'why do you ask?',
  'hello?',
  'can I speak to someone?',
  'help',
  'when does the programme start?',
  'what is the capital of Mongolia?',
  'what did I answer?',
  'asdf',
  'thanks',
];

test('whatever is asked in between, and however often, the outcome is the same', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...walked),
      fc.array(fc.record({ at: fc.nat(4), said: fc.constantFrom(...interruptions) }), { maxLength: 6 }),
      (answers, asides) => {
        const lines = linesOf(answers).flatMap((line, i) => [
          ...asides.filter(({ at }) => at === i).map(({ said }) => said),
          line,
        ]);
        expect(verdictOf(play(['am I eligible?', ...lines]))).toBe(outcomeOf(answers, requirements)?.verdict);
      },
    ),
    { numRuns: 150 },
  );
});

test('going back and answering the same again changes nothing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...walked), fc.nat(4), (answers, at) => {
      const lines = linesOf(answers).flatMap((line, i) => (i === at ? [line, 'back', line] : [line]));
      const verdicts = play(['am I eligible?', ...lines]);
      expect(verdictOf(verdicts)).toBe(outcomeOf(answers, requirements)?.verdict);
    }),
    { numRuns: 100 },
  );
});

/** Each question in each state that it is asked in. */
const states = [
  ...new Set(walked.flatMap((answers) => linesOf(answers).map((_, i) => linesOf(answers).slice(0, i).join('|')))),
].map((lines) => (lines === '' ? [] : lines.split('|')));

test('help, a person and the way out are there in every state, and only the way out leaves it', () => {
  expect(states.length).toBeGreaterThan(50);
  for (const lines of states) {
    const asked = ['am I eligible?', ...lines];
    const [before] = play(asked).slice(-1);
    const question =
      before?.reading.kind === 'eligibility' && before.reading.at?.step.kind === 'ask' && before.reading.at.step.question;
    for (const [words, kind] of [
      ['help', 'command'],
      ['person', 'human'],
      ['cancel', 'command'],
    ] as const) {
      const [said] = play([...asked, words]).slice(-1);
      expect([lines, words, said?.reading.kind]).toEqual([lines, words, kind]);
      const stays = said?.session.interview?.asked === true && positionIn(flow, said.session.interview.answers).at === question;
      expect([lines, words, stays]).toEqual([lines, words, words !== 'cancel']);
    }
  }
});

test('a plain applicant needs at most six turns, one who volunteers everything a single one', () => {
  const turns = [...paths(flow, requirements, everySet)].map((answers) => 1 + linesOf(answers).length).sort((a, b) => a - b);
  expect(turns.at(-1)).toBe(6);
  const told =
    'I have a BSc and IELTS 7.5, and my passport, CV, transcripts, letter of motivation and language proof are ready. Am I eligible?';
  expect(verdictOf(play([told]))).toBe('eligible');
});

test.each(['hi', "I'm back", 'hello?'])('after a day "%s" is told where the interview was', (words) => {
  const day = 24 * 3_600_000;
  const lines = ['am I eligible?', 'BSc', words, 'IELTS 7', 'all of them'];
  const outcomes = play(lines, (line) => new Date(after.getTime() + (line < 2 ? 0 : day)));
  const said = outcomes.map(({ reply }) => reply.parts.map(({ text }) => text).join(' '));
  expect(said[2]).toMatch(/^Welcome back\. We were at your English test;.*Which English test/);
  expect(verdictOf(outcomes)).toBe('eligible');
});
