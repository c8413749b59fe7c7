import { KnowledgeError, loadKnowledge } from '../knowledge/load';
import { answererOf } from './answer';
import { botFramework } from './channels/bot-framework';
import { openDirectLine } from './channels/direct-line/open';
import { openHandOver } from './channels/hand-over/open';
import { ConfigError, type Config } from './config';
import type { Deliveries } from './delivery/deliveries';
import { handOverTerms } from './hand-over-terms';
import { loadConfig } from './load-config';
import { consoleLog, tell } from './log';
import { atRest, keepAlive } from './living/living-answerer';
import { knowledgeThread, modelFolder, siteFolder } from './paths';
import { startRetention } from './retention-job';
import { makeSenders } from './senders';
import { startServer, type RunningServer } from './server';
import { readSite } from './site';
import { openState } from './state/open-state';
import type { State } from './state/state';
import { prepareIndex } from './understand/prepare';

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const clock = () => new Date();
  const index = prepareIndex(loadKnowledge(config.KNOWLEDGE_DIR), modelFolder);
  const places = { folder: config.KNOWLEDGE_DIR, modelFolder, thread: knowledgeThread };
  const answerer = config.KNOWLEDGE_WATCH ? keepAlive(index, clock, places, consoleLog) : atRest(answererOf(index, clock));
  const state = await openState(config, consoleLog);
  const { inProcess, site } = await openDirectLine(config, state, consoleLog, clock);
  const terms = handOverTerms(config);
  const handOver = terms && openHandOver(terms, config, answerer, state, consoleLog);
  const messages = botFramework({ config, answerer, log: consoleLog, ...state, inProcess, ...(handOver ? { handOver } : {}) });
  const directLine = site(messages);
  const knowledge = () => ({ version: answerer.knowledge.version, problems: answerer.problems() });
  const assets = readSite(siteFolder);
  const parts = {
    messages,
    knowledge,
    log: consoleLog,
    directLine,
    assets,
    isReady: state.isReady,
    senders: makeSenders(config),
  };
  const server = await startServer(parts, config.PORT, config.HOST);
  announce(config, server.port, answerer.knowledge.version);
  const deliveries = handOver?.start(messages);
  startRetention(state.retention, config.RETENTION_DAYS, consoleLog, { wall: Date.now, steady: () => performance.now() });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(server, state, deliveries));
}

function announce({ isLocal, DIRECT_LINE_SIGNING_KEY: key }: Config, port: number, version: string): void {
  consoleLog.info(`The admissions assistant is ready (knowledge ${version}).`);
  consoleLog.info(`Bot Framework endpoint: http://localhost:${port}/api/messages`);
  consoleLog.info(`Direct Line endpoint:   http://localhost:${port}/v3/directline`);
  consoleLog.info('To chat in this terminal instead: npm run chat');
  if (isLocal)
    consoleLog.info('Local development: no MicrosoftAppId is set, so requests are not authenticated. Do not expose this port.');
  if (key === undefined)
    consoleLog.info(
      'No DIRECT_LINE_SIGNING_KEY is set: a key for the tokens of the chat was made and is kept with the state. In production set it from a secret.',
    );
}

async function stop(server: RunningServer, state: State, deliveries: Deliveries | undefined): Promise<void> {
  consoleLog.info('Stopping: the turns in flight end first.');
  await server.stop();
  await deliveries?.stop();
  await state.close().catch((error: unknown) => consoleLog.error('the database could not be closed', error));
  process.exit(0);
}

// A mistake of ours, or of a package, in one turn is no reason to leave all others; after the second kind nothing is certain.
process.on('unhandledRejection', (error) => consoleLog.error('something failed that nobody waited for', error));
process.on('uncaughtException', (error) => {
  consoleLog.error('something failed that nobody caught', error);
  process.exit(1);
});

main().catch((error: unknown) => {
  const told = error instanceof KnowledgeError || error instanceof ConfigError;
  const what = error instanceof KnowledgeError ? 'The knowledge base does not hold' : 'The settings do not hold';
  console.error(told ? `${what}:\n${error.message}` : tell(error));
  process.exit(1);
});
