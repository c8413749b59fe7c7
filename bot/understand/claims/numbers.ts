/** A word of a text, or a number made of one or more of its words. */
export interface Token {
  readonly text: string;
  /** There if the token is a number. */
  readonly value?: number;
}

const small = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const wordValues: ReadonlyMap<string, number> = new Map([
  ...small.map((word, i) => [word, i] as const),
  ...tens.map((word, i) => [word, 20 + 10 * i] as const),
  ['fourty', 40],
]);

/** The words that numbers are made of. */
export const numberWords: readonly string[] = [...wordValues.keys(), 'hundred', 'half', 'point'];

/** Reads the numbers of a text, in digits ("6.5", "180s") or in words ("six and a half", "a hundred and two"). */
export function readTokens(words: readonly string[]): readonly Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < words.length;) {
    const found = numberAt(words, i);
    const length = found?.length ?? 1;
    const text = words.slice(i, i + length).join(' ');
    tokens.push(found ? { text, value: found.value } : { text });
    i += length;
  }
  return tokens;
}

interface Found {
  readonly value: number;
  /** How many words it takes. */
  readonly length: number;
}

function numberAt(words: readonly string[], at: number): Found | undefined {
  const whole = digitsAt(words, at) ?? wordsAt(words, at);
  return whole && withFraction(words, at, whole);
}

function digitsAt(words: readonly string[], at: number): Found | undefined {
  const match = /^(\d+(?:\.\d+)?)(?:s|\+)?$/.exec(words[at] ?? '');
  return match ? { value: Number(match[1]), length: 1 } : undefined;
}

/** Up to 999. "one" alone is hardly ever a score ("the one I sent"), so it counts only inside a longer number. */
function wordsAt(words: readonly string[], at: number): Found | undefined {
  const hundred = hundredsAt(words, at);
  const next = at + (hundred?.length ?? 0);
  const glue = hundred && words[next] === 'and' ? 1 : 0;
  const below = belowHundred(words, next + glue);
  if (!hundred) return below && !(below.value === 1 && words[next + 1] !== 'point') ? below : undefined;
  return below ? { value: hundred.value + below.value, length: hundred.length + glue + below.length } : hundred;
}

function hundredsAt(words: readonly string[], at: number): Found | undefined {
  const [first = '', second] = words.slice(at, at + 2);
  if (first === 'hundred') return { value: 100, length: 1 };
  const times = first === 'a' ? 1 : wordValues.get(first);
  return second === 'hundred' && times !== undefined && times < 10 ? { value: 100 * times, length: 2 } : undefined;
}

function belowHundred(words: readonly string[], at: number): Found | undefined {
  const first = wordValues.get(words[at] ?? '');
  if (first === undefined) return undefined;
  const second = wordValues.get(words[at + 1] ?? '');
  return first >= 20 && second !== undefined && second > 0 && second < 10
    ? { value: first + second, length: 2 }
    : { value: first, length: 1 };
}

function withFraction(words: readonly string[], at: number, { value, length }: Found): Found {
  const rest = words.slice(at + length, at + length + 3);
  if (rest[0] === 'point') {
    const digit = wordValues.get(rest[1] ?? '') ?? Number(rest[1] ?? 'x');
    if (digit >= 0 && digit < 10) return { value: value + digit / 10, length: length + 2 };
  }
  if (rest.join(' ') === 'and a half') return { value: value + 0.5, length: length + 3 };
  return rest[0] === 'half' ? { value: value + 0.5, length: length + 1 } : { value, length };
}
