import type { Draft, Located } from '../draft';
import { fill } from '../template';
import { lookupFor } from '../lookup';
import type { Place } from '../problem';
import type { TopicCard } from '../schema';
import { allQuotes, citedQuotes, quoteSpans, sourceOf } from '../quotes';
import { namesOfSources, untraced } from '../trace';
import { at, short, type Finding, type Rule } from './rule';

export const quoteInSource: Rule = {
  name: 'quote-in-source',
  why: 'an answer may not outlive its document: the words relied on must stand in it',
  check: (draft) =>
    allQuotes(draft).flatMap(({ value, place }): Finding[] => {
      const source = sourceOf(draft, value);
      if (!draft.sources.some((known) => known.value.id === source))
        return [{ place: at(place, 'source'), wrong: `there is no source "${source}"`, right: 'use an id of sources.yaml' }];
      if (!draft.sourceTexts.has(source) || quoteSpans(draft, value).length > 0) return [];
      return [
        {
          place: at(place, 'quote'),
          wrong: `the quote "${short(value.quote)}" is not in the source`,
          right: 'copy the words as they stand there',
        },
      ];
    }),
};

export const answerTraced: Rule = {
  name: 'answer-traced',
  why: 'every number, date, amount and name of an answer must stand in its quotes',
  check: (draft) => {
    const names = namesOfSources(draft.sourceTexts.values());
    return draft.topics.flatMap((card) => untracedIn(draft, card, names));
  },
};

function untracedIn(draft: Draft, { value, place }: Located<TopicCard>, names: ReadonlySet<string>): readonly Finding[] {
  const lookup = lookupFor(value, draft);
  // What is worked out stands in no quote; what it is worked out from does, and the answer shows it.
  const derived = Object.keys(value.derived ?? {}).map((name) => lookup(name) ?? '');
  const proof = [...citedQuotes(draft, value).map(({ quote }) => quote), ...derived];
  return untraced(fill(value.answer, lookup), proof, names).map((token) => ({
    place: at(place, 'answer'),
    wrong: `"${token}" of the answer stands in none of its quotes`,
    right: 'quote the words that say so, or mend the answer or the fact',
  }));
}

export const requirementTraced: Rule = {
  name: 'requirement-traced',
  why: 'a threshold must stand in the words that it is taken from',
  check: ({ requirements }) =>
    (requirements?.value.tests ?? []).flatMap(({ minimum, cite, name }, index) => {
      const numbers = cite.flatMap(({ quote }) => quote.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
      return Object.entries(minimum)
        .filter(([, value]) => value !== undefined && !numbers.includes(value))
        .map(([part, value]) => ({
          place: { file: 'requirements.yaml', path: ['tests', index, 'minimum', part] } satisfies Place,
          wrong: `${value} (${name}, ${part}) stands in none of its quotes`,
          right: 'make the number and the quote agree with the source',
        }));
    }),
};

export const numbersAreFacts: Rule = {
  name: 'numbers-are-facts',
  why: 'a number that is written once cannot disagree with itself',
  check: ({ topics }) =>
    topics.flatMap(({ value, place }) =>
      (value.answer.replace(/\{[^{}]*\}/g, '').match(/(?<![\p{L}\d@-])\p{Sc}?\d[\d.,]*(?![\p{L}\d])/gu) ?? []).map((number) => ({
        place: at(place, 'answer'),
        wrong: `the number ${number} is written out in the answer`,
        right: 'put it under "facts" and write its {name} here',
      })),
    ),
};

export const unknownStatesNothing: Rule = {
  name: 'unknown-states-nothing',
  why: 'what the brochure does not say may not be answered with a number',
  check: ({ subjects }) =>
    subjects
      .filter(({ value }) => /(?<![\p{L}\d-])\d/u.test(value.about))
      .map(({ place }) => ({
        place: at(place, 'about'),
        wrong: 'a number in what is not answered',
        right: 'name the subject without one',
      })),
};
