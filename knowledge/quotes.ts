import type { Draft, Located } from './draft';
import type { Place } from './problem';
import type { Quote, TopicCard } from './schema';
import { findQuote, type Span } from './source-text';

/** Every quote of the knowledge base, with its place. */
export function allQuotes(draft: Draft): readonly Located<Quote>[] {
  const { requirements, programme } = draft;
  const inRequirements = (...path: (string | number)[]): Place => ({ file: 'requirements.yaml', path });
  return [
    ...draft.topics.flatMap(({ value, place }) => located(value.cite, place)),
    ...(programme ? located(programme.value.cite, programme.place) : []),
    ...(requirements ? located(requirements.value.degree.cite, inRequirements('degree')) : []),
    ...(requirements?.value.tests.flatMap(({ cite }, i) => located(cite, inRequirements('tests', i))) ?? []),
    ...(requirements?.value.documents.flatMap(({ cite }, i) => located(cite, inRequirements('documents', i))) ?? []),
  ];
}

function located(cite: TopicCard['cite'], place: Place): readonly Located<Quote>[] {
  return cite.flatMap((value, i) => ('quote' in value ? [{ value, place: { ...place, path: [...place.path, 'cite', i] } }] : []));
}

/** The quotes a topic rests on: its own, and those of the requirements and topics that it names. */
export function citedQuotes(draft: Pick<Draft, 'requirements' | 'topics'>, card: TopicCard): readonly Quote[] {
  return card.cite.flatMap((cite) => {
    if ('quote' in cite) return [cite];
    return 'requirement' in cite ? requirementQuotes(draft, cite.requirement) : topicQuotes(draft, cite.topic);
  });
}

function topicQuotes({ topics }: Pick<Draft, 'topics'>, id: string): readonly Quote[] {
  const cited = topics.find(({ value }) => value.id === id)?.value.cite ?? [];
  return cited.flatMap((cite) => ('quote' in cite ? [cite] : []));
}

/** The quotes of `degree`, of `documents`, or of one test by its id; none if there is no such requirement. */
export function requirementQuotes({ requirements }: Pick<Draft, 'requirements'>, id: string): readonly Quote[] {
  if (id === 'degree') return requirements?.value.degree.cite ?? [];
  if (id === 'documents') return requirements?.value.documents.flatMap(({ cite }) => cite) ?? [];
  return requirements?.value.tests.find((test) => test.id === id)?.cite ?? [];
}

/** The id of the source a quote is from: the one it names, or the first of sources.yaml. */
export function sourceOf(draft: Pick<Draft, 'sources'>, quote: Quote): string {
  return quote.source ?? draft.sources[0]?.value.id ?? '';
}

/** Where a quote stands in its source; empty if it does not. */
export function quoteSpans(draft: Draft, quote: Quote): readonly Span[] {
  const source = draft.sourceTexts.get(sourceOf(draft, quote));
  return source ? findQuote(source, quote.quote) : [];
}
