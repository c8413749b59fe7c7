import { readFileSync } from 'node:fs';
import { labelledIn, type Labelled } from '../../bot/learn/labelled';

export type { Labelled };

/** The sets in tests/questions/, and others like them. */
export function readLabelled(file: string): readonly Labelled[] {
  return labelledIn(readFileSync(file, 'utf8'));
}

/** Questions in other languages are counted by themselves. */
export function groupOf({ kind, note }: Labelled): string {
  return (note ?? '').includes('lang:') ? `${kind} (other languages)` : kind;
}
