import type { Activity } from 'botbuilder';
import fc from 'fast-check';
import { isCarrierWord, traitsOf } from '../../bot/render/channels';
import { openChannel, type OnChannel } from './channels/channel-server';
import { clientShapes, shapes, type Shape } from './security/activities';
import { message, post } from './security/attacker';

/** `npm test` tries the same few hundred each time, `npm run fuzz` ten thousand others. */
const runs = Number(process.env.FUZZ_RUNS ?? 500);
const seed = process.env.FUZZ_RUNS === undefined ? 20_261_126 : Date.now();
const patience = 60_000 + runs * 200;
/** In milliseconds: what takes longer hangs. */
const deadline = 5000;

let channel: OnChannel;

beforeAll(async () => (channel = await openChannel()));
afterAll(() => channel.stop());

interface Came {
  readonly status: number;
  readonly replies: readonly Activity[];
}

/** Sends an activity, and gathers what the bot says to it, in the response or over the service of the channel. */
async function send(activity: object): Promise<Came> {
  const before = channel.sent.length;
  const response = await fetch(`${channel.bot.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
    signal: AbortSignal.timeout(deadline),
  });
  const body = await response.text();
  const { activities = [] } = (response.ok && body !== '' ? JSON.parse(body) : {}) as { activities?: readonly Activity[] };
  return { status: response.status, replies: [...activities, ...channel.sent.slice(before)] };
}

/** 424 is for a service URL at which nobody is; 501 is the protocol's word for an invoke that is none of the bot's, and no fault. */
function expectedOf({ type }: Shape['activity'], isSound: boolean): readonly number[] {
  return [200, ...(type === 'invoke' ? [501] : []), ...(isSound ? [] : [400, 424])];
}

/** The carrier answers STOP itself; everything else that is written gets an answer. */
function needsAnswer({ type, text, value, channelId }: Shape['activity']): boolean {
  const submitted = (value as { text?: unknown } | null | undefined)?.text;
  const words = [text, submitted].filter((one): one is string => typeof one === 'string');
  const isForCarrier = traitsOf(String(channelId)).carrierWords && words.some(isCarrierWord);
  return type === 'message' && !isForCarrier;
}

function saysSomething({ text, attachments = [] }: Activity): boolean {
  return (typeof text === 'string' && text.trim() !== '') || attachments.length > 0;
}

test(
  `of ${runs} activities in all shapes none gets a 5xx, hangs, or leads into a dead end`,
  async () => {
    const delivery = fc.constantFrom({ deliveryMode: 'expectReplies' }, { serviceUrl: channel.url });
    await fc.assert(
      fc.asyncProperty(shapes, delivery, async ({ activity, isSound }, { ...where }) => {
        const { status, replies } = await send({ ...where, ...activity });
        expect(expectedOf(activity, isSound)).toContain(status);
        if (status === 200 && needsAnswer(activity)) expect(replies.filter(saysSomething).length).toBeGreaterThan(0);
        await expectAWayOn(activity);
      }),
      { numRuns: runs, seed },
    );
    const { replies } = await post(channel.bot, message('What is the tuition fee?'));
    expect(replies[0]?.text).toContain('€18,016');
  },
  patience,
);

/** Wherever the conversation has come to, a question is answered there. */
async function expectAWayOn({ conversation, from, channelId }: Shape['activity']): Promise<void> {
  const where = [conversation, from, channelId].every((part) => part !== undefined) ? { conversation, from, channelId } : {};
  const { status, replies } = await send({ ...message('What is the tuition fee?'), ...where });
  if (status === 400) return;
  expect([status, JSON.stringify(replies)]).toEqual([200, expect.stringContaining('18,016')]);
}

test('nothing that the fuzzer sent was a fault of ours', () => {
  expect(channel.bot.logged.filter((line) => !line.includes('RestError'))).toEqual([]);
});

test(
  `the website's chat takes ${runs} of them, or says what is wrong`,
  async () => {
    const call = async (path: string, token: string, body?: unknown) => {
      const response = await fetch(`${channel.bot.url}/v3/directline${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(deadline),
      });
      return { status: response.status, body: (await response.json()) as { token: string; conversationId: string } };
    };
    const { token, conversationId } = (await call('/begin', '')).body;
    const say = (body: unknown) => call(`/conversations/${conversationId}/activities`, token, body);
    await fc.assert(
      fc.asyncProperty(clientShapes, async (body) => {
        expect([200, 400, 413]).toContain((await say(body)).status);
      }),
      { numRuns: runs, seed },
    );
    expect((await say({ type: 'message', text: 'What is the tuition fee?' })).status).toBe(200);
    expect(channel.bot.logged.filter((line) => !line.includes('RestError'))).toEqual([]);
  },
  patience,
);
