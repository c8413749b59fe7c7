import { KnowledgeError } from '../knowledge/load';
import { openAnswerer } from './answer';
import { botFramework } from './channels/bot-framework';
import { ConfigError, readConfig, type Config } from './config';
import { consoleLog } from './log';
import { modelFolder } from './paths';
import { startServer, type RunningServer } from './server';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const answerer = openAnswerer(config.KNOWLEDGE_DIR, modelFolder, () => new Date());
  const messages = botFramework(config, answerer, consoleLog);
  const server = await startServer({ messages, version: answerer.knowledge.version, log: consoleLog }, config.PORT, config.HOST);
  announce(config, server.port, answerer.knowledge.version);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(server));
}

function announce({ isLocal }: Config, port: number, version: string): void {
  consoleLog.info(`The admissions assistant is ready (knowledge ${version}).`);
  consoleLog.info(`Bot Framework endpoint: http://localhost:${port}/api/messages`);
  consoleLog.info('To chat in this terminal instead: npm run chat');
  if (isLocal)
    consoleLog.info('Local development: no MicrosoftAppId is set, so requests are not authenticated. Do not expose this port.');
}

async function stop(server: RunningServer): Promise<void> {
  consoleLog.info('Stopping: the turns in flight end first.');
  await server.stop();
  process.exit(0);
}

main().catch((error: unknown) => {
  const told = error instanceof KnowledgeError || error instanceof ConfigError;
  const what = error instanceof KnowledgeError ? 'The knowledge base does not hold' : 'The settings do not hold';
  console.error(told ? `${what}:\n${error.message}` : error);
  process.exit(1);
});
