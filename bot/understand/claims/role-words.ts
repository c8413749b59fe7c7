import { makeNameFinder } from './names';
import { numberWords } from './numbers';

/** What a number of a text speaks of; "whole" means that no part is lower. */
export type Role = 'total' | 'component' | 'whole' | 'rest';

/** Words that say what the numbers beside them speak of. */
const roleWords: Readonly<Record<Role | 'each', readonly string[]>> = {
  total: ['overall', 'total', 'totally', 'altogether', 'final score', 'over all', 'all in all'],
  component: [
    ...['reading', 'listening', 'speaking', 'writing', 'read', 'listen', 'speak', 'write', 'use of english', 'bands are'],
    ...['section', 'sections', 'component', 'components', 'part', 'parts', 'paper', 'papers', 'skill', 'skills', 'modules'],
    ...['bit', 'bits', 'area', 'areas', 'element', 'elements', 'leg', 'legs', 'quarter', 'quarters', 'strand', 'strands'],
    ...['speakin', 'speeking', 'writting', 'listning', 'lisening'],
  ],
  whole: [
    'all of them',
    'each of them',
    'every one of them',
    'lowest',
    'weakest',
    'worst',
    'smallest',
    'everywhere',
    'throughout',
    'across the board',
    'nothing',
    'everything',
  ],
  rest: ['rest', 'other', 'others', 'remaining', 'everything else'],
  // Only together with a part ("all sections"), or right beside the number ("20 each", "all above 20").
  each: ['all', 'every', 'evry', 'each', 'none', 'no', 'both', 'any', 'not a single', 'not one', 'no single', 'not any'],
};

/** Words after which something else is told ("90, but 19 in speaking"). */
export const joins = 'and but with except bar save apart besides excluding though although however while yet plus'.split(' ');

/** The words that results are told with, besides numbers and names. */
export const wordsOfRoles: readonly string[] = [
  ...Object.values(roleWords)
    .flat()
    .flatMap((one) => one.split(' ')),
  ...joins,
];

const findRoles = makeNameFinder(Object.entries(roleWords).map(([id, names]) => ({ id, names })));

/** Stands between two clauses, where a comma or a bracket is written. */
export const clauseBreak = '|';

/** The role that each word plays, by the place of its last word. */
export function findRolesIn(words: readonly string[]): ReadonlyMap<number, Role> {
  const found = findRoles(words);
  const roles = found.flatMap(({ id, from, to }): [number, Role][] => {
    if (id !== 'each') return [[to - 1, id as Role]];
    const withPart = found.some((other) => other.id === 'component' && other.from >= to && other.from - to <= 4);
    const isLast = to === words.length || words[to] === clauseBreak;
    const beside = isBound(words.slice(to, to + 3)) || isBoundLater(words.slice(to)) || (isNumber(words[from - 1]) && isLast);
    return withPart || beside ? [[to - 1, 'whole']] : [];
  });
  return new Map(roles);
}

/** "20", "above 20", "at least 20". */
function isBound([first = '', second, third]: readonly string[]): boolean {
  if (isNumber(first)) return true;
  if (/^(above|over|below|under)$/.test(first)) return isNumber(second);
  return /^(at|more|higher|not|no)$/.test(first) && isNumber(third);
}

/** "not one of them dips under 20", "all came in at over 20": within the same clause. */
function isBoundLater(words: readonly string[]): boolean {
  const end = words.indexOf(clauseBreak);
  const clause = end < 0 ? words : words.slice(0, end);
  return clause.some((word, i) => bounds.includes(word) && startsNumber(clause.slice(i + 1)));
}

const bounds = ['above', 'over', 'below', 'under', 'beneath', 'underneath'];

/** In digits or in words. */
function startsNumber([first = '']: readonly string[]): boolean {
  return isNumber(first) || numberWords.includes(first);
}

export function isNumber(word: string | undefined): boolean {
  return /^\d/.test(word ?? '');
}
