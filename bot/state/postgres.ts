import { createHash } from 'node:crypto';
import { Client, Pool, type ClientConfig, type PoolClient } from 'pg';
import type { Logger } from '../log';

/** Each step brings a database of the version before it up to date; a new database takes all of them. */
const migrations: readonly string[] = [
  `CREATE TABLE assistant_version (version integer NOT NULL);
   INSERT INTO assistant_version VALUES (0);
   CREATE TABLE state (key text PRIMARY KEY, value text NOT NULL, etag bigserial NOT NULL);
   CREATE TABLE conversation (id text PRIMARY KEY, "user" text NOT NULL, ended boolean NOT NULL DEFAULT false);
   CREATE TABLE transcript (conversation text NOT NULL, watermark integer NOT NULL, activity text NOT NULL,
     PRIMARY KEY (conversation, watermark));
   CREATE TABLE feedback (conversation text NOT NULL, reply text NOT NULL, vote text NOT NULL, topics text NOT NULL,
     knowledge text NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (conversation, reply))`,
  // When what is kept was written, so that it is kept no longer than it may be, and what was delivered twice is said once.
  `ALTER TABLE state ADD COLUMN at timestamptz NOT NULL DEFAULT now();
   ALTER TABLE conversation ADD COLUMN at timestamptz NOT NULL DEFAULT now();
   ALTER TABLE transcript ADD COLUMN at timestamptz NOT NULL DEFAULT now(), ADD COLUMN delivery text;
   CREATE INDEX state_at ON state (at);
   CREATE INDEX conversation_at ON conversation (at);
   CREATE INDEX transcript_at ON transcript (at);
   CREATE INDEX feedback_at ON feedback (at);
   CREATE UNIQUE INDEX transcript_delivery ON transcript (conversation, delivery) WHERE delivery IS NOT NULL;
   CREATE TABLE job (name text PRIMARY KEY, at timestamptz NOT NULL)`,
  // Questions that were handed over to a person, what was said about them, and what of it is still to be sent.
  `CREATE TABLE ticket (number text PRIMARY KEY, origin text NOT NULL UNIQUE, owner text NOT NULL, content text NOT NULL,
     status text NOT NULL DEFAULT 'open', thread text UNIQUE, taken_by text, opened bigint NOT NULL, last bigint NOT NULL,
     at timestamptz NOT NULL DEFAULT now());
   CREATE INDEX ticket_owner ON ticket (owner);
   CREATE INDEX ticket_at ON ticket (at);
   CREATE TABLE ticket_message (ticket text NOT NULL REFERENCES ticket ON DELETE CASCADE, n integer NOT NULL,
     message text NOT NULL, delivery text, PRIMARY KEY (ticket, n), UNIQUE (ticket, delivery));
   CREATE TABLE outbox (id bigserial PRIMARY KEY, ticket text NOT NULL REFERENCES ticket ON DELETE CASCADE,
     message integer NOT NULL, destination text NOT NULL, state text NOT NULL DEFAULT 'waiting', tries integer NOT NULL DEFAULT 0,
     since bigint NOT NULL, next bigint NOT NULL, lease bigint NOT NULL DEFAULT 0, reason text NOT NULL DEFAULT '',
     UNIQUE (ticket, message, destination));
   CREATE INDEX outbox_waiting ON outbox (ticket, destination, id) WHERE state = 'waiting'`,
  // What was asked: counts, which hold nothing that anybody wrote, and questions that were missed, which hold nobody.
  `CREATE TABLE turn (at timestamptz NOT NULL, channel text NOT NULL, kind text NOT NULL, topics text NOT NULL,
     language text NOT NULL, knowledge text NOT NULL, begun boolean NOT NULL, asked text NOT NULL, going text NOT NULL,
     verdict text NOT NULL);
   CREATE INDEX turn_at ON turn (at);
   CREATE TABLE missed (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL, why text NOT NULL,
     question text NOT NULL, topics text NOT NULL, knowledge text NOT NULL, status text NOT NULL DEFAULT 'open');
   CREATE INDEX missed_at ON missed (at)`,
  // How often a password was tried, and a person asked for: columns and names as rate-limiter-flexible has them.
  'CREATE TABLE tries (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint)',
];

