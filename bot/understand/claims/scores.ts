import type { TestClaim } from '../../../dialogs/eligibility/rules';
import type { Requirements } from '../../../knowledge/schema';
import { makeNameFinder, type NameAt } from './names';
import { readTokens, type Token } from './numbers';

/** What a number of a text speaks of; "whole" means that no part is lower. */
type Role = 'total' | 'component' | 'whole' | 'rest';

/** Words that say what the numbers beside them speak of. */
const roleWords: Readonly<Record<Role | 'each', readonly string[]>> = {
  total: ['overall', 'total', 'totally', 'altogether', 'final score'],
  component: [
    ...['reading', 'listening', 'speaking', 'writing', 'read', 'listen', 'speak', 'write', 'use of english', 'bands are'],
    ...['section', 'sections', 'component', 'components', 'part', 'parts', 'paper', 'papers', 'skill', 'skills', 'modules'],
    ...['speakin', 'speeking', 'writting', 'listning', 'lisening'],
  ],
  whole: ['lowest', 'weakest', 'worst', 'smallest', 'everywhere', 'throughout', 'across the board', 'nothing', 'everything'],
  rest: ['rest', 'other', 'others', 'remaining'],
  // Only together with a part ("all sections"), or right beside the number ("20 each").
  each: ['all', 'every', 'each', 'none', 'no', 'both', 'any'],
};

const findRoles = makeNameFinder(Object.entries(roleWords).map(([id, names]) => ({ id, names })));

/** A number before one of these counts something else than points. */
const notPoints =
  /^(years?|yrs?|months?|weeks?|days?|times?|tries|attempts?|euros?|eur|dollars?|usd|rupees|hours?|hrs|percent|th|nd|rd|st|people|pages?|class|sections?|parts?|components?|papers?|skills?|tests?|exams?|kids|children|semesters?|ec|ects|credits)$/;

/** `assumed` is the exam that scores without a name belong to. */
export type ScoreReader = (words: readonly string[], assumed?: string) => readonly TestClaim[];

/** Reads which English tests a text names, and the scores it gives for each, a claim a test, in the order of the text. */
export function makeScoreReader({ tests, otherTests }: Pick<Requirements, 'tests' | 'otherTests'>): ScoreReader {
  const exams = tests.flatMap((test) => test.exams);
  const find = makeNameFinder([...exams, ...otherTests]);
  return (words, assumed) => {
    const found = find(words);
    const named = found.length === 0 && assumed !== undefined ? [{ id: assumed, from: 0, to: 0 }] : found;
    const scores = scoresIn(words, named);
    return [...new Set(named.map(({ id }) => id))].map((id) => {
      const exam = exams.find((candidate) => candidate.id === id);
      if (!exam) return { exam: id, components: [], wholeRange: false };
      return claimOf(exam, scores.filter((score) => owner(score, named, exams)?.id === id)); // prettier-ignore
    });
  };
}

type Exam = Requirements['tests'][number]['exams'][number];

interface Score {
  readonly value: number;
  readonly role: Role;
  /** Whether a word says so; a number that stands alone is taken for a total. */
  readonly isSaid: boolean;
  /** Where it stands among the words. */
  readonly at: number;
  readonly negated: boolean;
}

/** The numbers of a text that may be scores, each with what it speaks of. */
function scoresIn(words: readonly string[], named: readonly NameAt[]): readonly Score[] {
  const free = words.map((word, i) => (named.some(({ from, to }) => from <= i && i < to) ? '' : word));
  const spread = free.flatMap((word) => /^([rlsw])(\d+)$/.exec(word)?.slice(1) ?? [word]);
  const letters = spread.filter((word, i) => /^[rlsw]$/.test(word) && /^\d/.test(spread[i + 1] ?? '')).length > 1;
  const plain = spread.map((word) => (letters && /^[rlsw]$/.test(word) ? 'reading' : word));
  return assignRoles(partsOf(readTokens(plain), findRolesIn(plain)));
}

/** The role that each word plays, by the place of its last word. */
function findRolesIn(words: readonly string[]): ReadonlyMap<number, Role> {
  const found = findRoles(words);
  const roles = found.flatMap(({ id, from, to }): [number, Role][] => {
    if (id !== 'each') return [[to - 1, id as Role]];
    const withPart = found.some((other) => other.id === 'component' && other.from >= to && other.from - to <= 4);
    const beside = isNumber(words[to]) || (isNumber(words[from - 1]) && to === words.length);
    return withPart || beside ? [[to - 1, 'whole']] : [];
  });
  return new Map(roles);
}

function isNumber(word: string | undefined): boolean {
  return /^\d/.test(word ?? '');
}

