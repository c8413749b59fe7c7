import type { Located } from '../draft';
import { idOfPhrasings } from '../card-of-phrasings';
import { comparable } from '../comparable';
import type { Place } from '../problem';
import { at, short, type Rule } from './rule';

export const idsUnique: Rule = {
  name: 'ids-unique',
  why: 'an id names one thing; two cards with the same id would hide each other',
  check: ({ topics, subjects, intents }) => {
    const first = new Map<string, Place>();
    return [...topics, ...subjects, ...intents].flatMap(({ value, place }) => {
      const before = first.get(value.id);
      first.set(value.id, before ?? place);
      return before
        ? [
            {
              place: at(place, 'id'),
              wrong: `the id "${value.id}" is taken by a card in ${before.file}`,
              right: 'choose another id',
            },
          ]
        : [];
    });
  },
};

export const phrasingOnce: Rule = {
  name: 'phrasing-once',
  why: 'a phrasing under two cards would make the bot guess',
  check: ({ phrasings }) => {
    const first = new Map<string, Located<string>>();
    return phrasings.flatMap((phrasing) => {
      const key = comparable(phrasing.value);
      const before = first.get(key);
      first.set(key, before ?? phrasing);
      return before
        ? [
            {
              place: phrasing.place,
              wrong: `the phrasing "${short(phrasing.value)}" stands in ${before.place.file} already`,
              right: 'keep it in one place',
            },
          ]
        : [];
    });
  },
};

export const phrasingsBelong: Rule = {
  name: 'phrasings-belong',
  why: 'a card without phrasings is never found, and phrasings without a card lead nowhere',
  check: (draft) => {
    const files = new Set(draft.phrasings.map(({ place }) => place.file));
    const orphans = [...files].filter((file) => !draft.idsInFiles.has(idOfPhrasings(file)));
    const silent = [...draft.topics, ...draft.subjects, ...draft.intents].filter(
      ({ value }) => !files.has(`phrasings/${value.id}.yaml`),
    );
    return [
      ...orphans.map((file) => ({
        place: { file, path: [] },
        wrong: `no card has the id "${idOfPhrasings(file)}"`,
        right: 'name the file after the id of its card',
      })),
      ...silent.map(({ value, place }) => ({
        place: at(place, 'id'),
        wrong: `nobody can ask for "${value.id}"`,
        right: `write ways of asking into phrasings/${value.id}.yaml`,
      })),
    ];
  },
};
