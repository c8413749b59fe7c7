import type { Draft } from '../draft';
import type { Place } from '../problem';

/** What a rule found: where, what is wrong, what would be right. */
export interface Finding {
  readonly place: Place;
  readonly wrong: string;
  readonly right: string;
}

/** One thing that must hold between the values of the knowledge base. */
export interface Rule {
  readonly name: string;
  readonly why: string;
  readonly check: (draft: Draft) => readonly Finding[];
}

export function at(place: Place, ...path: readonly (string | number)[]): Place {
  return { ...place, path: [...place.path, ...path] };
}

/** The beginning of a text, enough to recognise it by. */
export function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
