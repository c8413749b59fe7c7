import satisfies from 'spdx-satisfies';
import type { Component } from './production-sbom';

/** Licences under which a university may use, change and pass on a package, if it keeps the notice. */
export const allowed: readonly string[] = [
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
];

export interface Exception {
  /** Name and version: another version is looked at again. */
  readonly of: string;
  readonly why: string;
}

export const exceptions: readonly Exception[] = [
  { of: 'escape-regexp-component@1.0.2', why: 'its package.json names no licence; its Readme.md does: MIT' },
];

export interface Judgement {
  /** How many packages there are of each licence, the most first. */
  readonly counts: readonly (readonly [licence: string, count: number])[];
  readonly problems: readonly string[];
}

export function judgeLicences(
  components: readonly Component[],
  licences: readonly string[] = allowed,
  excepted: readonly Exception[] = exceptions,
): Judgement {
  const judged = components.map((component) => ({ id: idOf(component), licence: licenceOf(component) }));
  const exceptionOf = (id: string) => excepted.find(({ of }) => of === id);
  const refused = judged.filter(({ id, licence }) => !exceptionOf(id) && !isAllowed(licence, licences));
  const needless = excepted.filter(({ of }) => !judged.some(({ id, licence }) => id === of && !isAllowed(licence, licences)));
  return {
    counts: countsOf(judged.map(({ licence }) => licence)),
    problems: [
      ...refused.map(({ id, licence }) => `${id}: ${licence} is not on the list of licences`),
      ...needless.map(({ of }) => `${of}: the exception is not needed any more`),
    ],
  };
}

function idOf({ name, version }: Component): string {
  return `${name}@${version}`;
}

const none = 'no licence';

/** As an SPDX expression: of several licences, each holds. */
function licenceOf({ licenses = [] }: Component): string {
  const each = licenses.map((one) => ('expression' in one ? one.expression : (one.license.id ?? one.license.name ?? none)));
  return each.length > 1 ? each.map((one) => `(${one})`).join(' AND ') : (each[0] ?? none);
}

function isAllowed(licence: string, licences: readonly string[]): boolean {
  try {
    return satisfies(licence, licences);
  } catch {
    return false;
  }
}

function countsOf(licences: readonly string[]): Judgement['counts'] {
  const counts = new Map<string, number>();
  for (const licence of licences) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  return [...counts].sort(([a, most], [b, fewer]) => fewer - most || a.localeCompare(b));
}
