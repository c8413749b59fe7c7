import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answerer } from '../../bot/answer';
import { botFramework } from '../../bot/channels/bot-framework';
import { openDirectLine } from '../../bot/channels/direct-line/open';
import { readConfig } from '../../bot/config';
import type { Logger } from '../../bot/log';
import { siteFolder } from '../../bot/paths';
import { startServer } from '../../bot/server';
import { readSite } from '../../bot/site';
import { openSqlite } from '../../bot/state/sqlite';
import { sqliteFeedback } from '../../bot/state/sqlite-feedback';
import { sqliteStorage } from '../../bot/state/sqlite-storage';
import { sqliteTranscript } from '../../bot/state/sqlite-transcript';
import { turn } from '../../bot/turn';
import { after, mindOf, realIndex } from '../bot/bot';

export interface TestSite {
  readonly url: string;
  readonly logged: readonly string[];
  stop(): Promise<void>;
}

/** The real bot with the widget as it was built, and its state in memory. */
export async function serveSite(env: Readonly<Record<string, string>> = {}): Promise<TestSite> {
  const { knowledge } = realIndex();
  const answerer: Answerer = {
    knowledge,
    now: () => after,
    answer: (input, session) => turn(input, session, mindOf(knowledge, after)),
  };
  const logged: string[] = [];
  const log: Logger = { info: () => undefined, error: (message, error) => logged.push(`${message}: ${String(error)}`) };
  const config = readConfig({ RATE_LIMIT_PER_MINUTE: '0', ...env });
  const database = openSqlite(':memory:');
  const storage = sqliteStorage(database);
  const kept = { storage, transcript: sqliteTranscript(database), feedback: sqliteFeedback(database) };
  const { inProcess, site } = await openDirectLine(config, kept, log, () => new Date());
  const messages = botFramework(config, answerer, log, storage, inProcess);
  const directLine = site((activity) => messages.receiveOwn(activity));
  const assets = readSite(siteFolder);
  if (assets.size === 0) throw new Error('dist/widget is empty: build the widget first');
  const server = await startServer({ messages, version: knowledge.version, log, directLine, assets }, 0, '127.0.0.1');
  return { url: `http://127.0.0.1:${server.port}`, logged, stop: () => server.stop() };
}

/** A page of some other site, with its own policy. */
export async function servePage(html: string, policy: string): Promise<TestSite> {
  const server: Server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy });
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, logged: [], stop: () => new Promise((resolve) => server.close(() => resolve())) };
}
