import { ActivityTypes, type InvokeResponse, type Storage, type TurnContext } from 'botbuilder';
import type { Answerer } from '../answer';
import { comesBack } from '../interview';
import { traitsOf } from '../render/channels';
import type { Feedback } from '../state/feedback';
import type { Transcript } from '../state/transcript';
import type { Outcome } from '../turn';
import { topicsOf, type Said } from '../types';
import { readIncoming, type Incoming } from './incoming';
import { activitiesOf } from './outgoing';
import { eraseOwnData, withOwnData, type Kept } from './own-data';
import { openSessions, type Remembered, type Sessions } from './sessions';
import { answerSearch, withThumbs } from './teams';
import { withTyping } from './typing';

/** What a turn works with. */
export interface Works {
  readonly answerer: Answerer;
  readonly storage: Storage;
  readonly feedback: Feedback | undefined;
  readonly transcript: Transcript | undefined;
}

type Logic = (context: TurnContext) => Promise<void>;

/** One turn: what the activity is, and what is to be done about it. */
export function makeLogic({ answerer, storage, ...kept }: Works): Logic {
  const sessions = openSessions(storage);
  return async (context) => {
    const incoming = readIncoming(context.activity, traitsOf(context.activity.channelId));
    switch (incoming.kind) {
      case 'said':
        return answer(incoming.said, context, sessions, answerer, kept);
      case 'vote':
        await takeVote(incoming, context, sessions, kept.feedback, answerer.now());
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

async function answer(said: Said, context: TurnContext, sessions: Sessions, answerer: Answerer, kept: Kept): Promise<void> {
  const { conversation, channelId, serviceUrl } = context.activity;
  const traits = traitsOf(channelId);
  const prepared = await withTyping(context, traits.typing, () => prepare(said, context, sessions, answerer, kept));
  if (!prepared) return;
  const { outcome, answered } = prepared;
  const { knowledge } = answerer;
  const topics = topicsOf(outcome.reading, knowledge);
  const isVotable = channelId === 'msteams' && topics.length > 0;
  const activities = activitiesOf(
    outcome,
    { traits, isGroup: conversation.isGroup, echoesButtons: !isPlayground(serviceUrl) },
    knowledge,
  );
  const sent = await context.sendActivities(isVotable ? activities.map(withThumbs) : [...activities]);
  const id = sent.at(-1)?.id;
  if (isVotable && id) await sessions.write(context, { answered: [{ id, topics, knowledge: knowledge.version }, ...answered] });
}

/** What is to be said, with the state stored that it rests on; nothing for a join that was greeted already. */
async function prepare(
  said: Said,
  context: TurnContext,
  sessions: Sessions,
  answerer: Answerer,
  kept: Kept,
): Promise<{ readonly outcome: Outcome; readonly answered: Remembered['answered'] } | undefined> {
  const { session, answered } = await sessions.read(context);
  if (said.kind === 'joined' && session.welcomed && !comesBack(session, answerer.now())) return undefined;
  const { conversation, from, channelId: channel } = context.activity;
  const joinsSilently = !traitsOf(channel).announcesJoin;
  const outcome = answerer.answer({ conversation: conversation.id, user: from.id, channel, joinsSilently, said }, session);
  const { reading } = outcome;
  if (reading.kind === 'command' && reading.command === 'erase') {
    await eraseOwnData(context, sessions, kept);
    return { outcome, answered: [] };
  }
  await sessions.write(context, { session: outcome.session });
  const isAsked = reading.kind === 'command' && reading.command === 'myData';
  return { outcome: isAsked ? await withOwnData(outcome, context, { session, answered }, kept) : outcome, answered };
}

/** Microsoft's local client for trying a bot fails on a button that is to be echoed. */
function isPlayground(serviceUrl: string): boolean {
  return /^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(serviceUrl);
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