/** The connections that queries are made over, each for as long as the query takes. */
export type Postgres = Pool;

/** A connection from the pool, or the pool itself. */
export type Queryable = Pick<PoolClient, 'query'>;

/** Milliseconds for a connection, and for an answer; every query of ours takes a few. */
const patience = 5000;
/** Another instance may be at the migrations. */
const longestMigration = 60_000;

export function settingsFor(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'admissions-assistant',
    connectionTimeoutMillis: patience,
    query_timeout: patience,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
}

/** @throws if it does not answer, or was written by a newer version of the bot */
export async function openPostgres(url: string, mostConnections: number, log: Logger): Promise<Postgres> {
  const settings = settingsFor(url);
  await migrate({ ...settings, query_timeout: longestMigration });
  const pool = new Pool({ ...settings, max: mostConnections });
  // The password is in it: whoever prints the pool must not see it.
  Object.defineProperty(pool.options, 'connectionString', { enumerable: false });
  pool.on('error', (error) => log.error('an idle connection to PostgreSQL was lost', reasonOf(error)));
  return pool;
}

async function migrate(settings: ClientConfig): Promise<void> {
  const client = new Client(settings);
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN');
    // Of instances that start at once one goes first; the others find it done.
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockNumber('migrations')]);
    const version = await versionOf(client);
    if (version > migrations.length) throw new Error('the database was written by a newer version of the bot');
    for (const step of migrations.slice(version)) await client.query(step);
    if (version < migrations.length) await client.query('UPDATE assistant_version SET version = $1', [migrations.length]);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** A user that may not create tables can start on a database that is up to date. */
async function versionOf(client: Queryable): Promise<number> {
  const { rows: found } = await client.query<{ is: boolean }>(`SELECT to_regclass('assistant_version') IS NOT NULL AS is`);
  if (!found[0]?.is) return 0;
  const { rows } = await client.query<{ version: number }>('SELECT version FROM assistant_version');
  return rows[0]?.version ?? 0;
}

/** All of it or, if it fails, nothing. */
export async function inTransaction<T>(postgres: Postgres, work: (client: Queryable) => Promise<T>): Promise<T> {
  const client = await postgres.connect();
  // A connection that is lost meanwhile fails the query, too; nobody else need hear of it.
  const ignore = () => undefined;
  client.on('error', ignore);
  let isBroken = false;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    isBroken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(isBroken);
  }
}

/** In characters of up to three bytes: an index takes 2,704 bytes, and the one of the votes has two keys. */
const longestKey = 400;

/**
 * How a key is written. Channels choose their ids: PostgreSQL's text takes neither NUL nor half of a surrogate pair, which
 * are written as in JSON, and its index nothing long, which goes by its digest. No two keys are written alike: a line break
 * stands in none that is written in full.
 */
export function keyOf(name: string): string {
  const written = JSON.stringify(name).slice(1, -1);
  if (written.length <= longestKey) return written;
  return `${written.slice(0, 100)}\n${createHash('sha256').update(written).digest('hex')}`;
}

/** Advisory locks go by a number of 64 bits. */
export function lockNumber(name: string): string {
  return createHash('sha256').update(JSON.stringify(name)).digest().readBigInt64BE().toString();
}

/** The driver's errors carry their client along, and have no message of their own where none of several addresses answers. */
export function reasonOf(error: unknown): string {
  const { message, errors, code } = error as { message?: string; errors?: readonly unknown[]; code?: string };
  return errors?.map(reasonOf).join('; ') ?? [message, code, 'no reason was given'].find(Boolean) ?? '';
}
