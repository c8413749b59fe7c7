import { z } from 'zod/v4';
import { ConfigError } from '../../bot/config';
import { knowledgeFolder } from '../../bot/paths';
import { limits } from './words';

const domain = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]+)$/;

const environment = z.object({
  TEAMS_APP_ID: id(
    'is no id of an app',
    'make one with: node -p "crypto.randomUUID()", and keep it, since by it Teams knows the app again',
  ),
  MicrosoftAppId: id('is no app id', 'copy the Application (client) ID of the bot').toLowerCase(),
  PUBLIC_DOMAIN: z
    .string('missing; tell the domain at which the bot is reached, such as bot.example.edu')
    .toLowerCase()
    .regex(domain, 'is no domain; write it without https:// and without a path, such as bot.example.edu'),
  TEAMS_DEVELOPER_NAME: z
    .string()
    .max(limits.developer, `is too long; Teams shows at most ${limits.developer} characters`)
    .optional(),
  PRIVACY_URL: page('privacy').optional(),
  TERMS_URL: page('terms').optional(),
  KNOWLEDGE_DIR: z.string().default(knowledgeFolder),
});

function id(wrong: string, right: string) {
  return z.guid({
    error: ({ input }) =>
      `${input === undefined ? 'missing' : wrong}; ${right}. It looks like 01234567-89ab-cdef-0123-456789abcdef`,
  });
}

function page(name: string) {
  return z
    .url({
      protocol: /^https$/,
      hostname: z.regexes.domain,
      error: `is no address of a page; write all of it, such as https://www.example.edu/${name}`,
    })
    .max(2048, 'is too long; Teams takes at most 2048 characters');
}

export type TeamsSettings = Readonly<z.infer<typeof environment>>;

/**
 * Empty settings count as not set, as for the bot itself.
 * @throws ConfigError naming every setting that is wrong or missing, and what would be right
 */
export function readTeamsSettings(env: Readonly<Record<string, string | undefined>>): TeamsSettings {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const { success, data, error } = environment.safeParse(set);
  if (success) return data;
  throw new ConfigError(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
}
