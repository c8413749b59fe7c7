import { join } from 'node:path';
import { KnowledgeError } from '../knowledge/load';
import { openAnswerer } from './answer';
import { botFramework } from './channels/bot-framework';
import { openDirectLine } from './channels/direct-line/open';
import { ConfigError, readConfig, type Config } from './config';
import { consoleLog } from './log';
import { modelFolder, siteFolder } from './paths';
import { startServer, type RunningServer } from './server';
import { readSite } from './site';
import { openSqlite, type Sqlite } from './state/sqlite';
import { sqliteFeedback } from './state/sqlite-feedback';
import { sqliteStorage } from './state/sqlite-storage';
import { sqliteTranscript } from './state/sqlite-transcript';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const clock = () => new Date();
  const answerer = openAnswerer(config.KNOWLEDGE_DIR, modelFolder, clock);
  const database = openDatabase(config);
  const storage = sqliteStorage(database);
  const kept = { storage, transcript: sqliteTranscript(database), feedback: sqliteFeedback(database) };
  const { inProcess, site } = await openDirectLine(config, kept, consoleLog, clock);
  const messages = botFramework({ config, answerer, log: consoleLog, ...kept, inProcess });
  const directLine = site((activity) => messages.receiveOwn(activity));
  const { version } = answerer.knowledge;
  const assets = readSite(siteFolder);
  const server = await startServer({ messages, version, log: consoleLog, directLine, assets }, config.PORT, config.HOST);
  announce(config, server.port, version);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(server, database));
}

/** @throws ConfigError if nothing can be written there */
function openDatabase({ DATA_DIR }: Config): Sqlite {
  try {
    return openSqlite(join(DATA_DIR, 'state.db'));
  } catch (error) {
    throw new ConfigError(`DATA_DIR: the state of conversations cannot be kept in ${DATA_DIR}: ${(error as Error).message}`);
  }
}

function announce({ isLocal }: Config, port: number, version: string): void {
  consoleLog.info(`The admissions assistant is ready (knowledge ${version}).`);
  consoleLog.info(`Bot Framework endpoint: http://localhost:${port}/api/messages`);
  consoleLog.info(`Direct Line endpoint:   http://localhost:${port}/v3/directline`);
  consoleLog.info('To chat in this terminal instead: npm run chat');
  if (isLocal)
    consoleLog.info('Local development: no MicrosoftAppId is set, so requests are not authenticated. Do not expose this port.');
}

async function stop(server: RunningServer, database: Sqlite): Promise<void> {
  consoleLog.info('Stopping: the turns in flight end first.');
  await server.stop();
  database.close();
  process.exit(0);
}

main().catch((error: unknown) => {
  const told = error instanceof KnowledgeError || error instanceof ConfigError;
  const what = error instanceof KnowledgeError ? 'The knowledge base does not hold' : 'The settings do not hold';
  console.error(told ? `${what}:\n${error.message}` : error);
  process.exit(1);
});
