import { ActivityTypes, type InvokeResponse, type Storage, type TurnContext } from 'botbuilder';
import type { Answerer } from '../answer';
import type { Logger } from '../log';
import { traitsOf } from '../render/channels';
import type { Feedback } from '../state/feedback';
import type { Transcript } from '../state/transcript';
import { readIncoming, type Incoming } from './incoming';
import { eraseOwnData } from './own-data';
import { openSessions, type Sessions } from './sessions';
import { takeTurn, type Bench } from './take-turn';
import { answerSearch } from './teams';

/** What a turn works with. */
export interface Works {
  readonly answerer: Answerer;
  readonly storage: Storage;
  readonly log: Logger;
  readonly feedback: Feedback | undefined;
  readonly transcript: Transcript | undefined;
}

type Logic = (context: TurnContext) => Promise<void>;

/** One turn: what the activity is, and what is to be done about it. */
export function makeLogic({ answerer, storage, log, ...kept }: Works): Logic {
  const sessions = openSessions(storage);
  const bench: Bench = { answerer, sessions, kept, log };
  return async (context) => {
    const incoming = readIncoming(context.activity, traitsOf(context.activity.channelId));
    switch (incoming.kind) {
      case 'said':
        return takeTurn(incoming.said, context, bench);
      case 'vote':
        await takeVote(incoming, context, sessions, kept.feedback, answerer.now());
        return respond(context, { status: 200, body: {} });
      case 'search':
        return respond(context, answerSearch(incoming.text, answerer));
      case 'forget':
        return eraseOwnData(context, sessions, kept);
      case 'removed':
        return sessions.forget(context);
      case 'ignored':
        return respond(context, { status: 501 });
    }
  };
}

/** A vote on something that is no longer known is kept too, without what it was about. */
async function takeVote(
  { reply, vote }: Incoming & { kind: 'vote' },
  context: TurnContext,
  sessions: Sessions,
  feedback: Feedback | undefined,
  at: Date,
): Promise<void> {
  const { answered } = await sessions.read(context);
  const voted = reply === undefined ? answered[0] : answered.find(({ id }) => id === reply);
  const { id = reply ?? '', topics = [], knowledge = '' } = voted ?? {};
  await feedback?.save({ conversation: context.activity.conversation.id, reply: id, vote, topics, knowledge, at });
}

/** Only an invoke waits for an answer of its own; 501 says that it is none of ours. */
async function respond(context: TurnContext, response: InvokeResponse): Promise<void> {
  if (context.activity.type === ActivityTypes.Invoke)
    await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: response });
}
