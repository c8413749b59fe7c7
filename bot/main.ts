import { KnowledgeError, loadKnowledge } from '../knowledge/load';
import { answererOf } from './answer';
import { botFramework } from './channels/bot-framework';
import { openDirectLine } from './channels/direct-line/open';
import { openHandOver } from './channels/hand-over/open';
import { ConfigError, type Config } from './config';
import type { Deliveries } from './delivery/deliveries';
import { handOverTerms } from './hand-over-terms';
import { loadConfig } from './load-config';
import { tell, type Logger } from './log';
import { atRest, keepAlive } from './living/living-answerer';
import { openLog, type OpenLog } from './observe/open-log';
import { openObserving, type Observing } from './observe/open-observing';
import { knowledgeThread, modelFolder, siteFolder } from './paths';
import { startRetention } from './retention-job';
import { makeSenders } from './senders';
import { startServer, type RunningServer } from './server';
import { readSite } from './site';
import { openStaff } from './staff/open';
import { openState } from './state/open-state';
import type { State } from './state/state';
import { prepareIndex } from './understand/prepare';

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = openLog(config, process.stdout.isTTY);
  goOn(log);
  const clock = () => new Date();
  const index = prepareIndex(loadKnowledge(config.KNOWLEDGE_DIR), modelFolder);
  const places = { folder: config.KNOWLEDGE_DIR, modelFolder, thread: knowledgeThread };
  const answerer = config.KNOWLEDGE_WATCH ? keepAlive(index, clock, places, log) : atRest(answererOf(index, clock));
  const kept = await openState(config, log);
  const knowledge = () => ({ version: answerer.knowledge.version, problems: answerer.problems() });
  const observing = await openObserving(config, kept, { knowledge, now: clock }, log);
  const { state, observer, metrics } = observing;
  const { inProcess, site } = await openDirectLine(config, state, log, clock, observer);
  const terms = handOverTerms(config);
  const handOver = terms && openHandOver(terms, config, answerer, state, log, observer);
  const messages = botFramework({ config, answerer, log, observer, ...state, inProcess, ...(handOver ? { handOver } : {}) });
  const directLine = site(messages);
  const assets = readSite(siteFolder);
  const staff = handOver && openStaff(config, state, handOver.desk, answerer, log);
  const parts = {
    messages,
    knowledge,
    log,
    directLine,
    assets,
    isReady: state.isReady,
    senders: makeSenders(config, observer),
    observer,
    metrics,
    ...(staff ? { staff } : {}),
  };
  const server = await startServer(parts, config.PORT, config.HOST);
  announce(config, server.port, answerer.knowledge.version, log);
  const deliveries = handOver?.start(messages);
  startRetention(state.retention, config.RETENTION_DAYS, log, { wall: Date.now, steady: () => performance.now() });
  const end = () => stop(config, { server, state, deliveries, observing, log });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end());
}

function announce({ isLocal, DIRECT_LINE_SIGNING_KEY: key }: Config, port: number, version: string, log: Logger): void {
  log.info(`The admissions assistant is ready (knowledge ${version}).`);
  log.info(`Bot Framework endpoint: http://localhost:${port}/api/messages`);
  log.info(`Direct Line endpoint:   http://localhost:${port}/v3/directline`);
  log.info('To chat in this terminal instead: npm run chat');
  if (isLocal)
    log.info('Local development: no MicrosoftAppId is set, so requests are not authenticated. Do not expose this port.');
  if (key === undefined)
    log.info(
      'No DIRECT_LINE_SIGNING_KEY is set: a key for the tokens of the chat was made and is kept with the state. In production set it from a secret.',
    );
}

/** What is stopped, in this order. */
interface Running {
  readonly server: RunningServer;
  readonly deliveries: Deliveries | undefined;
  readonly state: State;
  readonly observing: Observing;
  readonly log: OpenLog;
}

async function stop({ DRAIN_SECONDS: seconds }: Config, running: Running): Promise<void> {
  const { server, deliveries, state, observing, log } = running;
  log.info(`Stopping${seconds > 0 ? ` in ${seconds} s` : ''}: the turns in flight end first.`);
  await server.stop(seconds);
  await deliveries?.stop();
  await state.close().catch((error: unknown) => log.error('the database could not be closed', error));
  await observing.stop();
  await log.close();
  process.exit(0);
}

/** A mistake of ours, or of a package, in one turn is no reason to leave all others; after the second kind nothing is certain. */
function goOn(log: Logger): void {
  process.on('unhandledRejection', (error) => log.error('something failed that nobody waited for', error));
  process.on('uncaughtException', (error) => {
    log.error('something failed that nobody caught', error);
    process.exit(1);
  });
}

main().catch((error: unknown) => {
  const told = error instanceof KnowledgeError || error instanceof ConfigError;
  const what = error instanceof KnowledgeError ? 'The knowledge base does not hold' : 'The settings do not hold';
  console.error(told ? `${what}:\n${error.message}` : tell(error));
  process.exit(1);
});
