import type { Activity, TurnContext } from 'botbuilder';
import type { Feedback } from '../state/feedback';
import type { Tickets } from '../state/tickets';
import type { Sent, Transcript } from '../state/transcript';
import type { Outcome } from '../turn';
import { isOwnChannel } from './direct-line/connector';
import type { Remembered, Sessions } from './sessions';

/** Where, besides the session, something may be kept of somebody. */
export interface Kept {
  readonly feedback: Feedback | undefined;
  readonly transcript: Transcript | undefined;
  readonly tickets: Tickets | undefined;
}

/** The outcome of "my data", with all that is kept of this conversation behind it. */
export async function withOwnData(outcome: Outcome, { activity }: TurnContext, known: Remembered, kept: Kept): Promise<Outcome> {
  const { id } = activity.conversation;
  const { parts } = outcome.reply;
  // Votes in a group hold no name: they belong to all, and are shown to none.
  const votes = activity.conversation.isGroup ? [] : ((await kept.feedback?.of(id)) ?? []);
  const said = isOwnChannel(activity) ? await kept.transcript?.since(id, 0) : undefined;
  const data = {
    channel: activity.channelId,
    conversation: id,
    remembered: known.session,
    answered: known.answered,
    lastReplies: known.taken.flatMap(({ toSend }) => toSend.map(({ text }) => text ?? '')),
    votes,
    requests: activity.conversation.isGroup ? [] : await requestsOf(activity, kept.tickets),
    said: said?.activities.map((one) => withoutShown(one, parts[0]?.text ?? '')) ?? [],
  };
  const text = JSON.stringify(data, null, 1);
  return { ...outcome, reply: { ...outcome.reply, parts: [...parts, { kind: 'words', text }] } };
}

/** What was handed over to a person, with what both sides have said of it. */
async function requestsOf({ channelId: channel, conversation: { id: conversation } }: Activity, tickets: Tickets | undefined) {
  const requests = (await tickets?.of({ channel, conversation })) ?? [];
  return Promise.all(
    requests.map(async ({ number, opened, status, question, email, conversationLines, answers }) => ({
      ...{ number, opened, status, question, email, conversationLines, answers },
      messages: (await tickets?.messages(number))?.map(({ side, text }) => ({ side, text })),
    })),
  );
}

/** What was shown before is not shown within what is shown now: it would be twice as long each time. */
function withoutShown(activity: Sent, opening: string): Sent {
  const isShown = typeof activity.text === 'string' && activity.text.startsWith(opening);
  return isShown ? { ...activity, text: opening } : activity;
}

/**
 * Forgets all that is kept of this conversation. In a group that is what is kept of the person who asks: votes there hold
 * no name, and belong to all.
 */
export async function eraseOwnData(
  context: TurnContext,
  sessions: Sessions,
  { feedback, transcript, tickets }: Kept,
): Promise<void> {
  const { channelId: channel, conversation } = context.activity;
  await sessions.forget(context);
  if (conversation.isGroup) return;
  await feedback?.erase(conversation.id);
  await tickets?.erase({ channel, conversation: conversation.id });
  if (isOwnChannel(context.activity)) await transcript?.clear(conversation.id);
}
