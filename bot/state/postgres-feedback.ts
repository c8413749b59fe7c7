import { topicsIn, voteOf, type Feedback, type StoredVote } from './feedback';
import { keyOf, type Postgres } from './postgres';

const upsert = `INSERT INTO feedback (conversation, reply, vote, topics, knowledge, at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (conversation, reply) DO UPDATE SET vote = excluded.vote, at = excluded.at`;

/** Votes in PostgreSQL. */
export function postgresFeedback(postgres: Postgres): Feedback {
  return {
    save: async ({ conversation, reply, vote, topics, knowledge, at }) => {
      const about = [vote, topics.join(' '), knowledge, at.toISOString()];
      await postgres.query(upsert, [keyOf(conversation), keyOf(reply), ...about]);
    },
    of: async (conversation) => {
      const select = 'SELECT reply, vote, topics, knowledge, at FROM feedback WHERE conversation = $1 ORDER BY at';
      const { rows } = await postgres.query<StoredVote>(select, [keyOf(conversation)]);
      return rows.map(voteOf);
    },
    between: async (from, to) => {
      const select = 'SELECT vote, topics FROM feedback WHERE at >= $1 AND at < $2';
      const { rows } = await postgres.query<Pick<StoredVote, 'vote' | 'topics'>>(select, [from, to]);
      return rows.map(({ vote, topics }) => ({ vote, topics: topicsIn(topics) }));
    },
    erase: async (conversation) => {
      await postgres.query('DELETE FROM feedback WHERE conversation = $1', [keyOf(conversation)]);
    },
  };
}
