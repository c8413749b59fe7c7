/** A name found among words: from (inclusive) to (exclusive). */
export interface NameAt {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** Finds names in a text; where two overlap, the longer one counts ("toefl itp" is not TOEFL). */
export type NameFinder = (words: readonly string[]) => readonly NameAt[];

/** How many words a "*" between words may stand for. */
const widestGap = 3;

/** Most words begin no name. */
const none: readonly never[] = [];

export function makeNameFinder(names: readonly { readonly id: string; readonly names: readonly string[] }[]): NameFinder {
  const byFirstWord = new Map<string, { id: string; words: readonly string[] }[]>();
  for (const { id, names: ways } of names) {
    for (const way of ways) {
      const words = way.split(' ');
      // A first word with a "*" may be many words: it is looked up under its first letter.
      const key = words[0]?.endsWith('*') ? `${words[0][0] ?? ''}*` : (words[0] ?? '');
      byFirstWord.set(key, [...(byFirstWord.get(key) ?? []), { id, words }]);
    }
  }
  return (words) => {
    const found: NameAt[] = [];
    words.forEach((word, from) => {
      for (const key of [word, `${word[0] ?? ''}*`]) {
        for (const name of byFirstWord.get(key) ?? none) {
          const to = endOf(name.words, words, from);
          if (to !== undefined) found.push({ id: name.id, from, to });
        }
      }
    });
    return found.length > 1 ? withoutOverlaps(found) : found;
  };
}

function endOf(pattern: readonly string[], words: readonly string[], from: number): number | undefined {
  const [first, ...rest] = pattern;
  if (first === undefined) return from;
  if (first !== '*') return fits(first, words[from]) ? endOf(rest, words, from + 1) : undefined;
  for (let gap = 0; gap <= widestGap; gap += 1) {
    const to = endOf(rest, words, from + gap);
    if (to !== undefined) return to;
  }
  return undefined;
}

function fits(pattern: string, word: string | undefined): boolean {
  if (word === undefined) return false;
  return pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : word === pattern;
}

function withoutOverlaps(found: readonly NameAt[]): readonly NameAt[] {
  const longestFirst = [...found].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
  const kept: NameAt[] = [];
  for (const name of longestFirst) if (kept.every((other) => name.to <= other.from || other.to <= name.from)) kept.push(name);
  return kept.sort((a, b) => a.from - b.from);
}
