import { comparable } from '../../knowledge/comparable';
import type { StoredMissed, WhyMissed } from '../state/turn-log';
import type { Index } from '../understand/lookup';
import type { Phrased } from './change';
import { alike, isOfProgramme, meaningOf, type Meaning, type Near } from './meaning';

/** A question in the same words, however often it was asked. */
export interface Wording extends Phrased {
  /** Its entries in the log. */
  readonly ids: readonly number[];
  readonly why: readonly WhyMissed[];
  /** What was told when it was voted down. */
  readonly told: readonly string[];
  readonly near: readonly Near[];
}

/** Questions that mean much the same; the one that was asked most comes first. */
export interface MissedGroup {
  readonly count: number;
  readonly wordings: readonly Wording[];
  /** The cards that they come nearest to, the nearest first. */
  readonly near: readonly Near[];
}

/** From here on two questions are taken to mean the same: of our labelled ones nine of ten pairs so found do, and as many are found. */
const sameMeaning = 0.45;
const mostNear = 3;

/**
 * Groups what was missed, the largest first; what is surely about something else than the programme comes last. Each wording in turn, the ones asked most first, joins the group whose first
 * wording it is most alike, if it is alike enough; else it begins a group. Wordings that were settled, and others in the
 * same words, are left out.
 */
export function groupMissed(missed: readonly StoredMissed[], index: Index): readonly MissedGroup[] {
  const groups: { first: Meaning; wordings: Wording[] }[] = [];
  for (const { wording, meaning } of wordingsOf(missed, index)) {
    const best = groups
      .map((group) => ({ group, likeness: alike(group.first, meaning, index) }))
      .reduce((a, b) => (b.likeness > a.likeness ? b : a), {
        group: undefined as (typeof groups)[number] | undefined,
        likeness: 0,
      });
    if (best.group && best.likeness >= sameMeaning) best.group.wordings.push(wording);
    else groups.push({ first: meaning, wordings: [wording] });
  }
  const counted = groups.map(({ wordings }) => ({
    count: wordings.reduce((sum, { ids }) => sum + ids.length, 0),
    wordings,
    near: nearestOf(wordings),
  }));
  return counted.sort((a, b) => Number(isElse(a)) - Number(isElse(b)) || b.count - a.count);
}

/** Surely about something else than the programme: there is nothing to learn from it. */
const surelyElse = 0.9;

function isElse({ near: [best] }: Pick<MissedGroup, 'near'>): boolean {
  return best !== undefined && !isOfProgramme(best) && best.score >= surelyElse;
}

function wordingsOf(missed: readonly StoredMissed[], index: Index) {
  const settled = new Set(missed.filter(({ status }) => status !== 'open').map(({ question }) => comparable(question)));
  const found = new Map<string, StoredMissed[]>();
  for (const one of missed) {
    const key = comparable(one.question) || one.question;
    if (!settled.has(key)) found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found.values()]
    .sort((a, b) => b.length - a.length)
    .map((same) => {
      const text = same[0]?.question ?? '';
      const meaning = meaningOf(text, index);
      return { meaning, wording: wordingOf(text, same, meaning) };
    });
}

function wordingOf(text: string, same: readonly StoredMissed[], { near, language }: Meaning): Wording {
  const told = same.flatMap(({ why, topics }) => (why === 'voted-down' ? topics : []));
  return {
    text,
    ids: same.map(({ id }) => id),
    why: [...new Set(same.map(({ why }) => why))],
    told: [...new Set(told)],
    near: near.slice(0, mostNear),
    ...(language === undefined ? {} : { language }),
  };
}

/** By the mean of their scores, each wording as often as it was asked. */
function nearestOf(wordings: readonly Wording[]): readonly Near[] {
  const sums = new Map<string, Near>();
  const total = wordings.reduce((sum, { ids }) => sum + ids.length, 0);
  for (const { near, ids } of wordings)
    for (const one of near) {
      const score = (sums.get(one.id)?.score ?? 0) + (one.score * ids.length) / total;
      sums.set(one.id, { ...one, score });
    }
  return [...sums.values()].sort((a, b) => b.score - a.score).slice(0, mostNear);
}
