import type { Storage } from 'botbuilder';
import { turn } from '../../../bot/turn';
import type { Answerer } from '../../../bot/answer';
import { botFramework, type BotFramework } from '../../../bot/channels/bot-framework';
import { openHandOver, type HandOver } from '../../../bot/channels/hand-over/open';
import { openDirectLine } from '../../../bot/channels/direct-line/open';
import { handOverTerms } from '../../../bot/hand-over-terms';
import { readConfig } from '../../../bot/config';
import { httpLimits, type HttpLimits } from '../../../bot/http';
import type { Logger } from '../../../bot/log';
import { unobserved } from '../../../bot/observe/observer';
import { makeSenders } from '../../../bot/senders';
import { startServer, type RunningServer } from '../../../bot/server';
import type { Asset } from '../../../bot/site';
import type { Allowed } from '../../../bot/staff/lock-out';
import { openStaff } from '../../../bot/staff/open';
import { sqliteState } from '../../../bot/state/open-state';
import { openSqlite, type Sqlite } from '../../../bot/state/sqlite';
import type { State } from '../../../bot/state/state';
import { after, mindOf, realIndex } from '../bot';

export interface TestServer {
  readonly url: string;
  readonly logged: readonly string[];
  readonly bot: BotFramework;
  /** Where a way to the office is set. */
  readonly handOver?: HandOver;
  stop(): Promise<void>;
}

export const signingKey = 'a key that is only known to the tests 0123456789';

/** What a test may have otherwise: the settings, a database of its own, and the files of the widget. */
export interface Otherwise {
  readonly env?: Readonly<Record<string, string>>;
  readonly database?: Sqlite;
  readonly port?: number;
  readonly assets?: ReadonlyMap<string, Asset>;
  readonly now?: () => Date;
  /** Where the state of conversations is kept, if not in the database. */
  readonly storage?: Storage;
  /** All of the state, if it is not in the database; whoever gives it closes it. */
  readonly state?: State;
  /** How long a client may take. */
  readonly http?: Partial<HttpLimits>;
  /** How long the service of a channel may take. */
  readonly patience?: number;
  /** What answers, if it is not the real knowledge base at rest. */
  readonly answerer?: Answerer;
  /** How often a password may be tried at /staff, where that is on. */
  readonly allowed?: Allowed;
}

/** The real server, with its own state in memory unless a database is given. */
export async function serveDirectLine({
  env = {},
  database = openSqlite(':memory:'),
  port = 0,
  assets = new Map(),
  now = () => after,
  storage,
  state = sqliteState(database),
  http = {},
  patience = 10_000,
  answerer = atRest(now),
  allowed,
}: Otherwise = {}): Promise<TestServer> {
  const { knowledge } = answerer;
  const config = readConfig({ RATE_LIMIT_PER_MINUTE: '0', DIRECT_LINE_SIGNING_KEY: signingKey, ...env });
  const logged: string[] = [];
  const log: Logger = { info: () => undefined, error: (message, error) => logged.push(`${message}: ${String(error)}`) };
  const kept = storage ? { ...state, storage } : state;
  const { inProcess, site } = await openDirectLine(config, kept, log, now);
  const terms = handOverTerms(config);
  const handOver = terms && openHandOver(terms, config, answerer, kept, log, unobserved, 100);
  const messages = botFramework({ config, answerer, log, ...kept, inProcess, patience, ...(handOver ? { handOver } : {}) });
  const deliveries = handOver?.start(messages);
  const staff = handOver && openStaff(config, kept, handOver.desk, answerer, log, allowed);
  const directLine = site(messages);
  const parts = {
    ...{
      messages,
      knowledge: () => ({ version: knowledge.version, problems: [] }),
      log,
      directLine,
      assets,
      isReady: state.isReady,
    },
    ...{ senders: makeSenders(config), http: { ...httpLimits, ...http }, ...(staff ? { staff } : {}) },
  };
  const server: RunningServer = await startServer(parts, port, '127.0.0.1');
  const stop = () => server.stop().then(() => Promise.all([deliveries?.stop(), staff?.stop()]).then(() => undefined));
  return { url: `http://127.0.0.1:${server.port}`, logged, bot: messages, ...(handOver ? { handOver } : {}), stop };
}

function atRest(now: () => Date): Answerer {
  const { knowledge } = realIndex();
  return { knowledge, now, answer: (input, session) => turn(input, session, mindOf(knowledge, now())) };
}
