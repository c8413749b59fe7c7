import { readFileSync } from 'node:fs';
import type { Activity } from 'botbuilder';

/** A conversation and what is expected of the reply to each of its lines, as the shared sets have them. */
export interface Conversation {
  readonly id: string;
  readonly turns: readonly { readonly user: string; readonly expect: Expectation }[];
}

/** An applicant who answers the interview's questions in whatever order they come. */
export interface Applicant {
  readonly id: string;
  readonly profile: {
    readonly degree: string;
    readonly test: string;
    /** A list is typed one after the other; the last one is valid. */
    readonly score: string | readonly string[] | null;
    readonly component: string | null;
    readonly documents: readonly string[];
  };
  readonly verdict: string;
}

export interface Expectation {
  readonly kind?: string;
  /** The reply states the fact of one of these topics. */
  readonly topics?: readonly string[];
  /** Regular expressions, in any case: all of these, and none of those. */
  readonly contains?: readonly string[];
  readonly notContains?: readonly string[];
}

/** What became of one line. */
export interface Played {
  readonly id: string;
  readonly user: string;
  readonly said: string;
  /** What was expected and is not so; empty if all is. */
  readonly misses: readonly string[];
}

export function readConversations(file: string): readonly Conversation[] {
  return readLines(file).filter((one): one is Conversation => 'turns' in one);
}

export function readApplicants(file: string): readonly Applicant[] {
  return readLines(file).filter((one): one is Applicant => 'profile' in one);
}

function readLines(file: string): readonly (Conversation | Applicant)[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Conversation | Applicant);
}

/** More questions than this no interview asks of anybody, slips included. */
const mostQuestions = 15;

/** Answers what the interview asks from the applicant's profile, until it comes to a verdict. */
export async function interview({ id, profile, verdict }: Applicant, url: string): Promise<readonly Played[]> {
  const conversation = { id: `${id}-${Math.random()}` };
  const scores = [...[profile.score ?? "I don't know"].flat()];
  let user = 'am I eligible?';
  for (let i = 0; i < mostQuestions; i += 1) {
    const reply = await say(user, conversation, url);
    if (reply.verdict !== undefined)
      return [{ id, user, said: reply.text, misses: reply.verdict === verdict ? [] : [`${verdict}, not ${reply.verdict}`] }];
    user = answerOf(reply.question, profile, scores);
  }
  return [{ id, user, said: '', misses: [`${verdict} within ${mostQuestions} turns`] }];
}

function answerOf(question: string | undefined, profile: Applicant['profile'], scores: string[]): string {
  switch (question) {
    case 'degree':
      return (
        { none: 'no degree', 'final-year': 'I am in the final year of my bachelor', equivalent: 'an equivalent of a bachelor' }[
          profile.degree
        ] ?? profile.degree
      );
    case 'test':
      return { none: 'no test yet' }[profile.test] ?? profile.test;
    case 'total':
      return scores.shift() ?? 'no idea';
    case 'component':
      return profile.component ?? "I don't know";
    default:
      return profile.documents.length === 0 ? 'none' : profile.documents.map((one) => one.replaceAll('-', ' ')).join(', ');
  }
}

/** Plays a conversation line by line through POST /api/messages of a running server. */
export async function play({ id, turns }: Conversation, url: string): Promise<readonly Played[]> {
  const played: Played[] = [];
  const conversation = { id: `${id}-${Math.random()}` };
  for (const { user, expect: expected } of turns) {
    const reply = await say(user, conversation, url);
    played.push({ id, user, said: reply.text, misses: missesOf(expected, reply) });
  }
  return played;
}

interface Said {
  readonly text: string;
  readonly kind: string;
  readonly topics: readonly string[];
  readonly question?: string;
  readonly verdict?: string;
}

async function say(text: string, conversation: { readonly id: string }, url: string): Promise<Said> {
  const response = await fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'message',
      text,
      channelId: 'webchat',
      deliveryMode: 'expectReplies',
      serviceUrl: 'http://127.0.0.1:9',
      conversation,
      from: { id: 'student' },
      recipient: { id: 'bot' },
    }),
  });
  const { activities } = (await response.json()) as { activities: Activity[] };
  const readings = activities.flatMap(({ entities = [] }) => entities.filter(({ type }) => type === 'admissions/reading'));
  const last = readings.at(-1) as (Said & { type: string }) | undefined;
  return {
    ...last,
    text: activities.map((activity) => activity.text).join('\n'),
    kind: last?.kind ?? 'none',
    topics: readings.flatMap((one) => (one as unknown as Said).topics),
  };
}

function missesOf({ kind, topics, contains = [], notContains = [] }: Expectation, reply: Said): readonly string[] {
  const has = (pattern: string) => new RegExp(pattern, 'i').test(reply.text);
  return [
    ...(kind === undefined || kind === reply.kind ? [] : [`kind ${kind}, not ${reply.kind}`]),
    ...(topics === undefined || topics.some((topic) => reply.topics.includes(topic)) ? [] : [`one of ${topics.join(', ')}`]),
    ...contains.filter((pattern) => !has(pattern)).map((pattern) => `to contain ${pattern}`),
    ...notContains.filter(has).map((pattern) => `not to contain ${pattern}`),
  ];
}
