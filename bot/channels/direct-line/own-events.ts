import { z } from 'zod/v4';
import type { State } from '../../state/state';
import type { Sent, Transcript } from '../../state/transcript';
import type { ClientActivity } from './client-activity';
import { isTellable, questionIn } from '../log-turn';
import { saveVote } from '../record-turn';
import { Refusal } from './refusal';
import type { Grant } from './tokens';

/** Where what a visitor says of an answer goes, and where what is known of a visitor is kept. */
type Kept = Pick<State, 'storage' | 'transcript' | 'feedback' | 'turnLog' | 'tickets'>;

const vote = z.object({ reply: z.string().max(200), vote: z.enum(['up', 'down']) });

export type OwnEvent = 'voted-up' | 'voted-down' | 'forgotten';

/**
 * Events that are for the channel and not for the bot: a vote on an answer, and the wish to be forgotten. Gives which of
 * them it was, if any.
 */
export async function takeOwnEvent(
  { type, name, value }: ClientActivity,
  grant: Grant,
  kept: Kept,
  now: Date,
): Promise<OwnEvent | undefined> {
  if (type !== 'event') return undefined;
  if (name === 'feedback') {
    return (await takeVote(value, grant, kept, now)) === 'up' ? 'voted-up' : 'voted-down';
  }
  if (name !== 'delete-my-data') return undefined;
  await forget(grant, kept);
  return 'forgotten';
}

/** What the answer was about is read from the answer itself, not from what the client says of it. */
async function takeVote(
  value: unknown,
  { conversation }: Grant,
  { transcript, ...ballot }: Kept,
  now: Date,
): Promise<'up' | 'down'> {
  const { success, data } = vote.safeParse(value);
  const reply = success ? await transcript.find(conversation, data.reply) : undefined;
  const about = reply && readingOf(reply);
  if (!success || !about)
    throw new Refusal('BadArgument', 'value: a vote is {reply: the id of an answer, vote: "up" or "down"}.');
  const { topics, knowledge } = about;
  const question = isTellable(about.kind) && !about.isMissed ? await questionTo(reply, conversation, transcript) : undefined;
  await saveVote({ conversation, reply: data.reply, vote: data.vote, topics, knowledge, at: now }, question, ballot);
  return data.vote;
}

/** What was said that a reply answers. */
async function questionTo({ replyToId }: Sent, conversation: string, transcript: Transcript): Promise<string | undefined> {
  const said = typeof replyToId === 'string' ? await transcript.find(conversation, replyToId) : undefined;
  return typeof said?.text === 'string' ? questionIn(said.text) : undefined;
}

const reading = z.object({
  type: z.literal('admissions/reading'),
  kind: z.string(),
  topics: z.array(z.string()),
  knowledge: z.string(),
  /** It is in the log of missed questions already. */
  isMissed: z.boolean().optional(),
});

function readingOf({ entities }: Sent): z.infer<typeof reading> | undefined {
  const found = Array.isArray(entities)
    ? entities.map((entity) => reading.safeParse(entity)).find(({ success }) => success)
    : undefined;
  return found?.data;
}

async function forget({ conversation }: Grant, { storage, transcript, feedback, tickets }: Kept): Promise<void> {
  await storage.delete([`directline/conversations/${conversation}/`]);
  await feedback.erase(conversation);
  await tickets.erase({ channel: 'directline', conversation });
  await transcript.erase(conversation);
}
