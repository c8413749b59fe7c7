import { z } from 'zod/v4';
import type { State } from '../../state/state';
import type { Sent } from '../../state/transcript';
import type { ClientActivity } from './client-activity';
import { Refusal } from './refusal';
import type { Grant } from './tokens';

/** Where what a visitor says of an answer goes, and where what is known of a visitor is kept. */
type Kept = Pick<State, 'storage' | 'transcript' | 'feedback'>;

const vote = z.object({ reply: z.string().max(200), vote: z.enum(['up', 'down']) });

export type OwnEvent = 'voted' | 'forgotten';

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
    await takeVote(value, grant, kept, now);
    return 'voted';
  }
  if (name !== 'delete-my-data') return undefined;
  await forget(grant, kept);
  return 'forgotten';
}

/** What the answer was about is read from the answer itself, not from what the client says of it. */
async function takeVote(value: unknown, { conversation }: Grant, { transcript, feedback }: Kept, now: Date): Promise<void> {
  const { success, data } = vote.safeParse(value);
  const reply = success ? await transcript.find(conversation, data.reply) : undefined;
  const about = reply && readingOf(reply);
  if (!success || !about)
    throw new Refusal('BadArgument', 'value: a vote is {reply: the id of an answer, vote: "up" or "down"}.');
  await feedback.save({ conversation, reply: data.reply, vote: data.vote, ...about, at: now });
}

const reading = z.object({ type: z.literal('admissions/reading'), topics: z.array(z.string()), knowledge: z.string() });

function readingOf({ entities }: Sent): { readonly topics: readonly string[]; readonly knowledge: string } | undefined {
  const found = Array.isArray(entities)
    ? entities.map((entity) => reading.safeParse(entity)).find(({ success }) => success)
    : undefined;
  return found?.data;
}

async function forget({ conversation }: Grant, { storage, transcript, feedback }: Kept): Promise<void> {
  await storage.delete([`directline/conversations/${conversation}/`]);
  await feedback.erase(conversation);
  await transcript.erase(conversation);
}
