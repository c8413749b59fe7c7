import { readFileSync, statSync } from 'node:fs';

/** The settings that nobody but the bot may know. */
export const secretSettings = [
  'MicrosoftAppPassword',
  'DATABASE_URL',
  'DIRECT_LINE_SIGNING_KEY',
  'DIRECT_LINE_SECRET',
  'SMTP_URL',
  'HAND_OVER_WEBHOOK_SECRET',
  'METRICS_TOKEN',
  'STAFF_PASSWORD_HASH',
  'STAFF_OIDC_CLIENT_SECRET',
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with its secrets, and what is wrong with the files that they are in. */
export interface WithSecrets {
  readonly env: Environment;
  readonly problems: readonly string[];
}

/** Bytes: a secret is a line, so whatever is longer is another file. */
const largest = 64 * 1024;

/**
 * Reads each secret whose file is named, such as `DATABASE_URL_FILE=/run/secrets/database-url`: so Docker and Kubernetes hand
 * them over without their standing in the environment.
 */
export function readSecrets(env: Environment): WithSecrets {
  const secrets: Record<string, string> = {};
  const problems: string[] = [];
  for (const setting of secretSettings) {
    const path = env[`${setting}_FILE`]?.trim();
    if (!path) continue;
    const read = env[setting]?.trim() ? { problem: `set as well as ${setting}; set one of them` } : readSecret(path);
    if ('secret' in read) secrets[setting] = read.secret;
    else problems.push(`${setting}_FILE: ${read.problem}`);
  }
  return { env: { ...env, ...secrets }, problems };
}

type Read = { readonly secret: string } | { readonly problem: string };

/** The path is not told again: whoever mistakes the setting has put the secret there. */
function readSecret(path: string): Read {
  try {
    const file = statSync(path);
    if (!file.isFile()) return { problem: 'names a folder or a device; name the file itself' };
    if (file.size > largest) return { problem: 'names a file that is larger than 64 kB, so it is another one' };
    const secret = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)).replace(/\r?\n$/, '');
    if (secret.trim() === '') return { problem: 'names a file that is empty' };
    return /[\r\n]/.test(secret) ? { problem: 'names a file of several lines; a secret is one' } : { secret };
  } catch (error) {
    return { problem: reasons.get((error as NodeJS.ErrnoException).code ?? '') ?? 'names a file that cannot be read' };
  }
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'names a file that is not there'],
  ['EACCES', 'names a file that the bot may not read'],
  ['ERR_ENCODING_INVALID_ENCODED_DATA', 'names a file that is no text in UTF-8'],
]);
