/** A text as it is compared: no case, accents or punctuation, single spaces; decimals stay whole, with a point ("6.5"). */
export function comparable(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/(\d),(\d)/g, '$1.$2')
    .replace(/[^\p{L}\p{N}.]+|\.(?!\d)|(?<!\d)\./gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}
