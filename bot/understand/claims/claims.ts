import type { Claims } from '../../../dialogs/eligibility/check';
import type { DegreeLevel } from '../../../dialogs/eligibility/rules';
import { comparable } from '../../../knowledge/comparable';
import type { Degrees, Requirements } from '../../../knowledge/schema';
import { makeNameFinder } from './names';
import { makeScoreReader } from './scores';

/** Reads what a text says of the student's own results and degree. */
export type ClaimReader = (text: string, assumed?: string) => Claims;

export function makeClaimReader(degrees: Degrees, requirements: Requirements): ClaimReader {
  const readScores = makeScoreReader(requirements);
  const { compared, ...held } = degrees;
  const levels = Object.keys(held) as readonly DegreeLevel[];
  const findDegrees = makeNameFinder([
    ...levels.map((level) => ({ id: level, names: held[level] })),
    // Found like the others, so that "the same as a bachelor's" is not read as a bachelor's.
    { id: 'compared', names: compared },
  ]);
  return (text, assumed) => {
    const words = comparable(text).split(' ');
    const named = new Set(findDegrees(words).map(({ id }) => id));
    const degree = levels.find((level) => named.has(level));
    return { tests: readScores(text, assumed), ...(degree ? { degree } : {}) };
  };
}
