import type { Draft } from './draft';
import { citedQuotes, quoteSpans, sourceOf } from './quotes';
import type { Quote } from './schema';
import { findLine, findQuote, sentencesOf, uncoveredWords, type SourceText, type Span } from './source-text';

/** A run of a source that is accounted for: by whom (topic, requirement), or why it is no fact. */
export interface Covered {
  readonly span: Span;
  readonly by: string;
}

/** A sentence of a source and what rests on it. */
export interface CoverageLine {
  readonly sentence: string;
  readonly by: readonly string[];
  readonly uncovered: readonly string[];
}

/** Each sentence of the source with the topics that rest on it, or the reason why it is not a fact. */
export function coverageReport(draft: Draft, source: string): readonly CoverageLine[] {
  const text = draft.sourceTexts.get(source);
  if (!text) return [];
  const covered = [...fromTopics(draft, source), ...fromProgramme(draft, source), ...notFacts(draft, source, text)];
  return sentencesOf(text).map((span) => ({
    sentence: text.text.slice(span.from, span.to).trim(),
    by: [...new Set(covered.filter((one) => overlap(one.span, span)).map((one) => one.by))],
    uncovered: uncoveredWords(
      text,
      span,
      covered.map((one) => one.span),
    ),
  }));
}

function fromTopics(draft: Draft, source: string): readonly Covered[] {
  return draft.topics.flatMap(({ value }) =>
    citedQuotes(draft, value).flatMap((quote) => coveredBy(draft, source, quote, value.id)),
  );
}

function fromProgramme(draft: Draft, source: string): readonly Covered[] {
  return (draft.programme?.value.cite ?? []).flatMap((quote) => coveredBy(draft, source, quote, 'programme.yaml'));
}

function coveredBy(draft: Draft, source: string, quote: Quote, by: string): readonly Covered[] {
  return sourceOf(draft, quote) === source ? quoteSpans(draft, quote).map((span) => ({ span, by })) : [];
}

function notFacts(draft: Draft, source: string, text: SourceText): readonly Covered[] {
  const words = draft.notFacts.filter(({ value }) => value.source === source).flatMap(({ value }) => value.words);
  return words.flatMap((entry) => {
    const spans = 'line' in entry ? findLine(text, entry.line) : findQuote(text, entry.text);
    return spans.map((span) => ({ span, by: `not a fact: ${entry.why}` }));
  });
}

function overlap(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}
