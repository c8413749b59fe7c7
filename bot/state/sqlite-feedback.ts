import { topicsIn, voteOf, type Feedback, type StoredVote } from './feedback';
import { forgetWrites, settle, type Sqlite } from './sqlite';

/** Votes in a SQLite database. */
export function sqliteFeedback(db: Sqlite): Feedback {
  const upsert = db.prepare(
    `INSERT INTO feedback (conversation, reply, vote, topics, knowledge, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (conversation, reply) DO UPDATE SET vote = excluded.vote, at = excluded.at`,
  );
  const select = db.prepare('SELECT reply, vote, topics, knowledge, at FROM feedback WHERE conversation = ? ORDER BY at');
  const range = db.prepare('SELECT vote, topics FROM feedback WHERE at >= ? AND at < ?');
  const remove = db.prepare('DELETE FROM feedback WHERE conversation = ?');
  return {
    save: ({ conversation, reply, vote, topics, knowledge, at }) =>
      settle(() => void upsert.run(conversation, reply, vote, topics.join(' '), knowledge, at.toISOString())),
    of: (conversation) => settle(() => (select.all(conversation) as readonly StoredVote[]).map(voteOf)),
    between: (from, to) =>
      settle(() => {
        const rows = range.all(from.toISOString(), to.toISOString()) as readonly Pick<StoredVote, 'vote' | 'topics'>[];
        return rows.map(({ vote, topics }) => ({ vote, topics: topicsIn(topics) }));
      }),
    erase: (conversation) =>
      settle(() => {
        remove.run(conversation);
        forgetWrites(db);
      }),
  };
}
