import type { Postgres } from './postgres';
import { lasting, type Retention } from './retention';

const old = "at < now() - interval '1 day' * $1";

/** Rows that go with one query, which is to be answered in time. */
const batch = 5000;

const doomed = {
  states: `DELETE FROM state WHERE key IN (SELECT key FROM state WHERE ${old} AND key NOT IN (${lasting}) LIMIT ${batch})`,
  // Before what was said: afterwards nobody could tell whether anything was.
  conversations: `DELETE FROM conversation WHERE id IN (SELECT id FROM conversation WHERE ${old} AND NOT EXISTS
    (SELECT 1 FROM transcript WHERE conversation = id AND NOT transcript.${old}) LIMIT ${batch})`,
  activities: `DELETE FROM transcript WHERE (conversation, watermark) IN
    (SELECT conversation, watermark FROM transcript WHERE ${old} LIMIT ${batch})`,
  votes: `DELETE FROM feedback WHERE (conversation, reply) IN (SELECT conversation, reply FROM feedback WHERE ${old} LIMIT ${batch})`,
  // With its messages and what of it is to be sent.
  tickets: `DELETE FROM ticket WHERE number IN (SELECT number FROM ticket WHERE ${old} LIMIT ${batch})`,
  questions: `DELETE FROM missed WHERE id IN (SELECT id FROM missed WHERE ${old} LIMIT ${batch})`,
};

/** Whoever asks at the same moment may have begun a little earlier than who was first. */
const claim = `INSERT INTO job (name, at) VALUES ('retention', now())
  ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE excluded.at - job.at NOT BETWEEN interval '-1 minute' AND interval '1 minute' * $1`;

/** By the clock of the database, which all instances have in common. */
export function postgresRetention(postgres: Postgres): Retention {
  const eraseAll = async (query: string, days: number) => {
    for (let erased = 0; ;) {
      const { rowCount } = await postgres.query(query, [days]);
      erased += rowCount ?? 0;
      if ((rowCount ?? 0) < batch) return erased;
    }
  };
  return {
    erase: async (days) => ({
      states: await eraseAll(doomed.states, days),
      conversations: await eraseAll(doomed.conversations, days),
      activities: await eraseAll(doomed.activities, days),
      votes: await eraseAll(doomed.votes, days),
      tickets: await eraseAll(doomed.tickets, days),
      questions: await eraseAll(doomed.questions, days),
    }),
    claim: async (minutes) => (await postgres.query(claim, [minutes])).rowCount === 1,
  };
}
