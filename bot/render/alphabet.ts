/** What typesetting has and GSM-7 has not. Names keep their letters, and make the message a longer one. */
const plainer: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2013': '-',
  '\u2014': '-',
  '\u2026': '...',
  '\u2022': '-',
  '\u00d7': 'x',
  '\u2212': '-',
  '\u00a0': ' ',
  '\u2610': '-',
  '\u2611': '+',
};

/** The text in the letters of GSM-7, as far as it goes without changing a name. */
export function inGsm7(text: string): string {
  return text.replace(/[\u00a0\u00d7\u2013-\u2026\u2212\u2610\u2611]/g, (sign) => plainer[sign] ?? sign);
}
