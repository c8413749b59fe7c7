import type { Activity } from 'botbuilder';
import { z } from 'zod/v4';
import { BadRequest } from '../read-json';

/** Ids become keys of the storage and stand in the log: no signs that either would take for something else. */
const reference = z
  .string()
  .max(1000)
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'an id has no control characters');
const id = reference.min(1);
const account = z.looseObject({ id, name: z.string().nullish() });
/** More than any channel sends; each one is looked at. */
const list = z.array(z.looseObject({})).max(500).nullish();

/** The parts of an activity that we or the SDK rely on. Other parts pass as they are. */
const activitySchema = z.looseObject({
  type: z.string().min(1).max(100),
  id: reference.nullish(),
  channelId: id.max(100).default('emulator'),
  serviceUrl: z.url({ protocol: /^https?$/ }).optional(),
  conversation: z.looseObject({
    id,
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
  replyToId: reference.nullish(),
  deliveryMode: z.string().max(100).nullish(),
  name: z.string().nullish(),
  attachments: list,
  entities: list,
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
  reactionsAdded: z.array(z.looseObject({ type: z.string() })).nullish(),
  reactionsRemoved: list,
});

/** Of what is wrong in a body, so much is told. */
const mostTold = 10;

/**
 * An activity that the SDK can work with.
 * @throws BadRequest (400) naming the parts that are wrong
 */
export function readActivity(body: unknown): Activity {
  const { success, data, error } = activitySchema.safeParse(body);
  if (!success) {
    const told = error.issues.slice(0, mostTold).map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
    throw new BadRequest(400, `Not an activity: ${told.join('; ')}`);
  }
  const present = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== undefined));
  return { ...present, serviceUrl: serviceUrlOf(data) } as unknown as Activity;
}

/** What the bot may have something to say to. */
const answerable: readonly string[] = ['message', 'messageUpdate', 'conversationUpdate', 'installationUpdate', 'event'];

/** Where answers are sent to, unless they are the response; without it nobody would ever read them. */
function serviceUrlOf({ type, deliveryMode, serviceUrl }: z.infer<typeof activitySchema>): string {
  if (serviceUrl !== undefined) return serviceUrl;
  if (!answerable.includes(type) || deliveryMode === 'expectReplies') return 'http://localhost';
  throw new BadRequest(400, 'Not an activity: serviceUrl: missing; answers go there, or with deliveryMode "expectReplies" here.');
}
