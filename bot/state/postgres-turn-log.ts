import type { KeptTurnLog } from './gather-turns';
import type { Postgres } from './postgres';
import { always, countOf, missedOf, valuesOf, type CountRow, type MissedRow } from './turn-log';

const alike = 'channel, kind, topics, language, begun, asked, going, verdict';

/** One statement for any number of turns: each column is one array. */
const add = `INSERT INTO turn (channel, kind, topics, language, knowledge, asked, going, verdict, begun, at)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::boolean[],
    $10::timestamptz[])`;
const addMissed = 'INSERT INTO missed (at, why, question, topics, knowledge) VALUES ($1, $2, $3, $4, $5)';
const select = `SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, ${alike}, count(*)::integer AS count FROM turn
  WHERE at >= $1 AND at < $2 GROUP BY day, ${alike} ORDER BY day`;
const selectMissed = 'SELECT * FROM missed WHERE at >= $1 AND at < $2 ORDER BY at, id';

/** What was asked, in PostgreSQL. */
export function postgresTurnLog(postgres: Postgres): KeptTurnLog {
  return {
    countAll: async (turns) => {
      const rows = turns.map((turn) => [...valuesOf(turn), turn.begun, turn.at]);
      await postgres.query(add, rows[0]?.map((_, column) => rows.map((row) => row[column])) ?? []);
    },
    miss: async ({ at, why, question, topics, knowledge }) => {
      await postgres.query(addMissed, [at, why, question, topics.join(' '), knowledge]);
    },
    counts: async ({ from, to }) => (await postgres.query<CountRow>(select, [from, to])).rows.map(countOf),
    missed: async ({ from, to } = always) => (await postgres.query<MissedRow>(selectMissed, [from, to])).rows.map(missedOf),
    settle: async (ids, status) => {
      await postgres.query('UPDATE missed SET status = $2 WHERE id = ANY($1)', [ids, status]);
    },
  };
}
