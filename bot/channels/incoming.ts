import type { Activity } from 'botbuilder';
import { z } from 'zod/v4';
import type { Said } from '../types';
import { isCarrierWord, type ChannelTraits } from '../render/channels';
import { isJoin } from './join';
import { wordsOf } from './words-of';

/** What an activity is to the bot. */
export type Incoming =
  | { readonly kind: 'said'; readonly said: Said }
  /** A vote on an earlier answer, the last one if none is named; an invoke waits for an answer of its own. */
  | { readonly kind: 'vote'; readonly reply: string | undefined; readonly vote: 'up' | 'down' }
  /** An adviser looks for an answer to put into a message; nothing typed yet means examples. */
  | { readonly kind: 'search'; readonly text: string }
  /** Everything of the conversation is to be forgotten, by the menu of the website's chat: nobody is asked, nothing is said. */
  | { readonly kind: 'forget' }
  /** The bot was taken out of the conversation. */
  | { readonly kind: 'removed' }
  | { readonly kind: 'ignored' };

const ignored: Incoming = { kind: 'ignored' };

export function readIncoming(activity: Activity, traits: ChannelTraits): Incoming {
  switch (activity.type) {
    case 'message':
      return readMessage(activity, traits);
    case 'messageUpdate':
      return isEdit(activity) ? readMessage(activity, traits) : ignored;
    case 'messageReaction':
      return readReaction(activity);
    case 'invoke':
      return readInvoke(activity);
    case 'event':
      return readEvent(activity);
    case 'installationUpdate':
      if (activity.action?.startsWith('remove')) return { kind: 'removed' };
      return isJoin(activity) ? { kind: 'said', said: { kind: 'joined' } } : ignored;
    default:
      return isJoin(activity) ? { kind: 'said', said: { kind: 'joined' } } : ignored;
  }
}

function readMessage(activity: Activity, traits: ChannelTraits): Incoming {
  const text = wordsOf(activity) || submittedText(activity.value);
  if (traits.carrierWords && isCarrierWord(text)) return ignored;
  return { kind: 'said', said: text === '' ? { kind: 'wordless' } : { kind: 'text', text } };
}

/** The button of a card that was pressed or its field, as if it had been typed. */
function submittedText(value: unknown): string {
  const { success, data } = z.object({ text: z.string() }).safeParse(value);
  return success ? data.text.trim() : '';
}

/** Teams tells by an update that a message was edited, and also that a deleted one was brought back. */
function isEdit({ channelData }: Activity): boolean {
  return z.object({ eventType: z.literal('editMessage') }).safeParse(channelData).success;
}

const likes: ReadonlyMap<string, 'up' | 'down'> = new Map([
  ['like', 'up'],
  ['heart', 'up'],
  ['sad', 'down'],
  ['angry', 'down'],
]);

/** A reaction on a message of the bot counts as a vote, if it says what is thought of it. */
function readReaction({ reactionsAdded, replyToId }: Activity): Incoming {
  const [vote] = (reactionsAdded ?? []).flatMap(({ type }) => likes.get(type) ?? []);
  return vote && replyToId !== undefined ? { kind: 'vote', reply: replyToId, vote } : ignored;
}

const feedback = z.object({
  actionName: z.literal('feedback'),
  actionValue: z.object({ reaction: z.enum(['like', 'dislike']) }),
});

const chatVote = z.object({ reply: z.string().max(1000), vote: z.enum(['up', 'down']) });

/** The name of the event by which our own channel tells of a vote that it has kept itself. */
export const votedDown = 'admissions/voted-down';

/** What the website's chat tells the bot besides words, where it comes over Azure's Direct Line. */
function readEvent(activity: Activity): Incoming {
  if (activity.name === 'delete-my-data') return { kind: 'forget' };
  if (activity.name === votedDown) return { kind: 'said', said: { kind: 'voted-down' } };
  if (activity.name !== 'feedback') return isJoin(activity) ? { kind: 'said', said: { kind: 'joined' } } : ignored;
  const { success, data } = chatVote.safeParse(activity.value);
  return success ? { kind: 'vote', ...data } : ignored;
}

const query = z.object({
  parameters: z.array(z.object({ name: z.string(), value: z.unknown() })).optional(),
});

function readInvoke({ name, value, replyToId }: Activity): Incoming {
  if (name === 'message/submitAction') {
    const { success, data } = feedback.safeParse(value);
    if (!success) return ignored;
    return { kind: 'vote', reply: replyToId, vote: data.actionValue.reaction === 'like' ? 'up' : 'down' };
  }
  if (name !== 'composeExtension/query') return ignored;
  const { data } = query.safeParse(value);
  const typed = data?.parameters?.find((parameter) => parameter.name === 'question')?.value;
  return { kind: 'search', text: typeof typed === 'string' ? typed.trim() : '' };
}