/** Tokens with the role that each plays, if any; numbers that count something else than points are plain words. */
interface Part {
  readonly text: string;
  readonly at: number;
  readonly role?: Role;
  readonly value?: number;
}

function partsOf(tokens: readonly Token[], roles: ReadonlyMap<number, Role>): readonly Part[] {
  let at = 0;
  return tokens.map(({ text, value }, i) => {
    const from = at;
    at += text.split(' ').length;
    const role = Array.from({ length: at - from }, (_, k) => roles.get(from + k)).find((one) => one !== undefined);
    const isScore = value !== undefined && !notPoints.test(tokens[i + 1]?.text ?? '');
    return { text, at: from, ...(role ? { role } : {}), ...(isScore ? { value } : {}) };
  });
}

/**
 * A role word speaks of the number that follows it ("speaking 18"), or of the one before it where the words link back
 * ("18 in speaking", "20 each"). A role holds for a list of numbers that follow one another.
 */
function assignRoles(parts: readonly Part[]): readonly Score[] {
  const scores: Score[] = [];
  let pending: Role | undefined;
  parts.forEach(({ role, value, at }, i) => {
    if (role) pending = stronger(pending, role);
    if (value === undefined) return;
    const told = pending ?? linkedBack(parts.slice(i + 1));
    scores.push({ value, role: told ?? 'total', isSaid: told !== undefined, at, negated: parts[i - 1]?.text === 'not' });
    const [next, afterNext] = parts.slice(i + 1, i + 3);
    const isList = next?.value !== undefined || (next?.text === 'and' && afterNext?.value !== undefined);
    if (!isList) pending = undefined;
  });
  return scores;
}

/** "lowest section" speaks of the whole, "all other parts" of the rest. */
function stronger(before: Role | undefined, role: Role): Role {
  return role === 'component' && (before === 'whole' || before === 'rest') ? before : role;
}

const links = /^(in|for|on|as|the|my|at|out|of|was|were|is|a|an|by|from|points?|or|more|above|higher|over|and|up|four|both)$/;
const strongLinks = /^(in|for|on|as)$/;

/** The role that the words right after a number give it, unless they lead on to the next number. */
function linkedBack(following: readonly Part[]): Role | undefined {
  let found: Role | undefined;
  let next = 0;
  for (const { text, role, value } of following.slice(0, 7)) {
    if (role) found = stronger(found, role);
    else if (value !== undefined || found !== undefined || !links.test(text)) break;
    next += 1;
  }
  const leadsOn = following.slice(next, next + 3).some(({ value }) => value !== undefined);
  return leadsOn && !strongLinks.test(following[0]?.text ?? '') ? undefined : found;
}

/** The exam a score belongs to: the nearest one on whose scale it lies, one that was named before it first. */
function owner({ value, at, role }: Score, named: readonly NameAt[], exams: readonly Exam[]): NameAt | undefined {
  const distance = ({ from }: NameAt): number => (from <= at ? at - from : 3 * (from - at));
  const possible = named.filter(({ id }) => {
    const exam = exams.find((candidate) => candidate.id === id);
    return exam && onScale(value, exam.scale[role === 'total' ? 'total' : 'component']);
  });
  return [...possible].sort((a, b) => distance(a) - distance(b))[0];
}

/** Only scores that the test can give: 65 is no IELTS band, 2019 no TOEFL total. */
function onScale(value: number, { from, to, step }: Exam['scale']['total']): boolean {
  return value >= from && value <= to && Number.isInteger((value - from) / step);
}

function claimOf(exam: Exam, scores: readonly Score[]): TestClaim {
  const told = scores.filter(({ negated }) => !negated);
  const components = told.filter(({ role }) => role !== 'total').map(({ value }) => value);
  const isAll = components.length >= 4 || told.some(({ role }) => role === 'whole' || role === 'rest');
  const totals = told.filter(({ role }) => role === 'total');
  const total = (totals.findLast(({ isSaid }) => isSaid) ?? totals.at(-1))?.value ?? totalOf(exam, components);
  const takenBack = scores.filter(({ negated }) => negated).map(({ value }) => value);
  return {
    exam: exam.id,
    components,
    wholeRange: isAll,
    ...(total === undefined ? {} : { total }),
    ...(takenBack.length > 0 ? { takenBack } : {}),
  };
}

function totalOf({ totalIs }: Exam, components: readonly number[]): number | undefined {
  if (components.length !== 4 || !totalIs) return undefined;
  const sum = components.reduce((a, b) => a + b, 0);
  // IELTS rounds the average to the nearest half band, a quarter upwards.
  return totalIs === 'sum' ? sum : Math.floor((sum / 4) * 2 + 0.5) / 2;
}
