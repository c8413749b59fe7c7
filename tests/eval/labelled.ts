import { readFileSync } from 'node:fs';

/** A labelled question, as the sets in tests/questions/ and the shared ones have them. */
export interface Labelled {
  readonly q: string;
  readonly kind: 'answer' | 'multi' | 'check' | 'unknown' | 'offtopic' | 'smalltalk' | 'eligibility' | 'human';
  readonly topics: readonly string[];
  readonly verdict?: string;
  readonly note?: string;
}

export function readLabelled(file: string): readonly Labelled[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Labelled);
}

/** Questions in other languages are counted by themselves. */
export function groupOf({ kind, note }: Labelled): string {
  return (note ?? '').includes('lang:') ? `${kind} (other languages)` : kind;
}
