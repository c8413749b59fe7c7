import type { Storage, TurnContext } from 'botbuilder';
import type { Taken } from './taken';
import { newSession, type Session } from '../types';

/** An answer that can still be voted on. */
export interface Answered {
  readonly id: string;
  readonly topics: readonly string[];
  readonly knowledge: string;
  /** What was asked, without names, numbers and addresses: it is told if the answer is voted down. */
  readonly question?: string;
}

/** What is remembered of the conversation that a turn belongs to. */
export interface Remembered {
  readonly session: Session;
  /** The latest answers, the last one first. */
  readonly answered: readonly Answered[];
  /** The latest turns, the last one first. */
  readonly taken: readonly Taken[];
}

export interface Sessions {
  read(context: TurnContext): Promise<Remembered>;
  write(context: TurnContext, changed: Partial<Remembered>): Promise<void>;
  forget(context: TurnContext): Promise<void>;
}

/** Votes on older answers are rare, and each kept one is read with every turn. */
const mostAnswered = 10;

const newcomer: Remembered = { session: newSession, answered: [], taken: [] };

/**
 * Under the keys, and in the shape, of botbuilder's ConversationState and PrivateConversationState, which write what they hold
 * out three times more each turn in order to see whether it has changed.
 */
export function openSessions(storage: Storage): Sessions {
  /** What was read or written last in a turn. */
  const known = new WeakMap<TurnContext, Remembered>();
  const read = async (context: TurnContext): Promise<Remembered> => {
    const before = known.get(context);
    if (before) return before;
    const key = keyOf(context);
    const items = (await storage.read([key])) as Readonly<Record<string, Partial<Remembered> | undefined>>;
    const remembered = { ...newcomer, ...items[key] };
    known.set(context, remembered);
    return remembered;
  };
  return {
    read,
    write: async (context, { answered, ...changed }) => {
      const { session, answered: before, taken } = await read(context);
      const next = { session, taken, ...changed, answered: (answered ?? before).slice(0, mostAnswered) };
      // Whose turn it is, is seen to elsewhere: who writes last is right.
      await storage.write({ [keyOf(context)]: { ...next, eTag: '*' } });
      known.set(context, next);
    },
    forget: async (context) => {
      await storage.delete([keyOf(context)]);
      known.set(context, newcomer);
    },
  };
}

/** In a group each person has a session of their own, so that two interviews do not get mixed up. */
function keyOf({ activity: { channelId, conversation, from } }: TurnContext): string {
  const key = `${channelId}/conversations/${conversation.id}/`;
  return conversation.isGroup ? `${key}users/${from.id}/` : key;
}
