import type { TestClaim } from '../../../dialogs/eligibility/rules';
import type { Requirements } from '../../../knowledge/schema';
import type { Spelling } from '../spelling';
import { makeNameFinder, type NameAt } from './names';
import { scoresIn, wordsWithBreaks, type Score } from './roles';

/** `assumed` is the exam that scores without a name belong to. */
export type ScoreReader = (text: string, assumed?: string) => readonly TestClaim[];

/** Reads which English tests a text names, and the scores it gives for each, a claim a test, in the order of the text. */
export function makeScoreReader({ tests, otherTests }: Pick<Requirements, 'tests' | 'otherTests'>, mend: Spelling): ScoreReader {
  const exams = tests.flatMap((test) => test.exams);
  const find = makeNameFinder([...exams, ...otherTests]);
  return (text, assumed) => {
    const words = wordsWithBreaks(text).map(mend);
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
  const told = bareParts(exam, scores.filter(({ negated }) => !negated)); // prettier-ignore
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

/** Numbers without a word for any: "84, 22, 21, 20, 21" is a total and its parts; four bands are the four parts. */
function bareParts({ totalIs, scale }: Exam, scores: readonly Score[]): readonly Score[] {
  const isPart = ({ value }: Score) => onScale(value, scale.component);
  const asPart = (score: Score): Score => ({ ...score, role: 'component' });
  const first = scores.find(({ isSaid }) => !isSaid);
  if (first && !isPart(first)) return scores.map((one) => (!one.isSaid && isPart(one) ? asPart(one) : one));
  const parts = scores.slice(-4);
  if (scores.some(({ isSaid }) => isSaid) || !totalIs || parts.length < 4) return scores;
  return [...scores.slice(0, -4), ...parts.map(asPart)];
}

function totalOf({ totalIs }: Exam, components: readonly number[]): number | undefined {
  if (components.length !== 4 || !totalIs) return undefined;
  const sum = components.reduce((a, b) => a + b, 0);
  // IELTS rounds the average to the nearest half band, a quarter upwards.
  return totalIs === 'sum' ? sum : Math.floor((sum / 4) * 2 + 0.5) / 2;
}
