import type { Claims } from '../../../dialogs/eligibility/check';
import type { DegreeLevel } from '../../../dialogs/eligibility/rules';
import { comparable } from '../../../knowledge/comparable';
import type { Degrees, Requirements } from '../../../knowledge/schema';
import { makeNameFinder } from './names';
import { makeSpelling, settled, type Spelling } from '../spelling';
import { numberWords } from './numbers';
import { wordsOfRoles } from './role-words';
import { makeScoreReader } from './scores';

/** Reads what a text says of the student's own results and degree. */
export type ClaimReader = (text: string, assumed?: string) => Claims;

/**
 * A misspelt word is put right if it is near one that results are told by: a "writign 17" that is overlooked would make
 * another verdict. Words that people use often enough are left alone.
 */
export function makeClaimReader(degrees: Degrees, requirements: Requirements, isKnown: (word: string) => boolean): ClaimReader {
  const mend = makeMend(degrees, requirements, isKnown);
  const readScores = makeScoreReader(requirements, mend);
  const { compared, ...held } = degrees;
  const levels = Object.keys(held) as readonly DegreeLevel[];
  const findDegrees = makeNameFinder([
    ...levels.map((level) => ({ id: level, names: held[level] })),
    // Found like the others, so that "the same as a bachelor's" is not read as a bachelor's.
    { id: 'compared', names: compared },
  ]);
  return (text, assumed) => {
    const words = comparable(text).split(' ').map(mend);
    const named = new Set(findDegrees(words).map(({ id }) => id));
    const degree = levels.find((level) => named.has(level));
    return { tests: readScores(text, assumed), ...(degree ? { degree } : {}) };
  };
}

/** Shorter ones have too many neighbours ("reds", "read"). */
const shortestRole = 5;

function makeMend(degrees: Degrees, { tests, otherTests }: Requirements, isKnown: (word: string) => boolean): Spelling {
  const named = [...tests.flatMap(({ exams }) => exams), ...otherTests].flatMap((exam) => exam.names);
  const ofNames = spellingOf([...named.flatMap((name) => name.split(' ')), ...numberWords]);
  const ofOthers = spellingOf([
    ...wordsOfRoles,
    ...Object.values(degrees).flatMap((names) => names.flatMap((name) => name.split(' '))),
  ]);
  return (word) => {
    if (isKnown(word)) return word;
    const name = ofNames(word);
    return name !== word || word.length < shortestRole ? name : ofOthers(word);
  };
}

function spellingOf(words: readonly string[]): Spelling {
  return makeSpelling(new Map(words.filter((word) => !word.includes('*')).map((word) => [word, settled])));
}
