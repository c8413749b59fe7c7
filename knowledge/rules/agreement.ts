import type { Draft, Located } from '../draft';
import { endOfMonth, readFact, readNumber, type Fact } from '../facts';
import { lookupFor } from '../lookup';
import { citedQuotes } from '../quotes';
import type { TopicCard } from '../schema';
import { at, short, type Finding, type Rule } from './rule';

export const factsAgree: Rule = {
  name: 'facts-agree',
  why: 'two statements of one fact may not differ, and one that must come first may not come later untold',
  check: (draft) => draft.topics.flatMap((card) => [...againstQuotes(draft, card), ...outOfOrder(draft, card)]),
};

/** A quantity ("two years") must be what every quote of its card says that names the same unit ("(2 Years)"). */
function againstQuotes(draft: Draft, { value, place }: Located<TopicCard>): readonly Finding[] {
  return Object.entries(value.facts ?? {}).flatMap(([name, text]) => {
    const fact = readFact(text);
    if (fact.kind !== 'quantity') return [];
    const differing = citedQuotes(draft, value).filter(({ quote }) => contradicts(fact, quote));
    return differing.map(({ quote }) => ({
      place: at(place, 'facts', name),
      wrong: `"${text}" disagrees with the quote "${short(quote)}"`,
      right: 'make the two agree, or quote only the words that the fact is taken from',
    }));
  });
}

function contradicts(fact: Fact & { kind: 'quantity' }, quote: string): boolean {
  const sameUnit = [...quote.matchAll(/((?<![\d.,])[\d.,]+|(?<![a-z])[a-z]+)\s?([A-Za-z%]+)/g)]
    .filter(([, , unit]) => unit?.toLowerCase() === fact.unit)
    .map(([, amount = '']) => readNumber(amount))
    .filter((amount) => !Number.isNaN(amount));
  return sameUnit.length > 0 && !sameUnit.includes(fact.amount);
}

/** Dates that come in the wrong order must be told with a remark; a remark is no longer right once they fit. */
function outOfOrder(draft: Draft, { value, place }: Located<TopicCard>): readonly Finding[] {
  const { mustPrecede } = value;
  if (!mustPrecede) return [];
  const own = Object.values(value.facts ?? {})
    .map(readFact)
    .find((fact) => fact.kind === 'month');
  const other = readFact(lookupFor(value, draft)(mustPrecede.fact) ?? '');
  if (own?.kind !== 'month' || other.kind !== 'month' || endOfMonth(own) > endOfMonth(other)) return [];
  return [
    {
      place: at(place, 'mustPrecede'),
      wrong: `${own.text} does come before ${other.text}`,
      right: 'take "mustPrecede" and its remark away',
    },
  ];
}
