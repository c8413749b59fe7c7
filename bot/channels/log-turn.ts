import { eligibilityFlow } from '../../dialogs/eligibility/flow';
import { positionIn } from '../../dialogs/flow';
import type { Knowledge } from '../../knowledge/knowledge';
import type { Answerer } from '../answer';
import { channelIds } from '../render/channels';
import { redact } from '../redact';
import type { LoggedTurn, Missed, WhyMissed } from '../state/turn-log';
import type { Outcome } from '../turn';
import { topicsOf, type Reading, type Said, type Session } from '../types';

/** A turn that was taken, as far as it is counted. */
export interface TakenTurn {
  readonly said: Said;
  /** What was remembered before it. */
  readonly before: Session;
  readonly outcome: Outcome;
  readonly channel: string;
}

/** What is told of a turn: that it was, and its question if it was missed. */
export interface LogEntry {
  readonly turn: LoggedTurn;
  readonly missed?: Missed;
}

/** Of the knowledge base and the time of the turn, both of which may move on. */
export function entryOf(taken: TakenTurn, { knowledge, now }: Pick<Answerer, 'knowledge' | 'now'>): LogEntry {
  const at = now();
  const missed = missedIn(taken, knowledge, at);
  return { turn: countedOf(taken, knowledge, at), ...(missed ? { missed } : {}) };
}

/** No word that was said, and nobody. */
function countedOf({ before, outcome, channel }: TakenTurn, knowledge: Knowledge, now: Date): LoggedTurn {
  const { reading } = outcome;
  return {
    at: hourOf(now),
    channel: knownChannel(channel),
    kind: reading.kind,
    topics: aboutOf(reading, knowledge),
    language: reading.language ?? 'en',
    knowledge: knowledge.version,
    ...interviewIn(before, outcome, knowledge),
  };
}

/** In local development whoever sends may write anything there. */
export function knownChannel(channel: string): string {
  return channelIds.includes(channel) ? channel : 'other';
}

export function hourOf(now: Date): Date {
  const hour = 3_600_000;
  return new Date(Math.floor(now.getTime() / hour) * hour);
}

function aboutOf(reading: Reading, knowledge: Knowledge): readonly string[] {
  switch (reading.kind) {
    case 'answer':
      return [...topicsOf(reading, knowledge), ...(reading.unknowns ?? [])];
    case 'check':
      return topicsOf(reading, knowledge);
    case 'clarify':
      return reading.options;
    case 'unknown':
      return [reading.about ?? reading.facet].filter((id) => id !== undefined);
    case 'command':
      return [reading.command];
    case 'hand-over':
      return [reading.at.kind];
    case 'source':
    case 'eligibility':
    case 'human':
    case 'smalltalk':
    case 'care':
    case 'offtopic':
    case 'welcome':
    case 'unreadable':
      return [];
  }
}

/** How the interview moves: which question comes up, which is done with, and to what it comes. */
function interviewIn(
  { interview }: Session,
  { reading, asks }: Outcome,
  { requirements }: Knowledge,
): Pick<LoggedTurn, 'begun' | 'asked' | 'left' | 'verdict'> {
  const step = reading.kind === 'eligibility' ? reading.at?.step : undefined;
  const isAnew = step?.kind === 'ask' && step.note.kind === 'begun';
  const open = interview?.asked ? positionIn(eligibilityFlow(requirements), interview.answers).at : undefined;
  const moved = isAnew || open !== asks?.question;
  return {
    begun: isAnew || (step !== undefined && !interview),
    ...(moved && asks ? { asked: asks.question } : {}),
    ...(moved && open !== undefined ? { left: open } : {}),
    ...(step?.kind === 'outcome' ? { verdict: step.outcome.verdict } : {}),
  };
}

/** Why a reading counts as a question that was missed, if it does. */
export function whyMissed(reading: Reading): WhyMissed | undefined {
  if (reading.kind === 'clarify') return 'asked-back';
  const isNothingKnown = reading.kind === 'unknown' && reading.about === undefined && reading.facet === undefined;
  return isNothingKnown || reading.kind === 'offtopic' ? 'declined' : undefined;
}

/** The question that was missed; of no other turn is a word kept. */
function missedIn({ said, before, outcome: { reading } }: TakenTurn, knowledge: Knowledge, now: Date): Missed | undefined {
  const why = whyMissed(reading);
  // What is told in the middle of a hand-over is for the office, and may be an address.
  const isAsked = said.kind === 'text' && !before.handOver;
  const question = isAsked && why ? questionIn(said.text) : undefined;
  if (!why || question === undefined) return undefined;
  return { at: hourOf(now), why, question, topics: aboutOf(reading, knowledge), knowledge: knowledge.version };
}

/** Kinds of answers whose question may be told when somebody votes them down: no crisis, no own data, no answer to the interview. */
const tellable: readonly string[] = ['answer', 'check', 'unknown', 'smalltalk'] satisfies readonly Reading['kind'][];

export function isTellable(kind: string): boolean {
  return tellable.includes(kind);
}

/** A question is told in fewer characters than this; the rest is talk. */
const longestQuestion = 300;
/** "2", "ok": nothing that could be answered another time. */
const fewestLetters = 3;

/** The question in a text, without the names, numbers and addresses in it; nothing if it is none. */
export function questionIn(text: string): string | undefined {
  const plain = redact(text)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}]+/gu, ' ')
    .trim();
  const letters = plain.match(/\p{L}/gu)?.length ?? 0;
  return letters < fewestLetters ? undefined : [...plain].slice(0, longestQuestion).join('');
}
