/** A text as it is compared: no case, accents or punctuation, single spaces; decimals keep their point ("6,5" is 6.5, "18,016" is 18016). */
export function comparable(text: string): string {
  return withoutAccents(text)
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/(\d),(\d{3})(?!\d)/g, '$1$2')
    .replace(/(\d),(\d)/g, '$1.$2')
    .replace(/[^\p{L}\p{N}.]+|\.(?!\d)|(?<!\d)\./gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/** Most texts have none, and looking is quicker than taking them off. */
function withoutAccents(text: string): string {
  return /^[\x00-\x7f]*$/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '');
}
