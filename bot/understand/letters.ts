/**
 * How many letters of a text another one has not, each counted as often as it stands: at least so many of them are wrong
 * if the one is the other misspelt. Found much sooner than how alike the two are.
 */
export function lettersLacking(text: string, other: string): number {
  let lacking = 0;
  for (let i = 0; i < other.length; i += 1) count(other, i, 1);
  for (let i = 0; i < text.length; i += 1) if (count(text, i, -1) < 0) lacking += 1;
  for (let i = 0; i < text.length; i += 1) counts[text.charCodeAt(i)] = 0;
  for (let i = 0; i < other.length; i += 1) counts[other.charCodeAt(i)] = 0;
  return lacking;
}

/** Room for one number a letter, all of them 0 between two questions: as it is asked for many words at once. */
const counts = new Int16Array(2 ** 16);

function count(text: string, i: number, more: number): number {
  const letter = text.charCodeAt(i);
  return (counts[letter] = (counts[letter] ?? 0) + more);
}

/** Fuse looks for texts up to this length as a whole, and for longer ones piece by piece. */
const longestPiece = 32;

/** Whether Fuse may find a text in another, both in small letters; to make it ready takes longer than to see that it cannot. */
export function mayFind(text: string, other: string, threshold: number): boolean {
  return text.length > longestPiece || lettersLacking(text, other) / text.length <= threshold;
}
