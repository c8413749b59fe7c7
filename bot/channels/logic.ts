import { ActivityTypes, type InvokeResponse, type Storage, type TurnContext } from 'botbuilder';
import type { Answerer } from '../answer';
import type { Logger } from '../log';
import { traitsOf } from '../render/channels';
import type { Feedback } from '../state/feedback';
import type { Tickets } from '../state/tickets';
import type { Transcript } from '../state/transcript';
import type { TurnLog } from '../state/turn-log';
import type { HandOver } from './hand-over/open';
import { readIncoming, type Incoming } from './incoming';
import { eraseOwnData } from './own-data';
import { makeRecordTurn, saveVote, type Ballot } from './record-turn';
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
  readonly turnLog: TurnLog | undefined;
  readonly tickets: Tickets | undefined;
  /** Where questions can be handed over to a person. */
  readonly handOver: HandOver | undefined;
}

type Logic = (context: TurnContext) => Promise<void>;

/** One turn: what the activity is, and what is to be done about it. */
export function makeLogic({ answerer, storage, log, handOver, ...kept }: Works): Logic {
  const sessions = openSessions(storage);
  const bench: Bench = { answerer, sessions, kept, log, handOver, record: makeRecordTurn(kept.turnLog, log) };
  return async (context) => {
    if (await handOver?.hear(context)) return respond(context, { status: 200 });
    const incoming = readIncoming(context.activity, traitsOf(context.activity.channelId));
    switch (incoming.kind) {
      case 'said':
        return takeTurn(incoming.said, context, bench);
      case 'vote':
        await takeVote(incoming, context, sessions, kept, answerer.now());
        await respond(context, { status: 200, body: {} });
        return incoming.vote === 'down' ? takeTurn({ kind: 'voted-down' }, context, bench) : undefined;
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
  ballot: Ballot,
  at: Date,
): Promise<void> {
  const { answered } = await sessions.read(context);
  const voted = reply === undefined ? answered[0] : answered.find(({ id }) => id === reply);
  const { id = reply ?? '', topics = [], knowledge = '', question } = voted ?? {};
  const { conversation } = context.activity;
  await saveVote({ conversation: conversation.id, reply: id, vote, topics, knowledge, at }, question, ballot);
}

/** Only an invoke waits for an answer of its own; 501 says that it is none of ours. */
async function respond(context: TurnContext, response: InvokeResponse): Promise<void> {
  if (context.activity.type === ActivityTypes.Invoke)
    await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: response });
}
