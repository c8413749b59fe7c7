/**
 * Where a text may be parted, the best places first: between blocks, lines, sentences, and words. Between two words
 * only where neither holds a number, so that "120" stays with "EC" and "November" with "2022".
 */
const places: readonly RegExp[] = [/\n\n/g, /\n/g, /(?<=[.!?]["')\]]?) (?=\S)/g, / (?<!\d\S* )(?!\S*\d)/g];

/**
 * A text in messages of at most so many characters, parted at the last good place of each: so a number stays with its
 * unit, its date and its condition, which stand in the same sentence.
 */
export function split(text: string, longest: number): readonly string[] {
  if (text.length <= longest) return [text];
  const { end, next } = lastPlace(text, longest) ?? { end: longest, next: longest };
  return [text.slice(0, end), ...split(text.slice(next), longest)];
}

function lastPlace(text: string, longest: number): { readonly end: number; readonly next: number } | undefined {
  for (const place of places) {
    const last = [...text.matchAll(place)].findLast(({ index }) => index > 0 && index <= longest);
    if (last) return { end: last.index, next: last.index + last[0].length };
  }
  return undefined;
}
