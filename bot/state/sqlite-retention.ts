import { setImmediate as others } from 'node:timers/promises';
import { lasting, type Retention } from './retention';
import { forgetWrites, settle, type Sqlite } from './sqlite';

/** Rows that go at once: the database answers nobody else meanwhile. */
const batch = 500;

const secondsADay = 86_400;

/** By the clock of the machine, as all that is in the database. */
export function sqliteRetention(db: Sqlite): Retention {
  const old = `at < unixepoch() - ${secondsADay} * ?`;
  const doomed = {
    states: db.prepare(
      `DELETE FROM state WHERE key IN (SELECT key FROM state WHERE ${old} AND key NOT IN (${lasting}) LIMIT ${batch})`,
    ),
    // Before what was said: afterwards nobody could tell whether anything was.
    conversations: db.prepare(
      `DELETE FROM conversation WHERE id IN (SELECT id FROM conversation WHERE ${old} AND NOT EXISTS (SELECT 1 FROM transcript
       WHERE conversation = id AND NOT transcript.${old}) LIMIT ${batch})`,
    ),
    activities: db.prepare(
      `DELETE FROM transcript WHERE (conversation, watermark) IN
       (SELECT conversation, watermark FROM transcript WHERE ${old} LIMIT ${batch})`,
    ),
    // With its messages and what of it is to be sent.
    tickets: db.prepare(`DELETE FROM ticket WHERE number IN (SELECT number FROM ticket WHERE ${old} LIMIT ${batch})`),
    questions: db.prepare(`DELETE FROM missed WHERE id IN (SELECT id FROM missed WHERE ${old} LIMIT ${batch})`),
    votes: db.prepare(
      `DELETE FROM feedback WHERE (conversation, reply) IN (SELECT conversation, reply FROM feedback
       WHERE at < strftime('%Y-%m-%dT%H:%M:%fZ', unixepoch() - ${secondsADay} * ?, 'unixepoch') LIMIT ${batch})`,
    ),
  };
  const claim = db.prepare(
    `INSERT INTO job (name, at) VALUES ('retention', unixepoch())
     ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE excluded.at - at NOT BETWEEN -60 AND 60 * ?`,
  );
  const eraseAll = async (statement: (typeof doomed)[keyof typeof doomed], values: readonly number[]) => {
    for (let erased = 0; ; await others()) {
      const { changes } = statement.run(...values);
      erased += changes;
      if (changes < batch) return erased;
    }
  };
  return {
    erase: async (days) => {
      const erased = {
        states: await eraseAll(doomed.states, [days]),
        conversations: await eraseAll(doomed.conversations, [days, days]),
        activities: await eraseAll(doomed.activities, [days]),
        votes: await eraseAll(doomed.votes, [days]),
        tickets: await eraseAll(doomed.tickets, [days]),
        questions: await eraseAll(doomed.questions, [days]),
      };
      forgetWrites(db);
      return erased;
    },
    claim: (minutes) => settle(() => claim.run(minutes).changes > 0),
  };
}
