import { comparable } from '../../../knowledge/comparable';
import type { NameAt } from './names';
import { readTokens, type Token } from './numbers';
import { clauseBreak, findRolesIn, isNumber, joins, type Role } from './role-words';

/** A number before one of these counts something else than points. */
const notPoints =
  /^(years?|yrs?|months?|weeks?|days?|times?|tries|attempts?|euros?|eur|dollars?|usd|rupees|hours?|hrs|percent|th|nd|rd|st|people|pages?|class|sections?|parts?|components?|papers?|skills?|bits?|areas?|elements?|legs?|quarters?|strands?|of|tests?|exams?|kids|children|semesters?|ec|ects|credits)$/;

/** A number of a text that may be a score. */
export interface Score {
  readonly value: number;
  readonly role: Role;
  /** Whether a word says so; a number that stands alone is taken for a total. */
  readonly isSaid: boolean;
  /** Where it stands among the words. */
  readonly at: number;
  readonly negated: boolean;
}

/** The words of a text as they are compared, with a word of its own for each mark that ends a clause. */
export function wordsWithBreaks(text: string): readonly string[] {
  return text
    .split(/[;()!?\n]+|,(?!\d)|\.(?=\s|$)|\s[-–—]+\s/u)
    .map(comparable)
    .filter((clause) => clause !== '')
    .join(` ${clauseBreak} `)
    .split(' ');
}

/** The numbers of a text that may be scores, each with what it speaks of. */
export function scoresIn(words: readonly string[], named: readonly NameAt[]): readonly Score[] {
  const free = words.map((word, i) => (named.some(({ from, to }) => from <= i && i < to) ? '' : word));
  const spread = free.flatMap((word) => /^([rlsw])(\d+)$/.exec(word)?.slice(1) ?? [word]);
  const letters = spread.filter((word, i) => /^[rlsw]$/.test(word) && /^\d/.test(spread[i + 1] ?? '')).length > 1;
  const plain = spread.map((word) => (letters && /^[rlsw]$/.test(word) ? 'reading' : word));
  return assignRoles(clausesOf(partsOf(readTokens(plain), findRolesIn(plain))));
}

/** Tokens with the role that each plays, if any; numbers that count something else than points are plain words. */
interface Part {
  readonly text: string;
  readonly at: number;
  readonly role?: Role;
  readonly value?: number;
}

/** So few in words count something else: "my second of two tries", never a score. */
const fewestInWords = 4;

function partsOf(tokens: readonly Token[], roles: ReadonlyMap<number, Role>): readonly Part[] {
  let at = 0;
  return tokens.map(({ text, value }, i) => {
    const from = at;
    at += text.split(' ').length;
    const role = Array.from({ length: at - from }, (_, k) => roles.get(from + k)).find((one) => one !== undefined);
    const isCounted = value !== undefined && !isNumber(text) && value < fewestInWords;
    const isScore = value !== undefined && !isCounted && !notPoints.test(tokens[i + 1]?.text ?? '');
    return { text, at: from, ...(role ? { role } : {}), ...(isScore ? { value } : {}) };
  });
}

/** The parts between commas and joining words. "20 or 21" tells no score: it asks which of the two. */
function clausesOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const clauses: Part[][] = [[]];
  parts.forEach((part, i) => {
    if (part.text === clauseBreak || joins.includes(part.text)) clauses.push([]);
    else clauses.at(-1)?.push(isAlternative(parts, i) ? { text: part.text, at: part.at } : part);
  });
  return clauses.filter((clause) => clause.length > 0);
}

function isAlternative(parts: readonly Part[], i: number): boolean {
  const isOne = (number: number, or: number) => parts[number]?.value !== undefined && parts[or]?.text === 'or';
  return isOne(i + 2, i + 1) || isOne(i - 2, i - 1);
}

/**
 * What each number speaks of, clause by clause. A role told without a number holds for the next clause ("the listening let
 * me down, with 16"), and a clause of numbers alone goes on with the role before it ("reading 24, 20, 21").
 */
function assignRoles(clauses: readonly (readonly Part[])[]): readonly Score[] {
  const scores: Score[] = [];
  let open: Role | undefined;
  let listed: Role | undefined;
  for (const clause of clauses) {
    const told = clause.reduce<Role | undefined>((role, part) => (part.role ? stronger(role, part.role) : role), undefined);
    const numbers = clause.filter(({ value }) => value !== undefined);
    const isBare = numbers.length === clause.length;
    const own = rolesOf(clause);
    numbers.forEach(({ value = 0, at }, i) => {
      const role = own[i] ?? open ?? (isBare ? listed : undefined);
      const before = clause[clause.findIndex((part) => part.at === at) - 1];
      scores.push({ value, role: role ?? 'total', isSaid: role !== undefined, at, negated: before?.text === 'not' });
    });
    open = numbers.length === 0 ? (told ?? open) : undefined;
    if (!isBare) listed = isListOf(clause) ? told : undefined;
  }
  return scores;
}

/** A role before its number may go on for the numbers of the next clause; one after it may not ("184 overall and 170"). */
function isListOf(clause: readonly Part[]): boolean {
  const firstRole = clause.findIndex(({ role }) => role !== undefined);
  const firstNumber = clause.findIndex(({ value }) => value !== undefined);
  return firstRole >= 0 && firstRole < firstNumber;
}

/** The roles of a clause's numbers, in their order. Roles and numbers take turns, whichever comes first. */
function rolesOf(clause: readonly Part[]): readonly (Role | undefined)[] {
  const runs = runsOf(clause);
  const numbers = runs.filter(({ value }) => value !== undefined).length;
  const [first] = runs;
  // "24 reading 20 listening": each number before its role. "88 listening 16": a total, and the role before its number.
  const isAfter = first?.value !== undefined && runs.filter(({ role }) => role !== undefined).length >= numbers;
  return runs.flatMap(({ value }, i) => {
    if (value === undefined) return [];
    const told = isAfter ? runs[i + 1]?.role : lastRole(runs.slice(0, i));
    return [told];
  });
}

/** Numbers and roles in their order, with the roles that follow one another taken together ("lowest section"). */
function runsOf(clause: readonly Part[]): readonly Pick<Part, 'role' | 'value'>[] {
  const runs: Pick<Part, 'role' | 'value'>[] = [];
  for (const { role, value } of clause) {
    const before = runs.at(-1);
    if (value !== undefined) runs.push({ value });
    else if (role && before?.role) runs[runs.length - 1] = { role: stronger(before.role, role) };
    else if (role) runs.push({ role });
  }
  return runs;
}

function lastRole(runs: readonly Pick<Part, 'role'>[]): Role | undefined {
  return runs.findLast(({ role }) => role !== undefined)?.role;
}

/** "lowest section" speaks of the whole, "all other parts" of the rest. */
function stronger(before: Role | undefined, role: Role): Role {
  return role === 'component' && (before === 'whole' || before === 'rest') ? before : role;
}
