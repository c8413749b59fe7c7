import { createHash } from 'node:crypto';
import type { Phrasing } from '../../../knowledge/draft';

/**
 * At most so many phrasings of each id, the same on every machine. They come in the order of their hashes, so that
 * neither the choice nor the order favours a style, an author or the id whose file stands first.
 */
export function sampleOf(phrasings: readonly Phrasing[], most: number): readonly Phrasing[] {
  const hashed = phrasings.map((phrasing) => ({ phrasing, hash: hashOf(phrasing.text) }));
  const counts = new Map<string, number>();
  return hashed
    .sort((a, b) => a.hash.localeCompare(b.hash))
    .map(({ phrasing }) => phrasing)
    .filter(({ id }) => {
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      return count <= most;
    });
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
