import { comparable } from '../knowledge/comparable';
import type { Knowledge } from '../knowledge/knowledge';
import { pick } from './choices';
import {
  beginHandOver,
  handedOverIn,
  holdsTheFloor,
  leaveToPerson,
  offerPerson,
  readUnspoken,
  resumeHandOver,
  takeHandOver,
  type Around,
} from './hand-over';
import {
  answersIn,
  begin,
  comesBack,
  openQuestion,
  summary,
  takeChoice,
  takeStep,
  takeUp,
  wishesToBeChecked,
  type Interviewer,
} from './interview';
import { remember } from './memory';
import { askAgain, compose, longestText } from './reply';
import type { HandedOver } from './hand-over-turn';
import type { Choice, Meaning, OpenQuestion, Reading, Reply, Session, Speaker, Turn } from './types';
import { tellAgain } from './understand/facet';
import type { FixedWords } from './understand/fixed-words';

/** What a turn needs besides the words: the facts, a way to understand, the interview, and the time. */
export interface Mind {
  readonly knowledge: Knowledge;
  readonly fixedWords: FixedWords;
  readonly understand: (text: string, spokenOf: Pick<Session, 'topics' | 'earlier' | 'claims'>) => Reading;
  readonly interviewer: Interviewer;
  readonly now: Date;
}

export interface Outcome {
  readonly reading: Reading;
  readonly reply: Reply;
  readonly session: Session;
  /** What an open interview waits for after this turn. */
  readonly asks?: OpenQuestion;
  /** What is to be handed over to a person. */
  readonly handedOver?: HandedOver;
}

/** One turn of a conversation: what was said, read in the light of the session, answered, and remembered. */
export function turn(input: Turn, session: Session, mind: Mind): Outcome {
  const around = { input, session, now: mind.now };
  const reading = beginHandOver(read(around, mind), around);
  const speaker = input.handOver ? { ...mind, handOver: input.handOver.terms } : mind;
  const reply = replyTo(reading, around, speaker);
  const handedOver = handedOverIn(reading, speaker);
  const next = { ...remember(reading, reply, session), at: mind.now.getTime() };
  const asks = openQuestion(next, mind.interviewer);
  const outcome = { reading, reply, session: next, ...(asks ? { asks } : {}), ...(handedOver ? { handedOver } : {}) };
  const welcomeDue = input.joinsSilently && !session.welcomed && reading.kind !== 'welcome';
  return welcomeDue ? withWelcome(outcome, mind) : outcome;
}

/** What is said, the offer of a person where it is due, and what is still open asked again. */
function replyTo(reading: Reading, around: Around, speaker: Speaker): Reply {
  const reply = offerPerson(compose(reading, speaker), reading, around, speaker);
  if (holdsTheFloor(reading)) return reply;
  const { handOver, interview } = around.session;
  return handOver && reading.kind !== 'hand-over'
    ? resumeHandOver(reply, reading, around, speaker)
    : askAgain(reply, reading, interview, speaker);
}

/** The welcome comes first; whoever only said hello gets nothing but the welcome. */
function withWelcome(outcome: Outcome, mind: Mind): Outcome {
  const welcome = compose({ kind: 'welcome', reasons: [] }, mind);
  const greeted = outcome.reading.kind === 'smalltalk' || outcome.reading.kind === 'command';
  const { parts, choices } = greeted ? { parts: [], choices: welcome.choices } : outcome.reply;
  const reply = { kind: outcome.reply.kind, parts: [...welcome.parts, ...parts], choices };
  return { ...outcome, reply, session: { ...outcome.session, offered: choices } };
}

function read(around: Around, mind: Mind): Reading {
  const { session } = around;
  const { said } = around.input;
  const unspoken = readUnspoken(said, around);
  if (unspoken) return unspoken;
  switch (said.kind) {
    case 'joined':
      return session.interview && comesBack(session, mind.now)
        ? takeUp(session.interview.answers, mind)
        : { kind: 'welcome', reasons: [] };
    case 'wordless':
      return { kind: 'unreadable', why: 'wordless', reasons: [] };
    case 'voted-down':
      return { kind: 'human', reasons: [] };
    case 'text':
      return said.text.length > longestText
        ? { kind: 'unreadable', why: 'too-long', reasons: [] }
        : readText(said.text, around, mind);
  }
}

