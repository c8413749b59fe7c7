import { backOff } from 'exponential-backoff';
import { Client, DatabaseError, type QueryResultRow } from 'pg';
import type { Logger } from '../log';
import { reasonOf, settingsFor } from './postgres';

/** The connection that an instance keeps to itself, for what PostgreSQL ties to one: hearing of news, and holding locks. */
export interface Session {
  /** None while it is lost; it comes back by itself, as another one. */
  readonly connection: Connection | undefined;
  hear(hearing: Hearing): void;
  readonly close: () => Promise<void>;
}

/** As long as it lasts; the locks that were taken over it end with it. */
export interface Connection {
  /** One query after the other. */
  ask<Row extends QueryResultRow>(query: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

export interface Hearing {
  heard(payload: string): void;
  /** Connected again: what was said meanwhile was not heard. */
  back(): void;
}

/** Milliseconds after which it is tried whether the connection still carries: nobody says when a network has gone. */
const beatEvery = 10_000;

/** @throws if the database does not answer; once it has, it is tried again for as long as it takes */
export async function openSession(url: string, channel: string, log: Logger): Promise<Session> {
  let hearing: Hearing | undefined;
  let open: Open | undefined;
  let isClosing = false;
  const connect = async () => {
    const opened = await openConnection(url, channel, (payload) => hearing?.heard(payload));
    if (isClosing) return opened.close();
    open = opened;
    void opened.ended.then(reconnect);
  };
  const reconnect = async () => {
    open = undefined;
    if (isClosing) return;
    log.error('the connection to PostgreSQL was lost', 'it is tried again until it is back');
    const again = { numOfAttempts: Infinity, maxDelay: 5000, jitter: 'full', retry: () => !isClosing } as const;
    await backOff(connect, again).then(isBack, () => undefined);
  };
  const isBack = () => {
    if (isClosing) return;
    log.info('The connection to PostgreSQL is back.');
    hearing?.back();
  };
  await connect();
  return {
    get connection() {
      return open?.connection;
    },
    hear: (one) => void (hearing = one),
    close: async () => {
      isClosing = true;
      await open?.close();
    },
  };
}

interface Open {
  readonly connection: Connection;
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

async function openConnection(url: string, channel: string, heard: (payload: string) => void): Promise<Open> {
  const client = new Client(settingsFor(url));
  // The end of the connection follows, and is what counts.
  client.on('error', () => undefined);
  client.on('notification', ({ payload = '' }) => heard(payload));
  const ended = new Promise<void>((resolve) => client.on('end', resolve));
  const connection = oneByOne(client);
  try {
    await client.connect();
    await connection.ask(beginning(channel));
  } catch (error) {
    void client.end();
    throw error;
  }
  const beat = setInterval(() => void connection.ask('SELECT 1').catch(() => undefined), beatEvery).unref();
  void ended.then(() => clearInterval(beat));
  const close = async () => {
    // After what was asked before.
    await connection.ask('UNLISTEN *').catch(() => undefined);
    await client.end();
  };
  return { connection, ended, close };
}

/**
 * The server is to notice within half a minute when this machine has gone, and with it whoever holds locks. What goes over
 * this connection is of the moment, so nothing waits for the disk.
 */
function beginning(channel: string): string {
  return `SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4;
    SET synchronous_commit = off; LISTEN ${channel}`;
}

function oneByOne(client: Client): Connection {
  let last: Promise<unknown> = Promise.resolve();
  const query = async <Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<readonly Row[]> => {
    try {
      return (await client.query<Row>(text, values && [...values])).rows;
    } catch (error) {
      // Without an answer nobody knows whether a lock was given: that ends with the connection.
      if (!(error instanceof DatabaseError)) void client.end();
      throw new Error(reasonOf(error));
    }
  };
  return {
    ask: <Row extends QueryResultRow>(text: string, values?: readonly unknown[]) => {
      const answer = last.then(() => query<Row>(text, values));
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}
