import { handOverFlow as flow } from '../dialogs/hand-over/flow';
import { noEmail, longestQuestion, requestOf, type HandOverQuestion } from '../dialogs/hand-over/answers';
import { readHandOver, type HandOverSaid } from '../dialogs/hand-over/read';
import { back, positionIn, withAnswers } from '../dialogs/flow';
import { comparable } from '../knowledge/comparable';
import { pick } from './choices';
import { offerOf, sayHandOver, sayResume, tellRequest } from './say-hand-over';
import type { HandedOver, HandOver, HandOverAt, HandOverNote, HandOverTurn } from './hand-over-turn';
import type { Reading, Reply, Session, Speaker, Turn } from './types';

/** What a hand-over needs to know of a turn. */
export interface Around {
  readonly input: Turn;
  readonly session: Session;
  readonly now: Date;
}

/** Whoever wishes for a person begins a hand-over, where there is somebody to hand over to. */
export function beginHandOver(reading: Reading, { input: { handOver }, session, now }: Around): Reading {
  if (reading.kind !== 'human' || !handOver) return reading;
  const begun = session.handOver ?? { begun: now.getTime(), answers: {} };
  const note = session.handOver ? 'again' : 'begun';
  return { ...reading, kind: 'hand-over', at: atNow(begun, { kind: note }, handOver, session) };
}

/** The reading of a message that the open hand-over takes; nothing if it is none of its business. */
export function takeHandOver(
  text: string,
  command: string | undefined,
  understood: () => Reading,
  { input: { handOver: turn }, session, now }: Around,
): Reading | undefined {
  const { handOver: open } = session;
  if (!open || !turn) return undefined;
  const go = (note: HandOverNote, answers = open.answers) => reading(atNow({ ...open, answers }, note, turn, session));
  if (command === 'cancel') return reading({ kind: 'cancelled' });
  if (command === 'restart') return reading(atNow({ begun: now.getTime(), answers: {} }, { kind: 'begun' }, turn, session));
  if (command === 'human') return go({ kind: 'again' });
  if (command !== undefined) return undefined;
  const { at } = positionIn(flow, open.answers);
  if (at === 'end' || asksWhetherToErase(session)) return undefined;
  const picked = pick(text, session.offered)?.means;
  const said = picked?.kind === 'step' ? picked.said : readHandOver(text, at, turn.terms.words, suggestionIn(turn) !== undefined);
  if (said) return takeSaid(said, at, open, turn, go);
  return at !== 'question' && asksSomethingElse(understood()) ? undefined : go({ kind: 'hint' });
}

function takeSaid(
  said: HandOverSaid,
  at: HandOverQuestion,
  { answers }: HandOver,
  turn: HandOverTurn,
  go: (note: HandOverNote, answers?: HandOver['answers']) => Reading,
): Reading {
  const tell = (told: HandOver['answers']) => go({ kind: 'noted' }, withAnswers(flow, answers, told));
  switch (said.kind) {
    case 'no':
      return reading({ kind: 'cancelled' });
    case 'yes':
      return tell({ consent: true });
    case 'same':
      return tell({ question: suggestionIn(turn) ?? '' });
    case 'question':
      return tell({ question: said.text });
    case 'too-long':
      return go({ kind: 'too-long' });
    case 'email':
      return tell({ email: said.email });
    case 'no-email':
      return turn.terms.answersHere ? tell({ email: noEmail }) : go({ kind: 'needed' });
    case 'slip':
      return go({ ...said });
    case 'without':
      if (said.part === 'email' && !turn.terms.answersHere) return go({ kind: 'needed' });
      return go({ kind: 'again' }, { ...answers, without: [...new Set([...(answers.without ?? []), said.part])] });
    case 'send':
      return at === 'review' ? tell({ review: 'send' }) : go({ kind: 'hint' });
    case 'back':
      return at === 'consent' ? go({ kind: 'nothing-before' }) : go({ kind: 'again' }, back(flow, { ...answers, without: [] }));
  }
}

