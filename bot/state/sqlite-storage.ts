import type { Storage, StoreItem, StoreItems } from 'botbuilder';
import { ETagConflict } from './etag-conflict';
import { forgetWrites, inOnePiece, settle, type Sqlite } from './sqlite';

/** Bot Framework's storage in a SQLite database. What was written outlives the process, however that ends. */
export function sqliteStorage(db: Sqlite): Storage {
  const select = db.prepare('SELECT value, etag FROM state WHERE key = ?');
  const remove = db.prepare('DELETE FROM state WHERE key = ?');
  const upsert = db.prepare(
    `INSERT INTO state (key, value, etag, at) VALUES (?, ?, 1, unixepoch())
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, etag = etag + 1, at = excluded.at`,
  );
  const writeItem = ([key, { eTag, ...value }]: Item): void => {
    const isAny = eTag === undefined || eTag === '*';
    if (!isAny && eTag !== String((select.get(key) as Row | undefined)?.etag)) throw new ETagConflict(key);
    upsert.run(key, JSON.stringify(value));
  };
  const writeAll = inOnePiece(db, (items: readonly Item[]) => items.forEach(writeItem));
  const isOneStatement = ([first, ...more]: readonly Item[]) => more.length === 0 && (first?.[1].eTag ?? '*') === '*';
  return {
    read: (keys) => settle(() => Object.fromEntries(keys.flatMap((key) => entryOf(key, select.get(key) as Row | undefined)))),
    write: (changes: StoreItems) =>
      settle(() => {
        const items = Object.entries<StoreItem>(changes);
        // One statement is a transaction of its own.
        if (isOneStatement(items)) items.forEach(writeItem);
        else writeAll(items);
      }),
    delete: (keys) =>
      settle(() => {
        keys.forEach((key) => remove.run(key));
        forgetWrites(db);
      }),
  };
}

type Item = readonly [key: string, item: StoreItem];

interface Row {
  readonly value: string;
  readonly etag: number;
}

function entryOf(key: string, row: Row | undefined): readonly (readonly [string, StoreItem])[] {
  return row ? [[key, { ...(JSON.parse(row.value) as object), eTag: String(row.etag) }]] : [];
}
