import type { Draft, Located } from './draft';
import { allQuotes } from './quotes';
import type { Quote } from './schema';
import { findQuote, sentencesOf, type SourceText } from './source-text';

/** A sentence of one edition that the other has not, or has otherwise. */
export interface Change {
  readonly before?: string;
  readonly after?: string;
  /** What in the knowledge base rests on it, with its place: a topic, a requirement, the name of the programme. */
  readonly restingOnIt: readonly string[];
}

/**
 * What a new edition of a document changes, in the order of the old one: each sentence that is gone or reads otherwise, with
 * all that rests on a quote of it that stands in the new one no more; then what is new.
 */
export function compareEditions(draft: Draft, before: SourceText, after: SourceText): readonly Change[] {
  const [old, young] = [sentencesIn(before), sentencesIn(after)];
  const gone = old.filter((sentence) => !young.includes(sentence));
  const added = young.filter((sentence) => !old.includes(sentence));
  const partners = pairUp(gone, added);
  const changed = gone.map((sentence): Change => {
    const partner = partners.get(sentence);
    return {
      before: sentence,
      ...(partner === undefined ? {} : { after: partner }),
      restingOnIt: restingOn(sentence, draft, before, after),
    };
  });
  const taken = new Set(partners.values());
  return [...changed, ...added.filter((one) => !taken.has(one)).map((one) => ({ after: one, restingOnIt: [] }))];
}

function sentencesIn(source: SourceText): readonly string[] {
  return [...new Set(sentencesOf(source).map(({ from, to }) => source.text.slice(from, to).trim()))];
}

/** A sentence reads otherwise now if most of its words stand in a new one, and in none more. */
function pairUp(gone: readonly string[], added: readonly string[]): ReadonlyMap<string, string> {
  const pairs = gone.flatMap((before) => added.map((after) => ({ before, after, likeness: likenessOf(before, after) })));
  const partners = new Map<string, string>();
  const taken = new Set<string>();
  for (const { before, after, likeness } of pairs.sort((a, b) => b.likeness - a.likeness)) {
    if (likeness < alike || partners.has(before) || taken.has(after)) continue;
    partners.set(before, after);
    taken.add(after);
  }
  return partners;
}

const alike = 0.5;

function likenessOf(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(a.size, b.size, 1);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

function restingOn(sentence: string, draft: Draft, before: SourceText, after: SourceText): readonly string[] {
  const touching = allQuotes(draft).filter(
    ({ value }) => touches(value, sentence, before) && findQuote(after, value.quote).length === 0,
  );
  return [...new Set(touching.flatMap((quote) => holdersOf(quote, draft)))];
}

function touches({ quote }: Quote, sentence: string, source: SourceText): boolean {
  const [at] = findQuote(source, sentence);
  return at !== undefined && findQuote(source, quote).some(({ from, to }) => from < at.to && at.from < to);
}

/** The card that quotes it, and those that lean on that card's quotes. */
function holdersOf({ place }: Located<Quote>, draft: Draft): readonly string[] {
  const { line, col } = draft.position(place);
  const holder = holderAt(place.file, place.path, draft);
  const leaning = draft.topics.filter(({ value }) =>
    value.cite.some(
      (cite) => ('topic' in cite && cite.topic === holder) || ('requirement' in cite && cite.requirement === holder),
    ),
  );
  return [`${place.file}:${line}:${col} ${holder}`, ...leaning.map(({ value }) => `${value.id}, which leans on ${holder}`)];
}

function holderAt(file: string, [first, second]: readonly (string | number)[], { topics, requirements }: Draft): string {
  if (file !== 'requirements.yaml')
    return topics.find(({ place }) => place.file === file && place.path[0] === first)?.value.id ?? file;
  if (first !== 'tests') return String(first);
  return requirements?.value.tests[Number(second)]?.id ?? 'tests';
}
