import { join } from 'node:path';
import { ConfigError, type Config } from '../config';
import { limiterInMemory, limiterInPostgres } from './limiter';
import type { Logger } from '../log';
import { makeChanges } from './changes';
import { gatherTurns } from './gather-turns';
import { makeInOrder } from './in-order';
import { openPostgres, reasonOf } from './postgres';
import { postgresBacklog } from './postgres-backlog';
import { postgresChanges } from './postgres-changes';
import { postgresFeedback } from './postgres-feedback';
import { postgresLock } from './postgres-lock';
import { postgresOutbox } from './postgres-outbox';
import { openSession } from './postgres-session';
import { postgresRetention } from './postgres-retention';
import { postgresStorage } from './postgres-storage';
import { postgresTickets } from './postgres-tickets';
import { postgresTranscript } from './postgres-transcript';
import { postgresTurnLog } from './postgres-turn-log';
import { forgetWrites, mustBeThere, openSqlite, settle, type Sqlite } from './sqlite';
import { sqliteBacklog } from './sqlite-backlog';
import { sqliteFeedback } from './sqlite-feedback';
import { sqliteOutbox } from './sqlite-outbox';
import { sqliteRetention } from './sqlite-retention';
import { sqliteStorage } from './sqlite-storage';
import { sqliteTickets } from './sqlite-tickets';
import { sqliteTranscript } from './sqlite-transcript';
import { sqliteTurnLog } from './sqlite-turn-log';
import type { State } from './state';
import { within } from '../within';

/**
 * Where the bot keeps its state is chosen here and nowhere else. For another storage of the Bot Framework (Cosmos DB, Blob
 * Storage, Redis) put it in the place of this one: `{ ...state, storage: new BlobsStorage(...) }`.
 * @throws ConfigError if nothing can be kept there
 */
export async function openState(config: Config, log: Logger): Promise<State> {
  const { DATABASE_URL: url, DATABASE_POOL_SIZE: connections, DATA_DIR: folder } = config;
  try {
    return url === undefined ? sqliteState(openSqlite(join(folder, 'state.db'))) : await postgresState(url, connections, log);
  } catch (error) {
    // The address of a database is not told: the password is in it.
    const [setting, place] = url === undefined ? ['DATA_DIR', folder] : ['DATABASE_URL', 'PostgreSQL'];
    throw new ConfigError(`${setting}: the state of conversations cannot be kept in ${place}: ${reasonOf(error)}`);
  }
}

/** For one instance: a file has no other. */
export function sqliteState(database: Sqlite): State {
  const proof = database.prepare(proofOf('unixepoch()'));
  const turnLog = gatherTurns(sqliteTurnLog(database));
  return {
    storage: sqliteStorage(database),
    transcript: sqliteTranscript(database),
    feedback: sqliteFeedback(database),
    tickets: sqliteTickets(database),
    outbox: sqliteOutbox(database),
    backlog: sqliteBacklog(database),
    turnLog,
    retention: sqliteRetention(database),
    changes: makeChanges(),
    exclusively: makeInOrder(),
    makeLimiter: limiterInMemory,
    isReady: () => answers(settle(() => (mustBeThere(database), proof.run()))),
    close: async () => {
      try {
        await turnLog.write();
        forgetWrites(database);
      } finally {
        database.close();
      }
    },
  };
}

/** What the instances of the bot have in common. */
const channel = 'admissions_assistant';

export async function postgresState(url: string, mostConnections: number, log: Logger): Promise<State> {
  const postgres = await openPostgres(url, mostConnections, log);
  const session = await openSession(url, channel, log);
  const changes = postgresChanges(session, channel);
  const turnLog = gatherTurns(postgresTurnLog(postgres));
  return {
    storage: postgresStorage(postgres),
    transcript: postgresTranscript(postgres),
    feedback: postgresFeedback(postgres),
    tickets: postgresTickets(postgres),
    outbox: postgresOutbox(postgres),
    backlog: postgresBacklog(postgres),
    turnLog,
    retention: postgresRetention(postgres),
    changes,
    exclusively: makeInOrder(postgresLock(session)),
    makeLimiter: limiterInPostgres(postgres),
    isReady: () => answers(postgres.query(proofOf('now()'))),
    close: async () => {
      await changes.sent();
      const closed = turnLog.write().finally(() => Promise.all([session.close(), postgres.end()]));
      // A network that has gone does not keep the process from ending.
      await within(3000, closed).catch(() => undefined);
    },
  };
}

/** A disk that is full and a copy that is only to be read from answer every question, and keep nothing. */
const proofOf = (now: string) =>
  `INSERT INTO job (name, at) VALUES ('ready', ${now}) ON CONFLICT (name) DO UPDATE SET at = excluded.at`;

/** Whoever asks whether the bot is ready is told within a second. */
function answers(question: Promise<unknown>): Promise<boolean> {
  return within(1000, question).then(
    () => true,
    () => false,
  );
}
