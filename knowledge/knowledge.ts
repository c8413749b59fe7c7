import { createHash } from 'node:crypto';
import { comparable } from './comparable';
import type { Draft, Phrasing, TextFile } from './draft';
import { endOfMonth, readFact, type Fact } from './facts';
import { fill, itemsOf, placeholdersOf, type Lookup } from './template';
import { lookupFor } from './lookup';
import { citedQuotes, requirementQuotes, sourceOf } from './quotes';
import type { Office } from './office';
import type { Commands, Replies } from './replies';
import type {
  Degrees,
  FollowUps,
  IntentCard,
  Language,
  Names,
  Programme,
  Quote,
  Requirements,
  SubjectCard,
  TopicCard,
  Vocabulary,
} from './schema';

/** Where a fact stands: the document, the place in it, and its very words. */
export interface Citation {
  /** The title of the document. */
  readonly source: string;
  /** Its name in a source line ("Brochure"). */
  readonly short: string;
  readonly place: string;
  readonly quote: string;
}

export type Citations = readonly [Citation, ...Citation[]];

export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly partOf: readonly string[];
  /** The published topics that it tells: itself, or those that it covers together. */
  readonly tells: readonly string[];
  /** Whether it tells what is asked of applicants. */
  readonly isRequirement: boolean;
  /** Values in the answer that are worked out from quoted ones. */
  readonly derived: readonly string[];
  /** The values of the fact, by which a guess is right or wrong. */
  readonly values: readonly Fact[];
  readonly confirm: { readonly yes: readonly string[]; readonly no: readonly string[]; readonly unless: readonly string[] };
  readonly answer: string;
  /** What the answer lists, in its order; with the topic that tells more of it, where there is one. */
  readonly items: readonly { readonly text: string; readonly topic?: string }[];
  readonly citations: Citations;
  /** From `at` on the answer is no longer current, and this remark says so. */
  readonly outdated?: { readonly at: Date; readonly remark: string };
  /** Said always: the source contradicts itself here. */
  readonly oddity?: string;
  readonly yieldsTo: readonly string[];
  readonly see: readonly string[];
}

/** The checked knowledge base, ready to answer from. */
export interface Knowledge {
  /** Changes with every change of any file. */
  readonly version: string;
  readonly programme: Programme;
  readonly topics: ReadonlyMap<string, Topic>;
  readonly subjects: ReadonlyMap<string, SubjectCard>;
  readonly intents: ReadonlyMap<string, IntentCard>;
  readonly phrasings: readonly Phrasing[];
  /** Languages that are recognised besides English, by their code. */
  readonly languages: ReadonlyMap<string, Language>;
  readonly requirements: Requirements;
  /** What each requirement rests on: `degree`, `documents`, and each test by its id. */
  readonly proofs: ReadonlyMap<string, Citations>;
  readonly degrees: Degrees;
  readonly vocabulary: Vocabulary;
  /** What people ask of the thing that was just spoken of. */
  readonly followUps: FollowUps;
  /** Names that are not this programme's: the kind of each, and the first words of those of several words. */
  readonly names: { readonly kinds: ReadonlyMap<string, string>; readonly beginnings: ReadonlySet<string> };
  readonly office: Office;
  readonly replies: Replies;
  readonly commands: Commands;
}

/** Only for a draft without problems: what a check would have reported is not looked for again. */
export function buildKnowledge(draft: Draft, files: readonly TextFile[]): Knowledge {
  return {
    version: versionOf(files),
    programme: whole(draft.programme),
    topics: byId(draft.topics.map(({ value }) => buildTopic(draft, value))),
    subjects: byId(draft.subjects.map(({ value }) => value)),
    intents: byId(draft.intents.map(({ value }) => value)),
    phrasings: draft.phrasings.map(({ value }) => value),
    languages: new Map(draft.languages.map(({ value }) => [value.code, value])),
    requirements: whole(draft.requirements),
    proofs: new Map(requirementIds(draft).map((id) => [id, citationsOf(draft, requirementQuotes(draft, id))])),
    degrees: whole(draft.degrees),
    vocabulary: whole(draft.vocabulary),
    followUps: whole(draft.followUps),
    names: readNames(whole(draft.names)),
    office: whole(draft.office),
    replies: whole(draft.replies),
    commands: whole(draft.commands),
  };
}

