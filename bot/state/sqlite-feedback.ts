import type { Feedback } from './feedback';
import { settle, type Sqlite } from './sqlite';

/** Votes in a SQLite database. */
export function sqliteFeedback(db: Sqlite): Feedback {
  const upsert = db.prepare(
    `INSERT INTO feedback (conversation, reply, vote, topics, knowledge, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (conversation, reply) DO UPDATE SET vote = excluded.vote, at = excluded.at`,
  );
  const remove = db.prepare('DELETE FROM feedback WHERE conversation = ?');
  return {
    save: ({ conversation, reply, vote, topics, knowledge, at }) =>
      settle(() => void upsert.run(conversation, reply, vote, topics.join(' '), knowledge, at.toISOString())),
    erase: (conversation) => settle(() => void remove.run(conversation)),
  };
}
