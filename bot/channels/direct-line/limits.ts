import { makeLimit as makeOwnLimit, TooManyRequests, type Limit } from '../../limits';
import { Refusal } from './refusal';

export type { Limit } from '../../limits';

/** The bot's own limit, refused in the words of Direct Line. @throws Refusal (429) */
export function makeLimit(perMinute: number, tell: () => void): Limit {
  const count = makeOwnLimit(perMinute, tell);
  return (key) => count(key).catch(refuse);
}

function refuse(error: unknown): never {
  throw error instanceof TooManyRequests ? new Refusal('TooManyRequests', error.message, error.retryAfter) : error;
}
