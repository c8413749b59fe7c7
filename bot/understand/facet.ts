import type { Knowledge } from '../../knowledge/knowledge';
import type { Facet } from '../../knowledge/schema';
import type { Reading, Reason } from '../types';
import { decide, policy } from './decide';
import { leftover } from './echo';
import type { GoingOn } from './follow-up';
import type { Index } from './lookup';
import { namedOnceMore } from './once-more';
import type { Candidate } from './rank';

/** What was spoken of: in the last answer, and in those before it, the latest first. */
export interface SpokenOf {
  readonly topics: readonly string[];
  readonly earlier: readonly string[];
}

/** A short message, as it is heard in a conversation. */
export interface Remark {
  readonly words: readonly string[];
  readonly goesOn: GoingOn | undefined;
  /** How it would be understood if nothing had been spoken of. */
  readonly alone: readonly Candidate[];
}

/**
 * A message that asks for a facet of what was spoken of ("how many EC is that?", "until when?"): answered by what
 * `follow-ups.yaml` leads to from there. Nothing if it is no such message, or if the table does not say.
 */
export function readFacet(remark: Remark, spokenOf: SpokenOf, index: Index): Reading | undefined {
  const heard = hearFacet(remark, index);
  if (!heard) return undefined;
  const { facet, reason } = heard;
  const [last, ...rest] = spokenOf.topics;
  const own = leftover(remark.words, facet.id, spokenOf, index.echoes);
  if (last === undefined || asksOther(remark, own, facet, reason.score, index.knowledge)) return undefined;
  const mentioned = mentionedIn(remark, own, spokenOf, index.knowledge);
  // "And the fee again?"
  if (facet.again) {
    const named = namedOnceMore(remark.words, facet.id, index) ?? mentioned;
    const told: readonly [string, ...string[]] = named === undefined ? [last, ...rest] : [named];
    const asked = named === undefined ? askedAgain(remark, reason, spokenOf, index) : undefined;
    return asked ?? tellAgain(told, [reason], index.knowledge);
  }
  const both = mentioned === undefined && facet.both ? bothOf(facet, spokenOf, index.knowledge) : undefined;
  if (both) return { kind: 'answer', topics: both, reasons: [{ ...reason, why: 'sets the last two things side by side' }] };
  for (const id of mentioned === undefined ? [...spokenOf.topics, ...spokenOf.earlier] : [mentioned]) {
    const reading = readTarget(targetOf(facet, id), reason, index.knowledge);
    if (reading?.kind === 'unknown' && isCertain(remark, index.knowledge)) return undefined;
    if (reading) return reading;
  }
  const isUnsaid = facet.unsaid !== undefined && mentioned === undefined && !isCertain(remark, index.knowledge);
  return isUnsaid ? { kind: 'unknown', facet: facet.id, options: [last], reasons: [reason] } : undefined;
}

/** The last two things spoken of that are counted alike ("which of them is bigger?"), if no one card tells them together. */
function bothOf(facet: Facet, { topics: last, earlier }: SpokenOf, { topics }: Knowledge): readonly [string, string] | undefined {
  const unitsOf = (id: string) => (topics.get(id)?.values ?? []).flatMap((fact) => (fact.kind === 'quantity' ? fact.unit : []));
  const [latest, ...others] = [...last, ...earlier];
  const before = others.find((id) => unitsOf(id).some((unit) => unitsOf(latest ?? '').includes(unit)));
  if (latest === undefined || before === undefined) return undefined;
  const together = targetOf(facet, latest);
  return together !== undefined && together === targetOf(facet, before) ? undefined : [before, latest];
}

/**
 * What else than the last answer a wish to hear something once more asks for ("how much was it again?", after how long it
 * takes). If it was told before, that alone; if it was not, the last answer may be meant as well.
 */
function askedAgain(remark: Remark, wish: Reason, { topics, earlier }: SpokenOf, index: Index): Reading | undefined {
  const heard = hearBesides(remark, wish, index);
  const [last = ''] = topics;
  const target = heard && targetOf(heard.facet, last);
  if (!heard || target === undefined || target === last || !index.knowledge.topics.has(target)) return undefined;
  const told = topics.includes(target) || earlier.includes(target) ? ([target] as const) : ([target, last] as const);
  return { kind: 'answer', topics: told, reasons: [{ ...heard.reason, id: target, why: 'asks this once more' }] };
}

/** The facet that is asked for by what is left without the wish ("sorry, ... again"). */
function hearBesides(remark: Remark, wish: Reason, index: Index): ReturnType<typeof hearFacet> {
  for (let count = 1; count <= wordsOfWish; count += 1) {
    const words = remark.words.filter((word) => !wish.words.slice(0, count).includes(word));
    const heard = hearFacet({ ...remark, words, goesOn: 'points-back' }, index);
    if (heard && !heard.facet.again) return heard;
  }
  return undefined;
}

