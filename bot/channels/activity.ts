import type { Activity } from 'botbuilder';
import { z } from 'zod/v4';
import { BadRequest } from '../read-json';

const account = z.looseObject({ id: z.string().min(1).max(1000), name: z.string().nullish() });
const list = z.array(z.looseObject({})).nullish();

/** The parts of an activity that we or the SDK rely on. Other parts pass as they are. */
const activitySchema = z.looseObject({
  type: z.string().min(1).max(100),
  id: z.string().max(1000).nullish(),
  channelId: z.string().min(1).max(100).default('emulator'),
  serviceUrl: z.url({ protocol: /^https?$/ }).default('http://localhost'),
  conversation: z.looseObject({
    id: z.string().min(1).max(1000),
    conversationType: z.string().nullish(),
    isGroup: z.boolean().nullish(),
  }),
  from: account,
  recipient: account.default({ id: 'bot', name: 'bot' }),
  text: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
  locale: z.string().max(100).nullish(),
  action: z.string().max(100).nullish(),
  replyToId: z.string().max(1000).nullish(),
  deliveryMode: z.string().max(100).nullish(),
  name: z.string().nullish(),
  attachments: list,
  entities: list,
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
  reactionsAdded: z.array(z.looseObject({ type: z.string() })).nullish(),
  reactionsRemoved: list,
});

/**
 * An activity that the SDK can work with.
 * @throws BadRequest (400) naming each part that is wrong
 */
export function readActivity(body: unknown): Activity {
  const { success, data, error } = activitySchema.safeParse(body);
  if (!success)
    throw new BadRequest(
      400,
      `Not an activity: ${error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ')}`,
    );
  const present = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== undefined));
  return present as unknown as Activity;
}
