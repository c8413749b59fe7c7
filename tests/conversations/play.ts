import { readFileSync } from 'node:fs';
import type { Activity } from 'botbuilder';

/** A conversation and what is expected of the reply to each of its lines, as the shared sets have them. */
export interface Conversation {
  readonly id: string;
  readonly turns: readonly { readonly user: string; readonly expect: Expectation }[];
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
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Conversation).filter((one) => Array.isArray(one.turns));
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
