/** A question with what it asks for, as people have labelled it. */
export interface Labelled {
  readonly q: string;
  readonly kind: 'answer' | 'multi' | 'check' | 'unknown' | 'offtopic' | 'smalltalk' | 'eligibility' | 'human';
  readonly topics: readonly string[];
  readonly verdict?: string;
  readonly note?: string;
}

/** The questions of a file, one a line. */
export function labelledIn(text: string): readonly Labelled[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => JSON.parse(line) as Labelled);
}
