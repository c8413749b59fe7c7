import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { atRate } from './at-rate';
import type { Client } from './http-client';
import { say } from './round';
import { students, type Lines } from './students';
import { begin } from './visitor';

/** Conversations that begin in a second. One over /api/messages has four or five turns. */
const perSecond = { students: 11, visitors: 2 } as const;
/** Milliseconds in which an answer is read. */
const reading = 1000;
/** Of so many visitors one wishes to be forgotten: in words, or by the button of the widget. */
const oneForgottenIn = 10;

export interface Said {
  turns: number;
  visitors: number;
  readonly failures: string[];
}

/** Students over /api/messages and visitors of the website, who come and go until it is time. */
export async function soakLoad(client: Client, end: number, said: Said): Promise<void> {
  const failing = (work: Promise<void>) => work.catch((error: unknown) => void said.failures.push(String(error)));
  await Promise.all([
    atRate(untilThen(students(1), end), perSecond.students, (lines) => failing(talk(client, lines, said))),
    atRate(untilThen(students(2), end), perSecond.visitors, (lines) => failing(visit(client, lines, said))),
  ]);
}

function* untilThen(coming: Iterable<Lines>, end: number): Generator<Lines> {
  for (const lines of coming) {
    if (performance.now() > end) return;
    yield lines;
  }
}

async function talk(client: Client, lines: Lines, said: Said): Promise<void> {
  const conversation = randomUUID();
  for (const text of lines) {
    await say(client, conversation, text);
    said.turns += 1;
    await pause(reading);
  }
}

async function visit(client: Client, lines: Lines, said: Said): Promise<void> {
  const visitor = await begin(client);
  await visitor.open();
  const tell = async (activity: Readonly<Record<string, unknown>>) => {
    const status = await visitor.say(activity);
    if (status !== 200) throw new Error(`${JSON.stringify(activity)} got ${status}`);
    await pause(reading);
  };
  for (const text of lines) await tell({ type: 'message', text });
  said.turns += lines.length;
  const answer = visitor.told.findLast(({ entities }) => entities?.some(({ type }) => type === 'admissions/reading'));
  await tell({ type: 'event', name: 'feedback', value: { reply: answer?.id, vote: 'up' } });
  said.visitors += 1;
  if (said.visitors % oneForgottenIn === 0) await tell({ type: 'message', text: 'delete my data' });
  if (said.visitors % oneForgottenIn === 1) await tell({ type: 'event', name: 'delete-my-data' });
  visitor.leave();
}
