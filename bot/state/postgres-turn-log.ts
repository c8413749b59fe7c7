import type { Postgres } from './postgres';
import { always, countOf, missedOf, valuesOf, type CountRow, type MissedRow, type TurnLog } from './turn-log';

const alike = 'channel, kind, topics, language, begun, asked, going, verdict';

const add = `INSERT INTO turn (channel, kind, topics, language, knowledge, asked, going, verdict, begun, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const addMissed = 'INSERT INTO missed (at, why, question, topics, knowledge) VALUES ($1, $2, $3, $4, $5)';
const select = `SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, ${alike}, count(*)::integer AS count FROM turn
  WHERE at >= $1 AND at < $2 GROUP BY day, ${alike} ORDER BY day`;
const selectMissed = 'SELECT * FROM missed WHERE at >= $1 AND at < $2 ORDER BY at, id';

/** What was asked, in PostgreSQL. */
export function postgresTurnLog(postgres: Postgres): TurnLog {
  return {
    count: async (turn) => {
      await postgres.query(add, [...valuesOf(turn), turn.begun, turn.at]);
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
