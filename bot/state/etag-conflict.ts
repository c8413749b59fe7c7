/** Somebody else has written the same key meanwhile; Bot Framework calls this an eTag conflict. */
export class ETagConflict extends Error {
  constructor(key: string) {
    super(`"${key}" was changed by somebody else meanwhile`);
  }
}
