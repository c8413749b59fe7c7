import { ConversationState, PrivateConversationState, type Storage, type TurnContext } from 'botbuilder';
import type { Taken } from './taken';
import { newSession, type Session } from '../types';

/** An answer that can still be voted on. */
export interface Answered {
  readonly id: string;
  readonly topics: readonly string[];
  readonly knowledge: string;
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

/** In a group each person has a session of their own, so that two interviews do not get mixed up. */
export function openSessions(storage: Storage): Sessions {
  const ofOne = held(new ConversationState(storage));
  const ofEach = held(new PrivateConversationState(storage));
  const of = ({ activity }: TurnContext) => (activity.conversation.isGroup ? ofEach : ofOne);
  return {
    read: async (context) => {
      const { session, answered, taken } = of(context);
      return {
        session: await session.get(context, newSession),
        answered: await answered.get(context, []),
        taken: await taken.get(context, []),
      };
    },
    write: async (context, changed) => {
      const { state, session, answered, taken } = of(context);
      if (changed.session) await session.set(context, changed.session);
      if (changed.answered) await answered.set(context, changed.answered.slice(0, mostAnswered));
      if (changed.taken) await taken.set(context, changed.taken);
      await state.saveChanges(context);
    },
    forget: (context) => of(context).state.delete(context),
  };
}

function held(state: ConversationState | PrivateConversationState) {
  return {
    state,
    session: state.createProperty<Session>('session'),
    answered: state.createProperty<readonly Answered[]>('answered'),
    taken: state.createProperty<readonly Taken[]>('taken'),
  };
}
