import { z } from 'zod/v4';
import { Refusal } from './refusal';

/** Longer messages are not taken; the widget does not let them be typed. */
export const longestMessage = 2000;

const short = z.string().max(200);

/** What a client may say. Everything else in it is left out, so that nobody speaks in the bot's name or on other channels. */
const schema = z.object({
  type: z.enum(['message', 'event', 'typing']),
  text: z.string().nullish(),
  textFormat: short.nullish(),
  locale: short.nullish(),
  name: short.nullish(),
  value: z.unknown(),
  channelData: z.unknown(),
  attachments: z
    .array(z.object({ contentType: short, name: short.nullish() }))
    .max(10)
    .nullish(),
});

export type ClientActivity = Readonly<Record<string, unknown>> & { readonly type: 'message' | 'event' | 'typing' };

/** @throws Refusal (400) naming what is wrong */
export function readClientActivity(body: unknown): ClientActivity {
  const { success, data, error } = schema.safeParse(body);
  if (!success)
    throw new Refusal(
      'BadArgument',
      error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; '),
    );
  if ((data.text?.length ?? 0) > longestMessage)
    throw new Refusal('BadArgument', `text: longer than ${longestMessage} characters; please ask in fewer words.`);
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== undefined)) as ClientActivity;
}
