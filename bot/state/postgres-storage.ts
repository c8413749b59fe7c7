import type { Storage, StoreItem, StoreItems } from 'botbuilder';
import { ETagConflict } from './etag-conflict';
import { inTransaction, keyOf, type Postgres, type Queryable } from './postgres';

/** An eTag is used once only, so that no stale one fits what was deleted and written anew. */
const upsert = `INSERT INTO state (key, value) VALUES ($1, $2)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value, etag = excluded.etag, at = now()`;
const update = 'UPDATE state SET value = $2, etag = DEFAULT, at = now() WHERE key = $1 AND etag::text = $3';

/** Bot Framework's storage in PostgreSQL. Values are text and not jsonb, which refuses NUL and half of a surrogate pair. */
export function postgresStorage(postgres: Postgres): Storage {
  return {
    read: async (keys) => {
      const names = new Map(keys.map((key) => [keyOf(key), key]));
      const { rows } = await postgres.query<Row>('SELECT key, value, etag FROM state WHERE key = ANY($1)', [[...names.keys()]]);
      return Object.fromEntries(rows.map((row) => [names.get(row.key) ?? row.key, itemOf(row)]));
    },
    write: async (changes: StoreItems) => {
      const [first, ...more] = itemsOf(changes);
      if (first === undefined) return;
      // One statement is a transaction of its own, without the way to and fro for beginning and ending it.
      if (more.length === 0) return writeItem(postgres, first);
      await inTransaction(postgres, async (client) => {
        for (const item of [first, ...more]) await writeItem(client, item);
      });
    },
    delete: async (keys) => {
      await postgres.query('DELETE FROM state WHERE key = ANY($1)', [keys.map(keyOf)]);
    },
  };
}

interface Row {
  readonly key: string;
  readonly value: string;
  readonly etag: string;
}

type Item = readonly [key: string, item: StoreItem];

/** In the order of their keys, so that two writes of the same keys never each wait for the other. */
function itemsOf(changes: StoreItems): readonly Item[] {
  return Object.entries<StoreItem>(changes).sort(([a], [b]) => (a < b ? -1 : 1));
}

async function writeItem(db: Queryable, [key, { eTag, ...value }]: Item): Promise<void> {
  const written = [keyOf(key), JSON.stringify(value)];
  const isAny = eTag === undefined || eTag === '*';
  const { rowCount } = isAny ? await db.query(upsert, written) : await db.query(update, [...written, eTag]);
  if (rowCount === 0) throw new ETagConflict(key);
}

function itemOf({ value, etag }: Row): StoreItem {
  return { ...(JSON.parse(value) as object), eTag: etag };
}