/** Its strongest words; what comes after them is part of the question. */
const wordsOfWish = 2;

/** The last answer once more, which carries its source; or once more that the brochure does not say. */
export function tellAgain(spokenOf: readonly [string, ...string[]], reasons: readonly Reason[], { topics }: Knowledge): Reading {
  const told = spokenOf.filter((id) => topics.has(id));
  const [first, ...rest] = told;
  if (first === undefined) return { kind: 'unknown', about: spokenOf[0], options: [], reasons };
  return { kind: 'answer', topics: [first, ...rest], reasons };
}

function hearFacet(
  { words, goesOn }: Remark,
  { analyseFollowUp, knowledge }: Index,
): { facet: Facet; reason: Reason } | undefined {
  const { scored, wordsFor } = analyseFollowUp(words);
  const [best] = scored;
  const facet = knowledge.followUps.facets.find(({ id }) => id === best?.id);
  const needed = goesOn === 'points-back' ? policy.sureOfFacet : policy.sureOfBareFacet;
  if (!best || !facet || best.probability < needed) return undefined;
  const reason: Reason = {
    id: facet.id,
    rank: 'follow-up',
    score: best.probability,
    words: wordsFor(facet.id),
    taken: true,
    why: 'asks this of what was just spoken of',
  };
  return { facet, reason };
}

function targetOf({ stays = [], leads = {} }: Facet, id: string): string | undefined {
  if (stays.includes(id)) return id;
  return Object.keys(leads).find((target) => leads[target]?.includes(id));
}

function readTarget(id: string | undefined, reason: Reason, { topics, subjects, intents }: Knowledge): Reading | undefined {
  if (id === undefined) return undefined;
  const reasons = [{ ...reason, why: `asks "${reason.id}" of what was spoken of, which ${id} tells`, id }];
  if (topics.has(id)) return { kind: 'answer', topics: [id], reasons };
  if (subjects.has(id)) return { kind: 'unknown', about: id, options: [], reasons };
  return intents.get(id)?.kind === 'eligibility' ? { kind: 'eligibility', reasons } : undefined;
}

/** A topic that the message names itself, other than those just spoken of ("and how many of those go to the internship?"). */
function mentionedIn(
  { alone }: Remark,
  own: readonly string[],
  { topics: last }: SpokenOf,
  knowledge: Knowledge,
): string | undefined {
  const [best] = byTopic(
    alone.filter((candidate) => speaksFor(own, candidate)),
    knowledge,
  );
  return best && best.score >= policy.sureOfMention && !last.includes(best.id) ? best.id : undefined;
}

/** Each topic by how likely it, or a subject next to it, is meant; the likeliest first. */
export function byTopic(alone: readonly Candidate[], { topics, subjects }: Knowledge): readonly { id: string; score: number }[] {
  const sums = new Map<string, number>();
  for (const { id, score } of alone) {
    const near = topics.has(id) ? id : subjects.get(id)?.near[0];
    if (near !== undefined) sums.set(near, (sums.get(near) ?? 0) + score);
  }
  return [...sums].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score);
}

/** So few words ask for nothing by themselves, however sure of it the model is ("until when?"). */
const bareWords = 3;

/** By itself the message asks for a fact as surely as can be ("and when does it start?"). */
function isCertain({ words, alone, goesOn }: Remark, knowledge: Knowledge): boolean {
  const [best] = alone;
  return (
    words.length > bareWords &&
    goesOn !== 'points-back' &&
    best !== undefined &&
    best.score >= policy.certainTopic &&
    knowledge.topics.has(best.id)
  );
}

/** One of the message's own words is among the strongest that speak for the candidate. */
function speaksFor(own: readonly string[], candidate: Candidate): boolean {
  return candidate
    .words()
    .slice(0, 3)
    .some((word) => own.includes(word));
}

/** The message is a sure question by itself, in words of its own ("how far is it from the airport?"). */
function asksOther(
  { alone, goesOn }: Remark,
  own: readonly string[],
  facet: Facet,
  score: number,
  knowledge: Knowledge,
): boolean {
  const [best] = alone;
  if (!best || !speaksFor(own, best)) return false;
  // "How many EC was it again?" asks by itself for those of the programme; after something else, for those of that.
  if (goesOn !== undefined && (facet.stays ?? []).includes(best.id)) return false;
  if (knowledge.subjects.has(best.id)) return best.score >= policy.sureOfOther;
  const isLess = score < policy.certainFacet || best.score >= policy.certainTopic;
  return goesOn !== 'points-back' && isLess && decide(alone, knowledge).kind === 'answer';
}
