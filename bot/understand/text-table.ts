/**
 * Numbers by text, in plain arrays, so that a table is ready as soon as its file is read. The texts themselves are not
 * kept: they are told apart by 64 bits made of their letters, which two of a million texts share once in 37 million tables.
 */
export interface TextTable {
  /** One more than the number that stands for the text of a place; 0 where none stands, and `ambiguous`. */
  readonly numbers: Uint32Array;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** At most half of the places are taken, so that a search soon comes to a free one. */
const placesEach = 2;

/** In the place of a text that stands for two things, and so for none. */
const ambiguous = 0xffffffff;

/**
 * Each text once: of two that are the same the later number counts, and where the two are not alike none does.
 * `most` is how many entries there are, or more.
 */
export function makeTextTable(
  entries: Iterable<readonly [text: string, number: number]>,
  most: number,
  isAlike: (one: number, other: number) => boolean = () => true,
): TextTable {
  const size = 2 ** Math.ceil(Math.log2(placesEach * most + 1));
  const table = { numbers: new Uint32Array(size), high: new Uint32Array(size), low: new Uint32Array(size) };
  for (const [text, number] of entries) {
    const place = placeOf(text, table);
    const before = table.numbers[place] ?? 0;
    const isOne = before !== ambiguous && (before === 0 || isAlike(before - 1, number));
    table.numbers[place] = isOne ? number + 1 : ambiguous;
    [table.high[place], table.low[place]] = [hash.high, hash.low];
  }
  return table;
}

export function numberOf(text: string, table: TextTable): number | undefined {
  const number = table.numbers[placeOf(text, table)] ?? 0;
  return number === 0 || number === ambiguous ? undefined : number - 1;
}

/** Where a text stands, or the free place where it would. */
function placeOf(text: string, { numbers, high, low }: TextTable): number {
  hashInto(text);
  const mask = numbers.length - 1;
  let place = hash.low & mask;
  while (numbers[place] !== 0 && !(low[place] === hash.low && high[place] === hash.high)) place = (place + 1) & mask;
  return place;
}

/** The hash of the text that was hashed last: one object for all, as it is made for every feature of every question. */
const hash = { high: 0, low: 0 };

/** The public-domain hash cyrb53 (bryc), with all 64 bits of its state. */
function hashInto(text: string): void {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text.charCodeAt(i);
    high = Math.imul(high ^ letter, 2654435761);
    low = Math.imul(low ^ letter, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  hash.high = high >>> 0;
  hash.low = low >>> 0;
}
