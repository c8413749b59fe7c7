import { setTimeout as pause } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import type { Connector } from '../bot/channels/channel-server';

/** An interview from its beginning to its end, over and over: each answer rests on all that was said before. */
export const script = ['am I eligible?', 'BSc', 'IELTS', '6.5', 'all of them', 'start over'] as const;

/** Somebody on a channel who sends a message again, the same, until it was taken; as channels and the widget do. */
export interface Student {
  /** Gives what was answered. */
  say(text: string): Promise<string>;
}

/** How often something was sent again, and how often the bot itself has asked for it. */
export interface Tally {
  again: number;
  asked: number;
}

/** A machine that has much else to do takes its time to start the bot. */
const patience = 180_000;

/** What the bot says when it could not take a message. */
const isApology = (text: string) => text.startsWith('Something went wrong on my side, sorry: I could not take your message.');

/** Says it again for as long as the bot asks for that. @throws if it asks for too long */
async function untilUnderstood(say: () => Promise<string>, tally: Tally): Promise<string> {
  const tooLong = AbortSignal.timeout(patience);
  for (;;) {
    const answer = await say();
    if (!isApology(answer)) return answer;
    tooLong.throwIfAborted();
    tally.asked += 1;
    await pause(100);
  }
}

/** Tries until it is answered with 200. @throws if it never is */
async function untilTaken(send: () => Promise<Response>, tally: Tally): Promise<unknown> {
  const tooLong = AbortSignal.timeout(patience);
  for (;;) {
    try {
      const response = await send();
      const text = await response.text();
      if (response.ok) return text === '' ? {} : (JSON.parse(text) as unknown);
    } catch (error) {
      tooLong.throwIfAborted();
      // The line was cut: fetch has its errors from another realm.
      if (!['TypeError', 'SyntaxError'].includes((error as Error).name)) throw error;
    }
    tooLong.throwIfAborted();
    tally.again += 1;
    await pause(100);
  }
}

let numbers = 0;
const next = () => (numbers += 1);

function message(text: string, name: string, more: object) {
  const where = { channelId: 'webchat', conversation: { id: name }, from: { id: name }, recipient: { id: 'bot' } };
  return JSON.stringify({ type: 'message', id: `m${next()}`, text, ...where, ...more });
}

const textOf = (activities: readonly Activity[]) => activities.map(({ text }) => text).join('\n');
const json = { 'content-type': 'application/json' };

/** Answered in the response. */
export function studentOfResponses(url: string, tally: Tally): Student {
  const name = `responses ${next()}`;
  return {
    say: async (text) => {
      const body = message(text, name, { deliveryMode: 'expectReplies', serviceUrl: 'http://127.0.0.1:9' });
      const send = () => untilTaken(() => fetch(`${url}/api/messages`, { method: 'POST', headers: json, body }), tally);
      return untilUnderstood(async () => textOf(((await send()) as { activities: readonly Activity[] }).activities), tally);
    },
  };
}

/** Answered by what is sent to the service of the channel, which may be more than once. */
export function studentOfChannel(url: string, connector: Connector, tally: Tally): Student {
  const name = `channel ${next()}`;
  return {
    say: async (text) => {
      const body = message(text, name, { serviceUrl: connector.url });
      const { id } = JSON.parse(body) as { id: string };
      return untilUnderstood(async () => {
        await untilTaken(() => fetch(`${url}/api/messages`, { method: 'POST', headers: json, body }), tally);
        // Besides that the bot is typing, which it says where a machine is slow.
        const messages = connector.sent.filter(({ type, replyToId }) => type === 'message' && replyToId === id);
        const answers = messages.map(({ text }) => text);
        // What it was sorry for is made good by the answer.
        return answers.every(isApology) ? answers.join('\n') : answers.filter((answer) => !isApology(answer)).join('\n');
      }, tally);
    },
  };
}

interface Held {
  readonly token: string;
  readonly conversationId: string;
}

/** Milliseconds after which the website's client asks for a new token, as it does: one is good for half an hour. */
const refreshEvery = 15 * 60_000;

/** On the website: answered by what stands in the conversation since. */
export function studentOfWebsite(url: string, tally: Tally): Student {
  let held: Promise<Held> | undefined;
  let since = 0;
  let watermark = 1;
  const call = async (path: string, token: string, body?: string) =>
    untilTaken(() => {
      const headers = { ...json, authorization: `Bearer ${token}` };
      return fetch(`${url}/v3/directline${path}`, { headers, ...(body === undefined ? {} : { method: 'POST', body }) });
    }, tally);
  const hold = () => {
    if (held && Date.now() - since < refreshEvery) return held;
    since = Date.now();
    const before = held;
    held = (async () => {
      if (!before) return (await call('/begin', '', '{}')) as Held;
      const { token } = await before;
      return (await call('/tokens/refresh', token, '{}')) as Held;
    })();
    return held;
  };
  return {
    // That it could not take the message may stand in the conversation, too: then it is said again.
    say: (text) =>
      untilUnderstood(async () => {
        const { token, conversationId } = await hold();
        const path = `/conversations/${conversationId}/activities`;
        await call(path, token, JSON.stringify({ type: 'message', text, channelData: { clientActivityID: String(next()) } }));
        const set = (await call(`${path}?watermark=${watermark}`, token)) as {
          activities: readonly Activity[];
          watermark: string;
        };
        watermark = Number(set.watermark);
        const [own, ...answers] = set.activities;
        return own?.text === text ? textOf(answers) : `not what was said: ${textOf(set.activities)}`;
      }, tally),
  };
}
