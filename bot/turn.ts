import { comparable } from '../knowledge/comparable';
import type { Knowledge } from '../knowledge/knowledge';
import { pick } from './choices';
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
import {
  commandNames,
  type Choice,
  type Meaning,
  type OpenQuestion,
  type Reading,
  type Reply,
  type Session,
  type Turn,
} from './types';
import { tellAgain } from './understand/facet';

/** What a turn needs besides the words: the facts, a way to understand, the interview, and the time. */
export interface Mind {
  readonly knowledge: Knowledge;
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
}

/** One turn of a conversation: what was said, read in the light of the session, answered, and remembered. */
export function turn(input: Turn, session: Session, mind: Mind): Outcome {
  const reading = read(input.said, session, mind);
  const reply = askAgain(compose(reading, mind), reading, session.interview, mind);
  const next = { ...remember(reading, reply, session), at: mind.now.getTime() };
  const asks = openQuestion(next, mind.interviewer);
  const outcome = { reading, reply, session: next, ...(asks ? { asks } : {}) };
  const welcomeDue = input.joinsSilently && !session.welcomed && reading.kind !== 'welcome';
  return welcomeDue ? withWelcome(outcome, mind) : outcome;
}

/** The welcome comes first; whoever only said hello gets nothing but the welcome. */
function withWelcome(outcome: Outcome, mind: Mind): Outcome {
  const welcome = compose({ kind: 'welcome', reasons: [] }, mind);
  const greeted = outcome.reading.kind === 'smalltalk' || outcome.reading.kind === 'command';
  const { parts, choices } = greeted ? { parts: [], choices: welcome.choices } : outcome.reply;
  const reply = { kind: outcome.reply.kind, parts: [...welcome.parts, ...parts], choices };
  return { ...outcome, reply, session: { ...outcome.session, offered: choices } };
}

function read(said: Turn['said'], session: Session, mind: Mind): Reading {
  switch (said.kind) {
    case 'joined':
      return session.interview && comesBack(session, mind.now)
        ? takeUp(session.interview.answers, mind)
        : { kind: 'welcome', reasons: [] };
    case 'wordless':
      return { kind: 'unreadable', why: 'wordless', reasons: [] };
    case 'text':
      return said.text.length > longestText
        ? { kind: 'unreadable', why: 'too-long', reasons: [] }
        : readText(said.text, session, mind);
  }
}

/** In this order: care, commands, an answer to what was offered or asked, and everything else. */
function readText(text: string, session: Session, mind: Mind): Reading {
  const { knowledge, understand } = mind;
  return (
    careIn(text, knowledge) ??
    commandIn(text, session, mind) ??
    agreed(text, session, mind) ??
    chosen(text, session, mind) ??
    takeStep(text, session, () => understand(text, session), mind) ??
    opened(text, mind) ??
    wished(sourced(understand(text, session), session, knowledge), session, mind)
  );
}

/** Words of crisis come before all else, whatever state the conversation is in. */
function careIn(text: string, { intents }: Knowledge): Reading | undefined {
  const said = ` ${comparable(text)} `;
  for (const { id, ...intent } of intents.values()) {
    const words = intent.kind === 'care' ? intent.words.find((one) => said.includes(` ${comparable(one)} `)) : undefined;
    if (words === undefined) continue;
    const why = 'words of crisis come before all else';
    return { kind: 'care', intent: id, reasons: [{ id, rank: 'command', score: 1, words: [words], taken: true, why }] };
  }
  return undefined;
}

function commandIn(text: string, { interview }: Session, mind: Mind): Reading | undefined {
  const { commands } = mind.knowledge;
  const words = comparable(text) || text.trim();
  const command = commandNames.find((name) => commands[name].some((word) => (comparable(word) || word) === words));
  if (!command) return undefined;
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