/** In this order: care, a person who talks here, commands, an answer to what was offered or asked, and everything else. */
function readText(text: string, around: Around, mind: Mind): Reading {
  const { knowledge, understand } = mind;
  const { session } = around;
  const command = mind.fixedWords.commandIn(text)?.name;
  return (
    careIn(text, mind) ??
    leaveToPerson(text, command, around) ??
    takeHandOver(text, command, () => understand(text, session), around) ??
    commandIn(text, session, mind) ??
    agreed(text, session, mind) ??
    chosen(text, session, mind) ??
    takeStep(text, session, () => understand(text, session), mind) ??
    opened(text, mind) ??
    wished(sourced(understand(text, session), session, knowledge), session, mind)
  );
}

/** Words of crisis come before all else, whatever state the conversation is in. */
function careIn(text: string, { fixedWords }: Mind): Reading | undefined {
  const found = fixedWords.careIn(text);
  if (!found) return undefined;
  const { id, words } = found;
  const why = 'words of crisis come before all else';
  return { kind: 'care', intent: id, reasons: [{ id, rank: 'command', score: 1, words: [words], taken: true, why }] };
}

function commandIn(text: string, { interview }: Session, mind: Mind): Reading | undefined {
  const found = mind.fixedWords.commandIn(text);
  if (!found) return undefined;
  const { name: command, words } = found;
  // Within the interview, to start over is to answer its questions anew.
  if (command === 'restart' && interview) return begin({}, mind);
  const reason = {
    id: command,
    rank: 'command',
    score: 1,
    words: [words],
    taken: true,
    why: 'the words are a command',
  } as const;
  return command === 'human' ? { kind: 'human', reasons: [reason] } : { kind: 'command', command, reasons: [reason] };
}

/** "Yes please" after "Shall I show you that?". */
function agreed(text: string, { proposed, ...session }: Session, mind: Mind): Reading | undefined {
  if (!proposed) return undefined;
  const { agree, disagree } = mind.knowledge.commands;
  if (agree.includes(comparable(text))) return readMeaning(proposed, session, mind);
  const keep = session.offered.find(({ means }) => means.kind === 'keep');
  return keep && disagree.includes(comparable(text)) ? readMeaning(keep, session, mind) : undefined;
}

function chosen(text: string, session: Session, mind: Mind): Reading | undefined {
  const choice = pick(text, session.offered);
  return choice && readMeaning(choice, session, mind);
}

function readMeaning({ means, label }: Choice, { interview, claims }: Session, mind: Mind): Reading {
  const reasons = [
    { id: idOf(means), rank: 'offered', score: 1, words: [label], taken: true, why: 'one of the choices just offered' },
  ] as const;
  switch (means.kind) {
    case 'topic':
      return { kind: 'answer', topics: [means.id], reasons };
    case 'subject':
      return { kind: 'unknown', about: means.id, options: [], reasons };
    case 'help':
    case 'erase':
    case 'keep':
      return { kind: 'command', command: means.kind, reasons };
    case 'human':
      return { kind: 'human', reasons };
    case 'eligibility':
      return begin(claims ? answersIn(claims) : {}, mind);
    case 'summary':
      return summary(interview?.answers ?? {}, mind);
    case 'answer':
      return takeChoice(means.answers, interview, mind);
    // Of a hand-over that is open no more.
    case 'step':
      return { kind: 'human', reasons };
  }
}

function idOf(means: Meaning): string {
  return 'id' in means ? means.id : means.kind;
}

/** A degree and a test told with the wish to be checked begin the interview with both. */
function opened(text: string, mind: Mind): Reading | undefined {
  const told = wishesToBeChecked(text, mind.interviewer);
  return told && begin(told, mind);
}

/** The wish to be checked begins the interview, with what was told before. */
function wished(reading: Reading, { claims }: Session, mind: Mind): Reading {
  if (reading.kind !== 'eligibility') return reading;
  const told = reading.told ?? claims;
  const begun = begin(told ? answersIn(told) : {}, mind);
  return { ...begun, reasons: reading.reasons, ...(reading.language === undefined ? {} : { language: reading.language }) };
}

/** "Says who?" is answered by the last answer again, which carries its source. */
function sourced(reading: Reading, { topics: [first, ...rest] }: Session, knowledge: Knowledge): Reading {
  if (reading.kind !== 'source') return reading;
  const { reasons } = reading;
  return first === undefined ? { kind: 'command', command: 'help', reasons } : tellAgain([first, ...rest], reasons, knowledge);
}
