import type { Activity } from 'botbuilder';
import type { Config } from '../config';
import { makeLimit } from '../limits';
import type { Observer } from '../observe/observer';

/** So many people may talk in a group as fast as one may alone. */
const talkInGroup = 5;

/**
 * Counts a turn against its conversation, and against its user where a token vouches for who that is.
 * @throws TooManyRequests
 */
export type TurnLimit = (activity: Activity) => Promise<void>;

export function makeTurnLimit({ RATE_LIMIT_PER_MINUTE: perMinute, isLocal }: Config, { limited }: Observer): TurnLimit {
  const perUser = makeLimit(isLocal ? 0 : perMinute, () => limited('user'));
  const perConversation = makeLimit(perMinute, () => limited('conversation'));
  const perGroup = makeLimit(perMinute * talkInGroup, () => limited('conversation'));
  return async ({ channelId, conversation, from }) => {
    await perUser(`${channelId}/${from.id}`);
    await (conversation.isGroup ? perGroup : perConversation)(`${channelId}/${conversation.id}`);
  };
}
