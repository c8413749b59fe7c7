/** A run of characters of a source, from (inclusive) to (exclusive). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * A source with its white space evened out, so that a quote is found wherever the page broke its lines.
 * Bullets and typographic quotes are kept: a quote is verbatim.
 */
export interface SourceText {
  readonly text: string;
  /** Where each line of the original begins and ends in `text`, empty lines left out. */
  readonly lines: readonly Span[];
}

export function readSource(original: string): SourceText {
  let text = '';
  const lines: Span[] = [];
  for (const line of original.split('\n').map(evenSpace)) {
    if (line === '') continue;
    if (text !== '') text += ' ';
    lines.push({ from: text.length, to: text.length + line.length });
    text += line;
  }
  return { text, lines };
}

export function evenSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Every place where the quote stands, word for word; never inside a longer word. */
export function findQuote(source: SourceText, quote: string): readonly Span[] {
  const wanted = evenSpace(quote);
  const spans: Span[] = [];
  for (let from = source.text.indexOf(wanted); from >= 0; from = source.text.indexOf(wanted, from + 1)) {
    const to = from + wanted.length;
    if (!splitsWord(source.text, from) && !splitsWord(source.text, to)) spans.push({ from, to });
  }
  return spans;
}

export function findLine(source: SourceText, line: string): readonly Span[] {
  return source.lines.filter((span) => source.text.slice(span.from, span.to) === evenSpace(line));
}

function splitsWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}]{2}/u.test(text.slice(Math.max(0, at - 1), at + 1)) && at > 0;
}

/** The sentences and headings of a source, as spans. */
export function sentencesOf(source: SourceText): readonly Span[] {
  return source.lines.flatMap(({ from, to }) => {
    const line = source.text.slice(from, to);
    const ends = [...line.matchAll(/(?<!e\.g)[.?!](?=\s+[A-Z])/g)].map((match) => match.index + 1);
    const cuts = [0, ...ends, line.length];
    return cuts.slice(1).map((end, i) => ({ from: from + (cuts[i] ?? 0), to: from + end }));
  });
}

/** The words inside a span that no other span touches. */
export function uncoveredWords(source: SourceText, span: Span, covered: readonly Span[]): readonly string[] {
  const words = source.text.slice(span.from, span.to).matchAll(/[\p{L}\p{N}@€%]+/gu);
  return [...words]
    .filter(({ index }) => !covered.some((by) => by.from <= span.from + index && span.from + index < by.to))
    .map(([word]) => word);
}
