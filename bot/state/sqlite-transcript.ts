import { forgetWrites, inOnePiece, settle, type Sqlite } from './sqlite';
import { cleared, idOf, watermarkIn, type Appended, type Sent, type Transcript } from './transcript';

interface Row {
  readonly activity: string;
  readonly watermark: number;
}

/** What changes a transcript, each in one piece. */
function changesOf(db: Sqlite) {
  const last = db.prepare('SELECT coalesce(max(watermark), 0) AS last FROM transcript WHERE conversation = ?');
  const add = db.prepare(
    'INSERT INTO transcript (conversation, watermark, activity, delivery, at) VALUES (?, ?, ?, ?, unixepoch())',
  );
  const delivered = db.prepare('SELECT activity, watermark FROM transcript WHERE conversation = ? AND delivery = ?');
  const end = db.prepare("UPDATE conversation SET ended = 1, user = '' WHERE id = ?");
  const forget = db.prepare('DELETE FROM transcript WHERE conversation = ?');
  const nextOf = (conversation: string): number => (last.get(conversation) as { last: number }).last + 1;
  const put = (conversation: string, watermark: number, activity: Sent, delivery?: string): Appended => {
    const kept = { ...activity, id: idOf(conversation, watermark) };
    add.run(conversation, watermark, JSON.stringify(kept), delivery ?? null);
    return { activity: kept, watermark, isNew: true };
  };
  const before = (conversation: string, delivery: string | undefined): Appended | undefined => {
    const row = delivery === undefined ? undefined : (delivered.get(conversation, delivery) as Row | undefined);
    return row && { activity: JSON.parse(row.activity) as Sent, watermark: row.watermark, isNew: false };
  };
  return {
    append: inOnePiece(
      db,
      (conversation: string, activity: Sent, delivery?: string) =>
        before(conversation, delivery) ?? put(conversation, nextOf(conversation), activity, delivery),
    ),
    clear: inOnePiece(db, (conversation: string) => {
      const next = nextOf(conversation);
      forget.run(conversation);
      put(conversation, next, cleared);
    }),
    erase: inOnePiece(db, (conversation: string) => {
      end.run(conversation);
      forget.run(conversation);
    }),
  };
}

/** The transcripts of conversations in a SQLite database. */
export function sqliteTranscript(db: Sqlite): Transcript {
  const insert = db.prepare('INSERT INTO conversation (id, user, at) VALUES (?, ?, unixepoch()) ON CONFLICT (id) DO NOTHING');
  const find = db.prepare('SELECT ended FROM conversation WHERE id = ?');
  const select = db.prepare(
    'SELECT activity, watermark FROM transcript WHERE conversation = ? AND watermark > ? ORDER BY watermark',
  );
  const one = db.prepare('SELECT activity FROM transcript WHERE conversation = ? AND watermark = ?');
  const { append, clear, erase } = changesOf(db);
  return {
    open: (conversation, user) => settle(() => insert.run(conversation, user).changes > 0),
    stateOf: (conversation) =>
      settle(() => {
        const row = find.get(conversation) as { ended: number } | undefined;
        return row && (row.ended ? 'ended' : 'open');
      }),
    append: (conversation, activity, delivery) => settle(() => append(conversation, activity, delivery)),
    find: (conversation, id) =>
      settle(() => {
        const watermark = watermarkIn(conversation, id);
        if (watermark === undefined) return undefined;
        const row = one.get(conversation, watermark) as { activity: string } | undefined;
        return row && (JSON.parse(row.activity) as Sent);
      }),
    clear: (conversation) =>
      settle(() => {
        clear(conversation);
        forgetWrites(db);
      }),
    erase: (conversation) =>
      settle(() => {
        erase(conversation);
        forgetWrites(db);
      }),
    since: (conversation, watermark) =>
      settle(() => {
        const rows = select.all(conversation, watermark) as readonly Row[];
        return {
          activities: rows.map((row) => JSON.parse(row.activity) as Sent),
          watermark: rows.at(-1)?.watermark ?? watermark,
        };
      }),
  };
}
