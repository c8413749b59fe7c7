import type { Located, Phrasing } from '../draft';
import { comparable } from '../comparable';
import type { Place } from '../problem';
import { at, short, type Finding, type Rule } from './rule';

export const idsUnique: Rule = {
  name: 'ids-unique',
  why: 'an id names one thing; two cards with the same id would hide each other',
  check: ({ ids }) => {
    const first = new Map<string, Place>();
    return ids.flatMap(({ value, place }): Finding[] => {
      const before = first.get(value);
      first.set(value, before ?? place);
      if (!before) return [];
      return [{ place, wrong: `the id "${value}" is taken by a card in ${before.file}`, right: 'choose another id' }];
    });
  },
};

export const phrasingOnce: Rule = {
  name: 'phrasing-once',
  why: 'a phrasing under two cards would make the bot guess',
  check: ({ phrasings }) => {
    const first = new Map<string, Located<Phrasing>>();
    return phrasings.flatMap((phrasing): Finding[] => {
      const key = comparable(phrasing.value.text);
      const before = first.get(key);
      first.set(key, before ?? phrasing);
      // Two languages may share the words ("TOEFL?") as long as they mean the same.
      if (!before || (before.value.id === phrasing.value.id && before.place.file !== phrasing.place.file)) return [];
      const wrong = `the phrasing "${short(phrasing.value.text)}" stands in ${before.place.file} already`;
      return [{ place: phrasing.place, wrong, right: 'keep it in one place' }];
    });
  },
};

export const phrasingsBelong: Rule = {
  name: 'phrasings-belong',
  why: 'a card without phrasings is never found, and phrasings without a card lead nowhere',
  check: (draft) => {
    const asked = new Set(draft.phrasings.map(({ value }) => value.id));
    const orphans = new Map(
      draft.phrasings.filter(({ value }) => !draft.idsInFiles.has(value.id)).map((one) => [one.place.file + one.value.id, one]),
    );
    const silent = [...draft.topics, ...draft.subjects, ...draft.intents].filter(({ value }) => !asked.has(value.id));
    return [
      ...[...orphans.values()].map(({ value, place }) => ({
        place: { ...place, path: place.path.slice(0, -1) },
        wrong: `no card has the id "${value.id}"`,
        right: 'use the id of a card: phrasings/ has a file for each',
      })),
      ...silent.map(({ value, place }) => ({
        place: at(place, 'id'),
        wrong: `nobody can ask for "${value.id}"`,
        right: `write ways of asking into phrasings/${value.id}.yaml`,
      })),
    ];
  },
};
