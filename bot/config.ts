import { z } from 'zod/v4';
import { dataFolder, knowledgeFolder } from './paths';

const port = z.coerce.number().int().min(0).max(65535);

const environment = z.object({
  PORT: port.default(3978),
  HOST: z.string().default('0.0.0.0'),
  KNOWLEDGE_DIR: z.string().default(knowledgeFolder),
  DATA_DIR: z.string().default(dataFolder),
  /** Origins of the pages that may show the chat, besides the bot's own. */
  TRUSTED_ORIGINS: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(
      z.array(z.string().regex(/^https?:\/\/[^/]+$/, 'is a list of origins such as https://www.example.edu, without a path')),
    ),
  /** Of one address, and of one conversation; 0 is without a limit. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(0).default(120),
  /** How many proxies stand before the bot, each of which adds an address to X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** The key that the tokens of the chat are signed with; the same on all instances. Without one the bot makes its own. */
  DIRECT_LINE_SIGNING_KEY: z.string().min(32, 'is too short; use at least 32 random characters').optional(),
  /** The secret of a Direct Line channel in Azure: with it the chat goes over Azure's Direct Line instead of the bot's own. */
  DIRECT_LINE_SECRET: z.string().optional(),
  DIRECT_LINE_DOMAIN: z
    .string()
    .regex(/^https?:\/\/[^/]+$/, 'is an origin such as https://europe.directline.botframework.com, without a path')
    .default('https://directline.botframework.com'),
  MicrosoftAppType: z.enum(['MultiTenant', 'SingleTenant', 'UserAssignedMSI']).default('MultiTenant'),
  MicrosoftAppId: z
    .guid('is no app id; copy the Application (client) ID of the bot, which looks like 01234567-89ab-cdef-0123-456789abcdef')
    .optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppTenantId: z.string().optional(),
});

/** The settings of the bot, by the standard names of the Bot Framework. */
export type Config = z.infer<typeof environment> & {
  /** No app id: everybody who reaches the port is answered. For development on one's own machine. */
  readonly isLocal: boolean;
};

/** The settings do not hold; the message lists every problem, one a line. */
export class ConfigError extends Error {}

/**
 * Empty settings count as not set, as hosting portals leave them.
 * @throws ConfigError naming every setting that is wrong and what would be right
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(set);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  const missing = missingSettings(parsed.data);
  if (missing.length > 0) throw new ConfigError(missing.join('\n'));
  return { ...parsed.data, isLocal: parsed.data.MicrosoftAppId === undefined };
}

/** What the type of app needs besides its id; without an id nothing else may be set by half. */
function missingSettings(config: z.infer<typeof environment>): readonly string[] {
  const { MicrosoftAppId: id, MicrosoftAppPassword: password, MicrosoftAppTenantId: tenant, MicrosoftAppType: type } = config;
  if (!id) {
    return password || tenant || type !== 'MultiTenant'
      ? ['MicrosoftAppId: missing, while other MicrosoftApp settings are set; set it, or none of them for local development']
      : [];
  }
  return [
    ...(type === 'UserAssignedMSI' && password
      ? ['MicrosoftAppPassword: a managed identity (UserAssignedMSI) has none; unset it']
      : []),
    ...(type !== 'UserAssignedMSI' && !password ? [`MicrosoftAppPassword: missing; ${type} needs the password of the app`] : []),
    ...(type !== 'MultiTenant' && !tenant ? [`MicrosoftAppTenantId: missing; ${type} needs the id of the tenant`] : []),
  ];
}
