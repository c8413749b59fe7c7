import { backOff } from 'exponential-backoff';

/** What the connectors of Teams answer when they are asked too much at once, or are away for a moment. */
const passing: readonly unknown[] = [412, 429, 502, 504];

/** In milliseconds; the third and last wait is at most two seconds, as a channel waits fifteen for the whole turn. */
const firstWait = 500;
const mostTries = 4;

/** Tries again after a while, which differs by chance so that many do not come back at once, what fails in passing. */
export function patiently<T>(send: () => Promise<T>): Promise<T> {
  return backOff(send, {
    numOfAttempts: mostTries,
    startingDelay: firstWait,
    jitter: 'full',
    retry: (error: { readonly statusCode?: unknown }) => passing.includes(error.statusCode),
  });
}