function buildTopic(draft: Draft, card: TopicCard): Topic {
  const lookup = lookupFor(card, draft);
  const { remarks } = whole(draft.replies);
  const answer = fill(card.answer, lookup);
  const until = card.valid && readFact(lookup(card.valid.until) ?? '');
  return {
    id: card.id,
    title: card.title,
    about: card.about,
    partOf: card.partOf ?? [],
    tells: card.covers ?? [card.id],
    isRequirement: card.cite.some((cite) => 'requirement' in cite),
    derived: Object.keys(card.derived ?? {}).flatMap((name) => lookup(name) ?? []),
    values: valuesOf(card, lookup),
    confirm: { yes: card.confirm?.yes ?? [], no: card.confirm?.no ?? [], unless: card.confirm?.unless ?? [] },
    answer,
    items: itemsOf(answer).map((text, i) => ({ text, ...(card.items?.[i] === undefined ? {} : { topic: card.items[i] }) })),
    citations: citationsOf(draft, citedQuotes(draft, card)),
    yieldsTo: card.yieldsTo ?? [],
    see: card.see ?? [],
    ...(card.valid && until?.kind === 'month'
      ? { outdated: { at: endOfMonth(until), remark: remarks[card.valid.remark] ?? '' } }
      : {}),
    ...(card.mustPrecede ? { oddity: remarks[card.mustPrecede.remark] ?? '' } : {}),
  };
}

/** The facts of the card itself, and the thresholds that its answer reads. */
function valuesOf(card: TopicCard, lookup: Lookup): readonly Fact[] {
  const thresholds = placeholdersOf(card.answer).filter((name) => /^requirements\.[a-z0-9-]+\.(total|component)$/.test(name));
  const points = thresholds.map((name): Fact => {
    const fact = readFact(`${lookup(name) ?? ''} points`);
    return fact.kind === 'quantity' ? { ...fact, part: name.endsWith('component') ? 'component' : 'total' } : fact;
  });
  return [...Object.values(card.facts ?? {}).map(readFact), ...points];
}

function citationsOf(draft: Draft, quotes: readonly Quote[]): Citations {
  const [first, ...rest] = quotes.map((quote) => {
    const { title, short } = whole(draft.sources.find(({ value }) => value.id === sourceOf(draft, quote)));
    return { source: title, short, place: quote.place, quote: quote.quote.trim() };
  });
  if (!first) throw new Error('a topic without a quote passed the check');
  return [first, ...rest];
}

function readNames(names: Names): Knowledge['names'] {
  const kinds = new Map(Object.entries(names).flatMap(([kind, list]) => list.map((name) => [comparable(name), kind] as const)));
  const long = [...kinds.keys()].filter((name) => name.includes(' '));
  return { kinds, beginnings: new Set(long.map((name) => name.split(' ', 1)[0] ?? '')) };
}

function requirementIds({ requirements }: Draft): readonly string[] {
  return ['degree', 'documents', ...whole(requirements).tests.map(({ id }) => id)];
}

function versionOf(files: readonly TextFile[]): string {
  const hash = createHash('sha256');
  for (const { file, text } of [...files].sort((a, b) => a.file.localeCompare(b.file))) hash.update(`${file}\0${text}\0`);
  return hash.digest('hex').slice(0, 12);
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

function whole<T>(part: { readonly value: T } | undefined): T {
  if (!part) throw new Error('an incomplete knowledge base passed the check');
  return part.value;
}
