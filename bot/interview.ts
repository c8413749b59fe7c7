import type { Answers, QuestionId } from '../dialogs/eligibility/answers';
import { outcomeOf } from '../dialogs/eligibility/outcome';
import type { InterviewWords } from '../dialogs/eligibility/words';
import { back, mostLeft, positionIn, withAnswers, without, type End, type Flow } from '../dialogs/flow';
import type { Claims } from '../dialogs/eligibility/check';
import type { Knowledge } from '../knowledge/knowledge';
import { noExams } from '../dialogs/eligibility/answers';
import type { Interview, Note, OpenQuestion, Reading, Session } from './types';
import type { Said } from './understand/interview';

/** What the interview needs: its routing, its words, and a way to read what is said to it. */
export interface Interviewer {
  readonly flow: Flow<QuestionId, Answers>;
  readonly words: InterviewWords;
  readonly read: (text: string, at: QuestionId | End, answers: Answers) => Said | undefined;
  /** The wish to be checked that a text tells together with a degree and a test; what it tells of them. */
  readonly readWish: (text: string) => Answers | undefined;
}

/** The interview with what has been volunteered so far. */
export function begin(told: Answers, mind: { readonly knowledge: Knowledge; readonly interviewer: Interviewer }): Reading {
  return goOn(told, { kind: 'begun' }, mind);
}

/** The reading of a message that the open interview takes; nothing if it is none of its business. */
export function takeStep(
  text: string,
  session: Session,
  understood: () => Reading,
  mind: { readonly knowledge: Knowledge; readonly interviewer: Interviewer; readonly now: Date },
): Reading | undefined {
  if (!session.interview) return undefined;
  const { answers, asked } = session.interview;
  const { flow, read } = mind.interviewer;
  const { at } = positionIn(flow, answers);
  const said = read(text, at, answers);
  if (!said) return asked && answersNothing(text, understood) ? goOn(answers, { kind: 'hint' }, mind) : undefined;
  if (said.kind === 'answers' && asksSomethingElse(text, understood)) return undefined;
  switch (said.kind) {
    case 'answers':
      return goOn(withAnswers(flow, answers, said.answers), { kind: 'noted' }, mind);
    case 'back':
      return positionIn(flow, answers).answered.length === 0
        ? goOn(answers, { kind: 'nothing-before' }, mind)
        : goOn(back(flow, answers), { kind: 'again' }, mind);
    case 'reopen':
      return goOn(without(answers, said.question), { kind: 'again' }, mind);
    case 'unknown':
      return at === 'total' || at === 'component'
        ? goOn(withAnswers(flow, answers, { [at]: 'unknown' }), { kind: 'noted' }, mind)
        : goOn(answers, { kind: 'unsure' }, mind);
    case 'off-scale':
      return goOn(answers, { ...said }, mind);
    case 'why':
      return goOn(answers, { kind: 'why' }, mind);
    case 'summary':
      return summary(answers, mind);
    case 'still':
    case 'goOn':
      if (!asked) return undefined;
      if (comesBack(session, mind.now)) return takeUp(answers, mind);
      return goOn(answers, { kind: said.kind === 'still' ? 'still' : 'again' }, mind);
  }
}

/** What was answered so far; with what it came to, if the interview is over. */
export function summary(answers: Answers, mind: Parameters<typeof begin>[1]): Reading {
  const reading = goOn(answers, { kind: 'so-far' }, mind);
  if (reading.kind !== 'eligibility' || reading.at?.step.kind !== 'outcome') return reading;
  return { ...reading, at: { answers, step: { kind: 'summary', outcome: reading.at.step.outcome } } };
}

/** After a long pause the interview is taken up where it was. */
export function takeUp(answers: Answers, mind: Parameters<typeof begin>[1]): Reading {
  return goOn(answers, { kind: 'returned' }, mind);
}

function goOn(answers: Answers, note: Note, { knowledge, interviewer }: Parameters<typeof begin>[1]): Reading {
  const { at, answered } = positionIn(interviewer.flow, answers);
  const reasons = [
    { id: at, rank: 'interview', score: 1, words: [], taken: true, why: `${answered.length} answered, ${at} is next` },
  ] as const;
  if (at !== 'end') return { kind: 'eligibility', at: { answers, step: { kind: 'ask', question: at, note } }, reasons };
  const onTheWay = Object.fromEntries(Object.entries(answers).filter(([id]) => answered.includes(id as QuestionId))) as Answers;
  const outcome = outcomeOf(onTheWay, knowledge.requirements);
  if (!outcome) throw new Error('an interview ended without an answer');
  return { kind: 'eligibility', at: { answers, step: { kind: 'outcome', outcome } }, reasons };
}

/** What was told of own results, as answers to the interview. */
export function answersIn({ tests, degree }: Claims): Answers {
  const claim = tests.at(-1);
  const lowest = claim && claim.components.length > 0 ? Math.min(...claim.components) : undefined;
  return {
    ...(degree ? { degree } : {}),
    ...(claim ? { test: claim.exam } : {}),
    ...(claim?.total === undefined ? {} : { total: claim.total }),
    ...(lowest === undefined || (claim !== undefined && noExams.some((id) => id === claim.exam)) ? {} : { component: lowest }),
  };
}

/** An answer that was picked from the choices. */
export function takeChoice(
  told: Answers,
  interview: Interview | undefined,
  mind: { readonly knowledge: Knowledge; readonly interviewer: Interviewer },
): Reading {
  return goOn(withAnswers(mind.interviewer.flow, interview?.answers ?? {}, told), { kind: 'noted' }, mind);
}

export function wishesToBeChecked(text: string, { readWish }: Interviewer): Answers | undefined {
  return readWish(text);
}

/** "Abc", or a bare "6.5" where the test is asked for: neither an answer nor a question. */
function answersNothing(text: string, understood: () => Reading): boolean {
  if (text.includes('?') || text.trim().split(/\s+/).length > fewWords) return false;
  if (!/\p{L}/u.test(text)) return true;
  const reading = understood();
  if (reading.kind === 'unknown') return reading.about === undefined && reading.facet === undefined;
  return (
    reading.kind === 'clarify' || reading.kind === 'offtopic' || reading.kind === 'unreadable' || reading.kind === 'smalltalk'
  );
}

/** Longer messages are talk, or a question. */
const fewWords = 4;

/** "Which is easier, IELTS or TOEFL?" names tests, but answers nothing. */
function asksSomethingElse(text: string, understood: () => Reading): boolean {
  if (!text.includes('?')) return false;
  const { kind } = understood();
  return kind === 'answer' || kind === 'unknown' || kind === 'human';
}

/** Whatever was said last: the question that is still open. */
export function openQuestion({ interview }: Session, { flow }: Interviewer): OpenQuestion | undefined {
  if (!interview?.asked) return undefined;
  const { at, answered } = positionIn(flow, interview.answers);
  if (at === 'end') return undefined;
  return { question: at, progress: { answered: answered.length, of: answered.length + mostLeft(flow, at) } };
}

/** After so many hours without a word, somebody who comes back is told where the interview was. */
const longPause = 6;

export function comesBack({ interview, at }: Session, now: Date): boolean {
  return interview?.asked === true && at !== undefined && now.getTime() - at > longPause * 3_600_000;
}
