import { join } from 'node:path';
import { KnowledgeError } from '../knowledge/load';
import { openAnswerer } from './answer';
import { botFramework } from './channels/bot-framework';
import { ConfigError, readConfig, type Config } from './config';
import { consoleLog } from './log';
import { modelFolder } from './paths';
import { startServer, type RunningServer } from './server';
import { openSqliteStorage, type ClosableStorage } from './state/sqlite-storage';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const answerer = openAnswerer(config.KNOWLEDGE_DIR, modelFolder, () => new Date());
  const storage = openStorage(config);
  const messages = botFramework(config, answerer, consoleLog, storage);
  const server = await startServer({ messages, version: answerer.knowledge.version, log: consoleLog }, config.PORT, config.HOST);
  announce(config, server.port, answerer.knowledge.version);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(server, storage));
}

/** @throws ConfigError if nothing can be written there */
function openStorage({ DATA_DIR }: Config): ClosableStorage {
  try {
    return openSqliteStorage(join(DATA_DIR, 'state.db'));
  } catch (error) {
    throw new ConfigError(`DATA_DIR: the state of conversations cannot be kept in ${DATA_DIR}: ${(error as Error).message}`);
  }
}

function announce({ isLocal }: Config, port: number, version: string): void {
  consoleLog.info(`The admissions assistant is ready (knowledge ${version}).`);
  consoleLog.info(`Bot Framework endpoint: http://localhost:${port}/api/messages`);
  consoleLog.info('To chat in this terminal instead: npm run chat');
  if (isLocal)
    consoleLog.info('Local development: no MicrosoftAppId is set, so requests are not authenticated. Do not expose this port.');
}

async function stop(server: RunningServer, storage: ClosableStorage): Promise<void> {
  consoleLog.info('Stopping: the turns in flight end first.');
  await server.stop();
  storage.close();
  process.exit(0);
}

main().catch((error: unknown) => {
  const told = error instanceof KnowledgeError || error instanceof ConfigError;
  const what = error instanceof KnowledgeError ? 'The knowledge base does not hold' : 'The settings do not hold';
  console.error(told ? `${what}:\n${error.message}` : error);
  process.exit(1);
});
