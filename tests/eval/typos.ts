/** The slips of a thumb: a wrong, a missing, a doubled, and two swapped letters. */
const slips: readonly ((word: string, at: number) => string)[] = [
  (word, at) => word.slice(0, at) + neighbourOf(word.charAt(at)) + word.slice(at + 1),
  (word, at) => word.slice(0, at) + word.slice(at + 1),
  (word, at) => word.slice(0, at) + word.charAt(at) + word.slice(at),
  (word, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
];

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

function neighbourOf(letter: string): string {
  const row = rows.find((keys) => keys.includes(letter.toLowerCase()));
  return row?.charAt((row.indexOf(letter.toLowerCase()) + 1) % row.length) ?? 'e';
}

/** The text with one slip in one word of five letters or more, for each such word; which slip and where goes by turns. */
export function withTypos(text: string): readonly string[] {
  const words = [...text.matchAll(/[A-Za-z]{5,}/g)];
  return words.map(({ 0: word, index }, i) => {
    const slip = slips[(text.length + i) % slips.length];
    const at = 1 + ((index + word.length) % (word.length - 2));
    return text.slice(0, index) + (slip?.(word, at) ?? word) + text.slice(index + word.length);
  });
}
