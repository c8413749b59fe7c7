import { readConfig, type Config } from './config';
import { readSecrets } from './secrets';

/**
 * The settings in the environment, and the secrets in the files that it names.
 * @throws ConfigError naming every setting that is wrong and what would be right
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const { env: whole, problems } = readSecrets(env);
  return readConfig(whole, problems);
}
