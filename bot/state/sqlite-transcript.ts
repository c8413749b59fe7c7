import { settle, type Sqlite } from './sqlite';
import type { Sent, Transcript } from './transcript';

/** The transcripts of conversations in a SQLite database. */
export function sqliteTranscript(db: Sqlite): Transcript {
  const insert = db.prepare('INSERT INTO conversation (id, user) VALUES (?, ?) ON CONFLICT (id) DO NOTHING');
  const find = db.prepare('SELECT ended FROM conversation WHERE id = ?');
  const last = db.prepare('SELECT coalesce(max(watermark), 0) AS last FROM transcript WHERE conversation = ?');
  const add = db.prepare('INSERT INTO transcript (conversation, watermark, activity) VALUES (?, ?, ?)');
  const select = db.prepare('SELECT activity FROM transcript WHERE conversation = ? AND watermark > ? ORDER BY watermark');
  const one = db.prepare('SELECT activity FROM transcript WHERE conversation = ? AND watermark = ?');
  const end = db.prepare("UPDATE conversation SET ended = 1, user = '' WHERE id = ?");
  const forget = db.prepare('DELETE FROM transcript WHERE conversation = ?');
  const erase = db.transaction((conversation: string) => {
    end.run(conversation);
    forget.run(conversation);
  });
  const lastOf = (conversation: string): number => (last.get(conversation) as { last: number }).last;
  const append = db.transaction((conversation: string, activity: Sent) => {
    const watermark = lastOf(conversation) + 1;
    const kept = { ...activity, id: `${conversation}|${String(watermark).padStart(7, '0')}` };
    add.run(conversation, watermark, JSON.stringify(kept));
    return { activity: kept, watermark };
  });
  return {
    open: (conversation, user) => settle(() => insert.run(conversation, user).changes > 0),
    stateOf: (conversation) =>
      settle(() => {
        const row = find.get(conversation) as { ended: number } | undefined;
        return row && (row.ended ? 'ended' : 'open');
      }),
    append: (conversation, activity) => settle(() => append.immediate(conversation, activity)),
    find: (conversation, id) =>
      settle(() => {
        const [of, watermark] = id.split('|');
        const row =
          of === conversation ? (one.get(conversation, Number(watermark)) as { activity: string } | undefined) : undefined;
        return row && (JSON.parse(row.activity) as Sent);
      }),
    erase: (conversation) => settle(() => erase.immediate(conversation)),
    since: (conversation, watermark) =>
      settle(() => {
        const rows = select.all(conversation, watermark) as readonly { activity: string }[];
        return { activities: rows.map((row) => JSON.parse(row.activity) as Sent), watermark: watermark + rows.length };
      }),
  };
}
