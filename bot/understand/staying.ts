import { check, type Claims } from '../../dialogs/eligibility/check';
import type { Reading } from '../types';
import { policy } from './decide';
import { tellAgain } from './facet';
import type { Index } from './lookup';

/**
 * A short message in a conversation that means nothing by itself stays with what was spoken of. "Really everything?" asks
 * for the same once more, and "how many words?" for more than the brochure says.
 */
export function staying(
  reading: Reading,
  text: string,
  { topics: [last, ...rest], claims }: { readonly topics: readonly string[]; readonly claims?: Claims },
  { knowledge }: Index,
): Reading {
  if (last === undefined) return reading;
  const { reasons } = reading;
  if (asksAgain(reading, text)) {
    return claims && isJudged(last, claims)
      ? { kind: 'check', check: check(claims, knowledge.requirements), reasons }
      : tellAgain([last, ...rest], reasons, knowledge);
  }
  return saysNothing(reading) ? { kind: 'unknown', facet: 'content', options: [last], reasons } : reading;
}

/** Words of assent, as a question. */
function asksAgain(reading: Reading, text: string): boolean {
  return reading.kind === 'smalltalk' && reading.intent === 'acknowledge' && text.trim().endsWith('?');
}

function isJudged(last: string, { tests, degree }: Claims): boolean {
  return (last === 'language-tests' && tests.length > 0) || (last === 'degree-requirement' && degree !== undefined);
}

/** Not understood, or taken for something else without being sure of it. */
function saysNothing(reading: Reading): boolean {
  if (reading.kind === 'unknown') return reading.about === undefined && reading.facet === undefined;
  return reading.kind === 'offtopic' && (reading.reasons[0]?.score ?? 0) < policy.sureOfElse;
}
