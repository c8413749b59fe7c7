/** The first of the texts that keeps the limit; if none does, the last, cut after a word. */
export function fitting(texts: readonly string[], limit: number): string {
  return texts.find((text) => text.length <= limit) ?? cut(texts.at(-1) ?? '', limit);
}

function cut(text: string, limit: number): string {
  const end = text.slice(0, limit).search(/\s\S*$/);
  // A language without spaces, or one endless word: cut where it must be, but no character in two.
  const kept = end > limit / 2 ? text.slice(0, end) : text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept.replace(/[\s,;:.([–—-]+$/, '')}…`;
}
