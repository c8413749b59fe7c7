import type { KeptTurnLog } from './gather-turns';
import { forgetWrites, inOnePiece, settle, type Sqlite } from './sqlite';
import {
  always,
  countOf,
  missedOf,
  valuesOf,
  type CountRow,
  type LoggedTurn,
  type MissedRow,
  type MissedStatus,
} from './turn-log';

const alike = 'channel, kind, topics, language, begun, asked, going, verdict';

/** What was asked, in a SQLite database. */
export function sqliteTurnLog(db: Sqlite): KeptTurnLog {
  const add = db.prepare(
    `INSERT INTO turn (channel, kind, topics, language, knowledge, asked, going, verdict, begun, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addAll = inOnePiece(db, (turns: readonly LoggedTurn[]) => {
    for (const turn of turns) add.run(...valuesOf(turn), Number(turn.begun), seconds(turn.at));
  });
  const addMissed = db.prepare('INSERT INTO missed (at, why, question, topics, knowledge) VALUES (?, ?, ?, ?, ?)');
  const select = db.prepare(
    `SELECT date(at, 'unixepoch') AS day, ${alike}, count(*) AS count FROM turn WHERE at >= ? AND at < ?
     GROUP BY day, ${alike} ORDER BY day`,
  );
  const selectMissed = db.prepare('SELECT * FROM missed WHERE at >= ? AND at < ? ORDER BY at, id');
  const update = db.prepare('UPDATE missed SET status = ? WHERE id = ?');
  const updateAll = inOnePiece(db, (ids: readonly number[], status: MissedStatus) => ids.forEach((id) => update.run(status, id)));
  return {
    countAll: (turns) => settle(() => addAll(turns)),
    miss: ({ at, why, question, topics, knowledge }) =>
      settle(() => void addMissed.run(seconds(at), why, question, topics.join(' '), knowledge)),
    counts: ({ from, to }) => settle(() => (select.all(seconds(from), seconds(to)) as readonly CountRow[]).map(countOf)),
    missed: ({ from, to } = always) =>
      settle(() => (selectMissed.all(seconds(from), seconds(to)) as readonly StoredRow[]).map(dated).map(missedOf)),
    settle: (ids, status) =>
      settle(() => {
        updateAll(ids, status);
        forgetWrites(db);
      }),
  };
}

interface StoredRow extends Omit<MissedRow, 'at'> {
  readonly at: number;
}

function dated(row: StoredRow): MissedRow {
  return { ...row, at: new Date(row.at * 1000) };
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
