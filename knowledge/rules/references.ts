import type { Draft, Located } from '../draft';
import { placeholdersOf } from '../template';
import { lookupFor } from '../lookup';
import type { Place } from '../problem';
import type { Facet, TopicCard } from '../schema';
import { requirementQuotes } from '../quotes';
import { at, type Finding, type Rule } from './rule';

interface Reference {
  readonly to: 'topic' | 'fact' | 'remark' | 'requirement';
  readonly name: string;
  readonly place: Place;
  readonly from?: TopicCard;
}

export const referencesExist: Rule = {
  name: 'references-exist',
  why: 'a card may only point to topics, facts, remarks and requirements that are there',
  check: (draft) => references(draft).flatMap((reference) => (exists(draft, reference) ? [] : [missing(reference)])),
};

function references(draft: Draft): readonly Reference[] {
  const examples = draft.replies?.value.choices.examples ?? [];
  return [
    ...draft.topics.flatMap(inTopic),
    ...(draft.followUps?.value.facets ?? []).flatMap(inFacet),
    ...draft.subjects.flatMap(({ value, place }) => topics(value.near, at(place, 'near'))),
    ...examples.map(({ topic }, i): Reference => ({
      to: 'topic',
      name: topic,
      place: { file: 'replies.yaml', path: ['choices', 'examples', i, 'topic'] },
    })),
  ];
}

function inTopic({ value, place }: Located<TopicCard>): readonly Reference[] {
  const { valid, mustPrecede } = value;
  return [
    ...topics(value.see ?? [], at(place, 'see')),
    ...topics(value.partOf ?? [], at(place, 'partOf')),
    ...topics(value.yieldsTo ?? [], at(place, 'yieldsTo')),
    ...topics(value.items ?? [], at(place, 'items')),
    ...placeholdersOf(value.answer).map((name): Reference => ({ to: 'fact', name, place: at(place, 'answer'), from: value })),
    ...(valid ? timed(value, valid.until, valid.remark, at(place, 'valid'), 'until') : []),
    ...(mustPrecede ? timed(value, mustPrecede.fact, mustPrecede.remark, at(place, 'mustPrecede'), 'fact') : []),
    ...value.cite.flatMap((cite, i): Reference[] => {
      if ('requirement' in cite)
        return [{ to: 'requirement', name: cite.requirement, place: at(place, 'cite', i, 'requirement') }];
      return 'topic' in cite ? [{ to: 'topic', name: cite.topic, place: at(place, 'cite', i, 'topic') }] : [];
    }),
  ];
}

function inFacet({ stays = [], leads = {} }: Facet, i: number): readonly Reference[] {
  const place = { file: 'follow-ups.yaml', path: ['facets', i] };
  return [
    ...topics(stays, at(place, 'stays')),
    ...Object.entries(leads).flatMap(([target, from]) => [
      ...topics([target], at(place, 'leads')),
      ...topics(from, at(place, 'leads', target)),
    ]),
  ];
}

function topics(names: readonly string[], place: Place): readonly Reference[] {
  return names.map((name, i) => ({ to: 'topic', name, place: at(place, i) }));
}

function timed(from: TopicCard, fact: string, remark: string, place: Place, key: string): readonly Reference[] {
  return [
    { to: 'fact', name: fact, place: at(place, key), from },
    { to: 'remark', name: remark, place: at(place, 'remark') },
  ];
}

function exists(draft: Draft, { to, name, from }: Reference): boolean {
  switch (to) {
    case 'topic':
      return draft.idsInFiles.has(name);
    case 'remark':
      return !draft.replies || name in draft.replies.value.remarks;
    case 'requirement':
      return !draft.requirements || requirementQuotes(draft, name).length > 0;
    case 'fact':
      return !from || hangsOnMalformed(draft, name) || lookupFor(from, draft)(name) !== undefined;
  }
}

/** A fact of a card that is itself malformed is told there, not here again. */
function hangsOnMalformed(draft: Draft, name: string): boolean {
  const [owner = '', fact] = name.split('.');
  if (owner === 'requirements') return !draft.requirements;
  return fact !== undefined && draft.idsInFiles.has(owner) && !draft.topics.some(({ value }) => value.id === owner);
}

function missing({ to, name, place }: Reference): Finding {
  const right = {
    topic: 'name an id of topics/',
    fact: 'use a name under "facts" of this card, topic.fact, or requirements.<test>.total',
    remark: 'name a remark of replies.yaml',
    requirement: 'use degree, documents, or the id of a test in requirements.yaml',
  };
  return { place, wrong: `there is no ${to} "${name}"`, right: right[to] };
}
