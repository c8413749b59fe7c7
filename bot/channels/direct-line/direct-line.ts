import { createHash } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { z } from 'zod/v4';
import type { Changes } from '../../state/changes';
import { Busy } from '../../state/in-order';
import type { State } from '../../state/state';
import type { Sent, Transcript } from '../../state/transcript';
import type { ClientActivity } from './client-activity';
import { directLineServiceUrl, type Deliver } from './connector';
import { personEntity } from '../hand-over/tell-student';
import { votedDown } from '../incoming';
import { takeOwnEvent } from './own-events';
import { Refusal } from './refusal';
import type { Grant } from './tokens';

/** What was said in a conversation, and the number of the last of it. */
export interface News {
  readonly activities: readonly Sent[];
  readonly watermark: number;
}

export interface DirectLine {
  /** Begins the conversation of a token, with the bot's welcome; true if it had not begun before. */
  start(grant: Grant): Promise<boolean>;
  /** Takes what the user says, and gives its id once the bot has answered. */
  post(grant: Grant, activity: ClientActivity): Promise<string>;
  since(grant: Grant, watermark: number): Promise<News>;
  /** Whoever follows is told of a conversation whenever something was said in it, on whatever instance. */
  readonly follow: Changes['follow'];
  /** What the bot says goes here. */
  readonly deliver: Deliver;
}

/** The bot as Direct Line sees it: takes an activity and answers through `deliver`. */
export type Receive = (activity: Activity) => Promise<void>;

export function makeDirectLine(state: State, receive: () => Receive, now: () => Date): DirectLine {
  const { transcript, changes } = state;
  const inTurn = <T>({ conversation }: Grant, work: () => Promise<T>): Promise<T> =>
    state.exclusively(`directline/${conversation}`, work).catch(refuseBusy);
  const append = async (conversation: string, said: Sent, delivery?: string): Promise<string> => {
    const { activity, isNew } = await transcript.append(conversation, { ...said, timestamp: now().toISOString() }, delivery);
    if (isNew) changes.tell(conversation);
    return String(activity.id);
  };
  return {
    follow: changes.follow,
    deliver: async (conversation, activity) => ({
      id: await append(
        conversation,
        { ...activity, type: activity.type ?? 'message', from: speakerOf(activity) },
        replyOf(activity),
      ),
    }),
    start: async (grant) => {
      const isNew = await transcript.open(grant.conversation, grant.user);
      if (!isNew) await mustBeOpen(grant, transcript);
      // Whoever was here before and has not heard a word is greeted, too: the bot may have died over it.
      const { watermark } = isNew ? { watermark: 0 } : await transcript.since(grant.conversation, 0);
      if (watermark === 0) await inTurn(grant, () => receive()(joined(grant)));
      return isNew;
    },
    post: (grant, said) =>
      inTurn(grant, async () => {
        // Who has wished to be forgotten meanwhile is.
        await mustBeOpen(grant, transcript);
        const own = await takeOwnEvent(said, grant, state, now());
        // Nothing is left where it could stand.
        if (own === 'forgotten') return grant.conversation;
        const activity = { ...said, ...envelope(grant) };
        const id = await append(grant.conversation, activity, deliveryOf(said));
        if (said.type !== 'typing' && own === undefined) await receive()({ text: '', ...activity, id } as unknown as Activity);
        if (own === 'voted-down') await receive()({ ...activity, name: votedDown, id } as unknown as Activity);
        return id;
      }),
    since: async (grant, watermark) => {
      await mustBeOpen(grant, transcript);
      return transcript.since(grant.conversation, watermark);
    },
  };
}

/** A person of the office speaks through the bot, by a name of their own. */
function speakerOf({ entities = [] }: Partial<Activity>) {
  const { data } = z.object({ name: z.string() }).safeParse(entities.find(({ type }) => type === personEntity));
  return data ? { ...botAccount, name: data.name } : botAccount;
}

export const botAccount = { id: 'bot', name: 'Admissions assistant', role: 'bot' };

/** Who says it, where and to whom is never the client's to tell. */
function envelope({ conversation, user }: Grant) {
  return {
    channelId: 'directline',
    serviceUrl: directLineServiceUrl,
    conversation: { id: conversation },
    from: { id: user, name: '', role: 'user' },
    recipient: { id: botAccount.id, name: botAccount.name },
  };
}

function joined(grant: Grant): Activity {
  const members = { membersAdded: [{ id: grant.user, name: '' }] };
  return { type: 'conversationUpdate', id: 'joined', ...members, ...envelope(grant) } as unknown as Activity;
}

const clientId = z.object({ clientActivityID: z.string().min(1).max(200) });

/** By what a client that sends the same once more lets it be known. */
function deliveryOf({ channelData }: ClientActivity): string | undefined {
  const { success, data } = clientId.safeParse(channelData);
  return success ? `client ${data.clientActivityID}` : undefined;
}

/** The same reply to the same is one reply, however often the bot was asked for it. */
function replyOf(activity: Partial<Activity>): string | undefined {
  if (activity.replyToId === undefined) return undefined;
  return `reply ${createHash('sha256').update(JSON.stringify(activity)).digest('base64url')}`;
}

async function mustBeOpen({ conversation }: Grant, transcript: Transcript): Promise<void> {
  if ((await transcript.stateOf(conversation)) !== 'open')
    throw new Refusal('NotFound', 'There is no such conversation; start one first.');
}

function refuseBusy(error: unknown): never {
  if (error instanceof Busy)
    throw new Refusal('StillAnswering', 'What was said before is not answered yet. Please try again in a moment.', 5);
  throw error;
}
