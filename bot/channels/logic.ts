import { ActivityTypes, type InvokeResponse, type Storage, type TurnContext } from 'botbuilder';
import type { Answerer } from '../answer';
import { comesBack } from '../interview';
import { traitsOf } from '../render/channels';
import type { Feedback } from '../state/feedback';
import { topicsOf, type Said } from '../types';
import { readIncoming, type Incoming } from './incoming';
import { activitiesOf } from './outgoing';
import { openSessions, type Sessions } from './sessions';
import { answerSearch, withThumbs } from './teams';

/** What a turn works with. */
export interface Works {
  readonly answerer: Answerer;
  readonly storage: Storage;
  readonly feedback: Feedback | undefined;
}

type Logic = (context: TurnContext) => Promise<void>;

/** One turn: what the activity is, and what is to be done about it. */
export function makeLogic({ answerer, storage, feedback }: Works): Logic {
  const sessions = openSessions(storage);
  return async (context) => {
    const incoming = readIncoming(context.activity, traitsOf(context.activity.channelId));
    switch (incoming.kind) {
      case 'said':
        return answer(incoming.said, context, sessions, answerer);
      case 'vote':
        await takeVote(incoming, context, sessions, feedback, answerer.now());
        return respond(context, { status: 200, body: {} });
      case 'search':
        return respond(context, answerSearch(incoming.text, answerer));
      case 'removed':
        return sessions.forget(context);
      case 'ignored':
        return respond(context, { status: 501 });
    }
  };
}

/** The state is stored before the answer is sent. */
async function answer(said: Said, context: TurnContext, sessions: Sessions, answerer: Answerer): Promise<void> {
  const { activity } = context;
  const { session, answered } = await sessions.read(context);
  if (said.kind === 'joined' && session.welcomed && !comesBack(session, answerer.now())) return;
  const traits = traitsOf(activity.channelId);
  const { conversation, from, channelId: channel } = activity;
  const input = { conversation: conversation.id, user: from.id, channel, joinsSilently: !traits.announcesJoin, said };
  const outcome = answerer.answer(input, session);
  await sessions.write(context, { session: outcome.session });
  const place = { traits, isGroup: conversation.isGroup };
  const activities = activitiesOf(outcome, place, answerer.knowledge);
  const isTeams = channel === 'msteams';
  const topics = topicsOf(outcome.reading, answerer.knowledge);
  const sent = await context.sendActivities(activities.map((one) => (isTeams && topics.length > 0 ? withThumbs(one) : one)));
  const id = sent.at(-1)?.id;
  if (!isTeams || topics.length === 0 || !id) return;
  await sessions.write(context, { answered: [{ id, topics, knowledge: answerer.knowledge.version }, ...answered] });
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
  const { topics, knowledge } = answered.find(({ id }) => id === reply) ?? { topics: [], knowledge: '' };
  await feedback?.save({ conversation: context.activity.conversation.id, reply, vote, topics, knowledge, at });
}

/** Only an invoke waits for an answer of its own; 501 says that it is none of ours. */
async function respond(context: TurnContext, response: InvokeResponse): Promise<void> {
  if (context.activity.type === ActivityTypes.Invoke)
    await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: response });
}
