import { turn } from '../../../bot/turn';
import type { Answerer } from '../../../bot/answer';
import { botFramework, type BotFramework } from '../../../bot/channels/bot-framework';
import { openDirectLine } from '../../../bot/channels/direct-line/open';
import { readConfig } from '../../../bot/config';
import type { Logger } from '../../../bot/log';
import { startServer, type RunningServer } from '../../../bot/server';
import { openSqlite, type Sqlite } from '../../../bot/state/sqlite';
import { sqliteFeedback } from '../../../bot/state/sqlite-feedback';
import { sqliteStorage } from '../../../bot/state/sqlite-storage';
import { sqliteTranscript } from '../../../bot/state/sqlite-transcript';
import { after, mindOf, realIndex } from '../bot';

export interface TestServer {
  readonly url: string;
  readonly logged: readonly string[];
  readonly bot: BotFramework;
  stop(): Promise<void>;
}

export const signingKey = 'a key that is only known to the tests 0123456789';

/** The real server, with its own state in memory unless a database is given. */
export async function serveDirectLine(env: Readonly<Record<string, string>> = {}, given?: Sqlite, port = 0): Promise<TestServer> {
  const { knowledge } = realIndex();
  const config = readConfig({ RATE_LIMIT_PER_MINUTE: '0', DIRECT_LINE_SIGNING_KEY: signingKey, ...env });
  const answerer: Answerer = {
    knowledge,
    now: () => after,
    answer: (input, session) => turn(input, session, mindOf(knowledge, after)),
  };
  const logged: string[] = [];
  const log: Logger = { info: () => undefined, error: (message, error) => logged.push(`${message}: ${String(error)}`) };
  const database = given ?? openSqlite(':memory:');
  const storage = sqliteStorage(database);
  const kept = { storage, transcript: sqliteTranscript(database), feedback: sqliteFeedback(database) };
  const { inProcess, site } = await openDirectLine(config, kept, log, () => after);
  const messages = botFramework(config, answerer, log, storage, inProcess);
  const directLine = site((activity) => messages.receiveOwn(activity));
  const server: RunningServer = await startServer({ messages, version: knowledge.version, log, directLine }, port, '127.0.0.1');
  return { url: `http://127.0.0.1:${server.port}`, logged, bot: messages, stop: () => server.stop() };
}
