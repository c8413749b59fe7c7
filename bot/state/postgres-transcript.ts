import { keyOf, type Postgres } from './postgres';
import { cleared, idOf, watermarkIn, type Appended, type Sent, type Transcript } from './transcript';

/** Nothing is added when somebody else has just taken the number, or has delivered it: then it is to be tried again. */
const add = `INSERT INTO transcript (conversation, watermark, activity, delivery)
  SELECT $1::text, coalesce(max(watermark), 0) + 1, $2::text, $3::text FROM transcript WHERE conversation = $1
  ON CONFLICT DO NOTHING RETURNING watermark`;
const delivered = 'SELECT activity, watermark FROM transcript WHERE conversation = $1 AND delivery = $2';

const end = `WITH ended AS (UPDATE conversation SET ended = true, "user" = '' WHERE id = $1)
  DELETE FROM transcript WHERE conversation = $1`;

/** All three see the table as it was before. */
const clear = `WITH last AS (SELECT coalesce(max(watermark), 0) + 1 AS next FROM transcript WHERE conversation = $1),
  gone AS (DELETE FROM transcript WHERE conversation = $1)
  INSERT INTO transcript (conversation, watermark, activity) SELECT $1::text, next, $2::text FROM last`;

interface Row {
  readonly activity: string;
  readonly watermark: number;
}

/** The transcripts of conversations in PostgreSQL. */
export function postgresTranscript(postgres: Postgres): Transcript {
  return {
    open: async (conversation, user) => {
      const insert = 'INSERT INTO conversation (id, "user") VALUES ($1, $2) ON CONFLICT DO NOTHING';
      return (await postgres.query(insert, [keyOf(conversation), user])).rowCount === 1;
    },
    stateOf: async (conversation) => {
      const select = 'SELECT ended FROM conversation WHERE id = $1';
      const { rows } = await postgres.query<{ ended: boolean }>(select, [keyOf(conversation)]);
      return rows[0] && (rows[0].ended ? 'ended' : 'open');
    },
    append: async (conversation, activity, delivery) => {
      const key = delivery === undefined ? null : keyOf(delivery);
      for (;;) {
        const added = await appendNew(postgres, conversation, activity, key);
        if (added) return added;
        const { rows } = key === null ? { rows: [] } : await postgres.query<Row>(delivered, [keyOf(conversation), key]);
        if (rows[0]) return { activity: sent(conversation, rows[0]), watermark: rows[0].watermark, isNew: false };
      }
    },
    find: async (conversation, id) => {
      const watermark = watermarkIn(conversation, id);
      if (watermark === undefined) return undefined;
      const select = 'SELECT activity, watermark FROM transcript WHERE conversation = $1 AND watermark = $2';
      const { rows } = await postgres.query<Row>(select, [keyOf(conversation), watermark]);
      return rows[0] && sent(conversation, rows[0]);
    },
    clear: async (conversation) => {
      await postgres.query(clear, [keyOf(conversation), JSON.stringify(cleared)]);
    },
    erase: async (conversation) => {
      await postgres.query(end, [keyOf(conversation)]);
    },
    since: async (conversation, watermark) => {
      const select = 'SELECT activity, watermark FROM transcript WHERE conversation = $1 AND watermark > $2 ORDER BY watermark';
      const { rows } = await postgres.query<Row>(select, [keyOf(conversation), watermark]);
      return { activities: rows.map((row) => sent(conversation, row)), watermark: rows.at(-1)?.watermark ?? watermark };
    },
  };
}

async function appendNew(
  postgres: Postgres,
  conversation: string,
  activity: Sent,
  delivery: string | null,
): Promise<Appended | undefined> {
  const values = [keyOf(conversation), JSON.stringify(activity), delivery];
  const { rows } = await postgres.query<Pick<Row, 'watermark'>>(add, values);
  const [row] = rows;
  return row && { activity: { ...activity, id: idOf(conversation, row.watermark) }, watermark: row.watermark, isNew: true };
}

/** The id is not kept with it: it follows from the number, which is only known once it is kept. */
function sent(conversation: string, { activity, watermark }: Row): Sent {
  return { ...(JSON.parse(activity) as Sent), id: idOf(conversation, watermark) };
}
