/** Whole books of text are hardly ever said twice; keeping only short ones bounds the memory that is taken. */
const longestKey = 200;

/**
 * Remembers what a pure function gave for what it was asked of late, by a text that stands for it: never for more than
 * `most` of them. It keeps two halves: when the younger is full, the older is forgotten.
 */
export function remembered<Asked, Result extends object | string>(
  work: (asked: Asked) => Result,
  keyOf: (asked: Asked) => string,
  most: number,
): (asked: Asked) => Result {
  let young = new Map<string, Result>();
  let old = new Map<string, Result>();
  return (asked) => {
    const key = keyOf(asked);
    const before = young.get(key);
    if (before !== undefined) return before;
    const result = old.get(key) ?? work(asked);
    if (key.length > longestKey) return result;
    if (young.size >= most / 2) {
      old = young;
      young = new Map();
    }
    young.set(key, result);
    return result;
  };
}

/** The same for what is asked of words in their order. A name of several words is one of them, but no word has two lines. */
export function rememberedByWords<Result extends object | string>(
  work: (words: readonly string[]) => Result,
  most: number,
): (words: readonly string[]) => Result {
  return remembered(work, (words) => words.join('\n'), most);
}