/** Where it stands, with what would be sent. */
function atNow(handOver: HandOver, note: HandOverNote, turn: HandOverTurn, session: Session): HandOverAt {
  const { at: question } = positionIn(flow, handOver.answers);
  const request = requestOf(handOver.answers, turn.lines, session.interview?.answers);
  if (question === 'end') return { kind: 'send', handOver, request };
  const suggestion = suggestionIn(turn);
  return { kind: 'ask', handOver, question, note, request, ...(suggestion === undefined ? {} : { suggestion }) };
}

function suggestionIn({ lastQuestion }: HandOverTurn): string | undefined {
  return lastQuestion !== undefined && lastQuestion.length <= longestQuestion ? lastQuestion : undefined;
}

function reading(at: HandOverAt): Reading {
  return { kind: 'hand-over', at, reasons: [] };
}

/** A question in between is answered, and the step asked again. */
function asksSomethingElse(understood: Reading): boolean {
  if (understood.kind === 'unknown') return understood.about !== undefined || understood.facet !== undefined;
  return understood.kind === 'answer' || understood.kind === 'check';
}

/** While a person talks here, the bot keeps out of it. What is said of own data is for the bot all the same. */
export function leaveToPerson(
  text: string,
  command: string | undefined,
  { input: { handOver }, session }: Around,
): Reading | undefined {
  if (!handOver?.withPerson) return undefined;
  if (command === 'myData' || command === 'deleteMyData') return undefined;
  if (asksWhetherToErase(session)) return undefined;
  const isEnd = handOver.terms.words.says.end.some((phrase) => comparable(phrase) === comparable(text));
  return reading({ kind: isEnd ? 'talk-ended' : 'to-person' });
}

/** What is no text cannot be passed on; an answer that was voted down has the hand-over offered, unless it is open. */
export function readUnspoken(said: Turn['said'], { input: { handOver }, session }: Around): Reading | undefined {
  if (!handOver) return undefined;
  if (said.kind === 'wordless' && handOver.withPerson) return reading({ kind: 'only-text' });
  return said.kind === 'voted-down' ? reading({ kind: 'offer', asks: !session.interview?.asked }) : undefined;
}

/** A "yes" is then an answer to that, and to nothing else. */
function asksWhetherToErase({ offered }: Session): boolean {
  return offered.some(({ means }) => means.kind === 'erase');
}

export function isMiss({ kind }: Reading): boolean {
  return kind === 'unknown' || kind === 'clarify' || kind === 'offtopic';
}

/** After two misses in a row, and after an insult, a person is offered. */
export function offerPerson(reply: Reply, reading: Reading, { input: { handOver }, session }: Around, speaker: Speaker): Reply {
  if (!handOver || session.handOver) return reply;
  const isInsult =
    reading.kind === 'smalltalk' &&
    speaker.knowledge.intents.get(reading.intent)?.kind === 'smalltalk' &&
    reading.intent === insult;
  const why = isInsult ? 'insult' : isMiss(reading) && session.misses === 1 ? 'missed' : undefined;
  return why === undefined ? reply : offerOf(why, reply, session.interview?.asked === true, speaker);
}

const insult = 'insult';

/** The step that is open is asked again after something else was answered. */
export function resumeHandOver(
  reply: Reply,
  reading: Reading,
  { input: { handOver: turn }, session }: Around,
  speaker: Speaker,
): Reply {
  const { handOver: open } = session;
  if (!open || !turn || !resumesAfter(reading)) return reply;
  const { parts, choices } = sayHandOver(atNow(open, { kind: 'again' }, turn, session), speaker);
  return { ...reply, parts: [...reply.parts, sayResume(speaker), ...parts], choices };
}

function resumesAfter(reading: Reading): boolean {
  if (reading.kind === 'command') return reading.command === 'help' || reading.command === 'keep';
  return reading.kind === 'answer' || reading.kind === 'check' || reading.kind === 'unknown';
}

/** What is to be sent, once the student has said so. */
export function handedOverIn(reading: Reading, speaker: Speaker): HandedOver | undefined {
  return reading.kind === 'hand-over' && reading.at.kind === 'send' ? tellRequest(reading.at.request, speaker) : undefined;
}

/** Whether the hand-over asks something itself, or leaves the word to a person: then nothing else is asked. */
export function holdsTheFloor(reading: Reading): boolean {
  return reading.kind === 'hand-over' && ['ask', 'to-person', 'only-text'].includes(reading.at.kind);
}
