import { ConfigError } from '../config';
import { loadConfig } from '../load-config';
import { consoleLog, tell } from '../log';
import { tellErased } from '../retention-job';
import { openState } from '../state/open-state';

/** npm run retention: erases what is too old now, whoever would be the one to do so in the bot. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const state = await openState(config, consoleLog);
  try {
    console.log(tellErased(await state.retention.erase(config.RETENTION_DAYS), config.RETENTION_DAYS));
  } finally {
    await state.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? `The settings do not hold:\n${error.message}` : tell(error));
  process.exitCode = 1;
});
