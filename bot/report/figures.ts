import type { Vote } from '../state/feedback';
import type { TurnCount } from '../state/turn-log';
import { questionIds } from '../../dialogs/eligibility/answers';
import { verdicts } from '../../dialogs/eligibility/outcome';

/** What a message came to, for whoever looks after the knowledge. */
export const outcomes = [
  'answered',
  'not-covered',
  'asked-back',
  'declined',
  'handed-over',
  'interview',
  'care',
  'talk',
] as const;
export type OutcomeName = (typeof outcomes)[number];

export interface Counted {
  readonly name: string;
  readonly count: number;
}

/** A question of the interview: how often it came up, and how often it was not answered. */
export interface Step {
  readonly question: string;
  readonly reached: number;
  readonly stopped: number;
}

/** What a report tells in numbers. */
export interface Figures {
  readonly messages: number;
  /** Chats that were greeted: on the website whenever one is opened, elsewhere when somebody joins. */
  readonly opened: number;
  /** Each day of the period, those without a message too. */
  readonly days: readonly Counted[];
  readonly channels: readonly Counted[];
  readonly outcomes: readonly { readonly name: OutcomeName; readonly count: number }[];
  readonly interviews: {
    readonly begun: number;
    readonly finished: number;
    readonly verdicts: readonly Counted[];
    readonly steps: readonly Step[];
  };
  /** Wishes for a person, and requests that were sent to the office. */
  readonly handOver: { readonly wished: number; readonly sent: number };
  readonly votes: { readonly up: number; readonly down: number; readonly downTopics: readonly Counted[] };
  readonly languages: readonly Counted[];
  readonly topics: readonly Counted[];
  readonly subjects: readonly Counted[];
  readonly commands: readonly Counted[];
}

export function figuresOf(
  counts: readonly TurnCount[],
  votes: readonly Pick<Vote, 'vote' | 'topics'>[],
  days: readonly string[],
): Figures {
  const said = counts.filter(({ kind }) => kind !== 'welcome');
  const of = (...kinds: readonly TurnCount['kind'][]) => said.filter(({ kind }) => kinds.includes(kind));
  const byDay = tally(said.map((one) => [one.day, one.count]));
  return {
    messages: sum(said),
    opened: sum(counts.filter(({ kind }) => kind === 'welcome')),
    days: days.map((day) => ({ name: day, count: byDay.find(({ name }) => name === day)?.count ?? 0 })),
    channels: tally(said.map(({ channel, count }) => [channel, count])),
    outcomes: outcomes.map((name) => ({ name, count: sum(said.filter((one) => outcomeOf(one) === name)) })),
    interviews: interviewsOf(counts),
    handOver: {
      wished: sum(of('human')),
      sent: sum(of('hand-over').filter(({ topics }) => topics.includes('send'))),
    },
    votes: {
      up: votes.filter(({ vote }) => vote === 'up').length,
      down: votes.filter(({ vote }) => vote === 'down').length,
      downTopics: tally(votes.flatMap(({ vote, topics }) => (vote === 'down' ? topics.map((id) => [id, 1] as const) : []))),
    },
    languages: tally(said.map(({ language, count }) => [language, count])),
    topics: topicsIn(of('answer', 'check')),
    subjects: topicsIn(of('unknown')),
    commands: topicsIn(of('command')),
  };
}

function outcomeOf({ kind, topics }: TurnCount): OutcomeName {
  switch (kind) {
    case 'answer':
    case 'check':
    case 'source':
      return 'answered';
    case 'unknown':
      return topics.length > 0 ? 'not-covered' : 'declined';
    case 'clarify':
      return 'asked-back';
    case 'offtopic':
      return 'declined';
    case 'human':
    case 'hand-over':
      return 'handed-over';
    case 'eligibility':
      return 'interview';
    case 'care':
      return 'care';
    case 'smalltalk':
    case 'command':
    case 'welcome':
    case 'unreadable':
      return 'talk';
  }
}

/** Nobody is followed: who stopped at a question is how often it came up, without how often somebody went on from it. */
function interviewsOf(counts: readonly TurnCount[]): Figures['interviews'] {
  const finished = counts.filter(({ verdict, left, begun }) => verdict !== undefined && (left !== undefined || begun));
  const steps = questionIds.map((question) => {
    const reached = sum(counts.filter(({ asked }) => asked === question));
    const wentOn = counts.filter(({ left, asked, verdict, begun }) => left === question && !begun && (asked ?? verdict));
    return { question, reached, stopped: Math.max(0, reached - sum(wentOn)) };
  });
  const reachedVerdicts = tally(finished.map(({ verdict = '', count }) => [verdict, count]));
  return {
    begun: sum(counts.filter(({ begun }) => begun)),
    finished: sum(finished),
    verdicts: verdicts.map((name) => ({ name, count: reachedVerdicts.find((one) => one.name === name)?.count ?? 0 })),
    steps,
  };
}

function topicsIn(counts: readonly TurnCount[]): readonly Counted[] {
  return tally(counts.flatMap(({ topics, count }) => topics.map((id) => [id, count] as const)));
}

/** The most first. */
function tally(pairs: readonly (readonly [string, number])[]): readonly Counted[] {
  const counts = new Map<string, number>();
  for (const [name, count] of pairs) counts.set(name, (counts.get(name) ?? 0) + count);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

function sum(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}
