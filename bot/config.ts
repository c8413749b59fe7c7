import { z } from 'zod/v4';
import { handOverSettings, missingWays } from './hand-over-config';
import { observeSettings } from './observe/settings';
import { dataFolder, knowledgeFolder } from './paths';
import { signingKey } from './signing-key';
import { missingStaff, staffSettings } from './staff/settings';

const port = z.coerce.number().int().min(0).max(65535);

/** Over plain HTTP whoever stands between could name the keys that tokens are checked with. */
const secureAddress = z
  .string()
  .refine(isSecure, 'is an https address of the cloud that the bot runs in (plain http only on 127.0.0.1 or localhost)');

const exactName = z.url('is the exact name that tokens carry, such as https://api.botframework.us');

/**
 * Where the Bot Framework is in the cloud that the bot runs in, by botbuilder's own names. What is not set is as in the
 * public cloud, or with ChannelService as in Azure Government.
 */
const cloud = z.object({
  ChannelService: z
    .literal(
      'https://botframework.azure.us',
      'is https://botframework.azure.us for Azure Government; unset it for every other cloud and set the addresses instead',
    )
    .optional(),
  ToBotFromChannelOpenIdMetadataUrl: secureAddress.optional(),
  ToBotFromChannelTokenIssuer: exactName.optional(),
  ToBotFromEmulatorOpenIdMetadataUrl: secureAddress.optional(),
  ToChannelFromBotLoginUrl: z
    .url({ protocol: /^https$/, error: 'is an https address with the tenant, such as https://login.microsoftonline.us/tenant' })
    .optional(),
  ToChannelFromBotOAuthScope: exactName.optional(),
  OAuthUrl: secureAddress.optional(),
});

const environment = cloud.extend({
  ...handOverSettings,
  ...observeSettings,
  ...staffSettings,
  PORT: port.default(3978),
  HOST: z.string().default('0.0.0.0'),
  KNOWLEDGE_DIR: z.string().default(knowledgeFolder),
  /** Whether changes of the knowledge base are taken while the bot runs. */
  KNOWLEDGE_WATCH: z
    .enum(['on', 'off'], 'is on or off')
    .default('on')
    .transform((word) => word === 'on'),
  DATA_DIR: z.string().default(dataFolder),
  /** With it the state of conversations is kept in PostgreSQL, which several instances may share. */
  DATABASE_URL: z
    .string()
    .refine(
      isPostgres,
      'is a PostgreSQL address such as postgres://user:password@host:5432/name, with %40 for an @ in the password and so on',
    )
    .optional(),
  /** Connections of one instance to PostgreSQL at most, besides the one that it keeps to itself. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(1000).default(10),
  /** How long the bot says at /ready that it is going, and goes on answering, before it stops. */
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(300).default(0),
  /** What was said is erased after so many days. */
  RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
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
  DIRECT_LINE_SIGNING_KEY: signingKey.optional(),
  /** The secret of a Direct Line channel in Azure: with it the chat goes over Azure's Direct Line instead of the bot's own. */
  DIRECT_LINE_SECRET: z.string().optional(),
  DIRECT_LINE_DOMAIN: z
    .string()
    .regex(/^https?:\/\/[^/]+$/, 'is an origin such as https://europe.directline.botframework.com, without a path')
    .default('https://directline.botframework.com'),
  MicrosoftAppType: z.enum(['MultiTenant', 'SingleTenant', 'UserAssignedMSI']).default('MultiTenant'),
  MicrosoftAppId: z
    .guid('is no app id; copy the Application (client) ID of the bot, which looks like 01234567-89ab-cdef-0123-456789abcdef')
    // Tokens carry it so, and are held against it letter by letter.
    .transform((id) => id.toLowerCase())
    .optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppTenantId: z
    .string()
    .regex(/^[\w.-]+$/, 'is no tenant; copy the Directory (tenant) ID of the app')
    .optional(),
});

/** The settings of the bot, by the standard names of the Bot Framework. */
export type Config = z.infer<typeof environment> & {
  /** No app id: everybody who reaches the port is answered. For development on one's own machine. */
  readonly isLocal: boolean;
};

/** What whoever deploys the bot is told of is held against these. */
export const settingNames: readonly string[] = Object.keys(environment.shape);

/** The settings do not hold; the message lists every problem, one a line. */
export class ConfigError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `unread` are the problems of secrets that could not be read from their files.
 * @throws ConfigError naming every setting that is wrong and what would be right
 */
export function readConfig(env: Environment, unread: readonly string[] = []): Config {
  const config = readSettings(environment, env, (set) => [
    ...unread,
    ...missingSettings(set),
    ...missingWays(set),
    ...missingStaff(set),
  ]);
  return { ...config, isLocal: config.MicrosoftAppId === undefined };
}

/**
 * Empty settings count as not set, as hosting portals leave them. `missing` finds what no setting shows by itself.
 * @throws ConfigError naming every setting that is wrong and what would be right
 */
export function readSettings<T>(
  schema: z.ZodType<T>,
  env: Environment,
  missing: (set: Environment) => readonly string[] = () => [],
): T {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const { success, data, error } = schema.safeParse(set);
  const wrong = error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
  const problems = [...wrong, ...missing(set)];
  if (!success || problems.length > 0) throw new ConfigError(problems.join('\n'));
  return data;
}

/** What the type of app needs besides its id, and what it has no use for. */
function missingSettings(set: Environment): readonly string[] {
  const { MicrosoftAppId: id, MicrosoftAppPassword: password, MicrosoftAppTenantId: tenant } = set;
  const type = set.MicrosoftAppType ?? 'MultiTenant';
  if (!id) return missingId(set, type);
  if (!environment.shape.MicrosoftAppType.safeParse(type).success) return [];
  return [
    ...(type === 'UserAssignedMSI' && password
      ? ['MicrosoftAppPassword: a managed identity (UserAssignedMSI) has none; unset it']
      : []),
    ...(type !== 'UserAssignedMSI' && !password ? [`MicrosoftAppPassword: missing; ${type} needs the password of the app`] : []),
    ...(type !== 'MultiTenant' && !tenant ? [`MicrosoftAppTenantId: missing; ${type} needs the id of the tenant`] : []),
    ...(type === 'MultiTenant' && tenant
      ? ['MicrosoftAppTenantId: MultiTenant has none; set MicrosoftAppType to SingleTenant, or unset the tenant']
      : []),
  ];
}

/** Without an id nobody is asked for a token: whoever has set anything else for one would not expect that. */
function missingId(set: Environment, type: string): readonly string[] {
  const half = ['MicrosoftAppPassword', 'MicrosoftAppTenantId', ...Object.keys(cloud.shape)].filter((setting) => set[setting]);
  if (type !== 'MultiTenant') half.unshift('MicrosoftAppType');
  return half.length > 0
    ? [`MicrosoftAppId: missing, while there is ${half.join(', ')}; set it, or none of them for local development`]
    : [];
}

function isSecure(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname));
}

/** What a password with a bare `/`, `#`, `?` or `%` in it would break is found here, before any of it is taken for a name. */
function isPostgres(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, pathname, username, password } = new URL(address);
  const isWhole = hostname !== '' && /^\/[^/@]+$/.test(pathname);
  return /^postgres(ql)?:$/.test(protocol) && isWhole && [username, password, pathname].every(isDecodable);
}

function isDecodable(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
