import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { BadRequest } from './read-json';

/** Counts a request against its sender; nothing if it is within the limit. @throws TooManyRequests if it is not */
export type Limit = (key: string) => Promise<void>;

/** More than the limit: it may be tried again after so many seconds. */
export class TooManyRequests extends BadRequest {
  constructor(readonly retryAfter: number) {
    super(429, `Too many requests; please try again in ${retryAfter} seconds.`);
  }
}

/** So many a minute for each key; 0 is without a limit. `tell` is called whenever one is refused. */
export function makeLimit(perMinute: number, tell: () => void = () => undefined): Limit {
  if (perMinute === 0) return () => Promise.resolve();
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      tell();
      throw new TooManyRequests(Math.max(1, Math.ceil(error.msBeforeNext / 1000)));
    }
  };
}

/** How much of something may be had within an hour, for each key. */
export interface Allowance {
  isUsedUp(key: string): Promise<boolean>;
  take(key: string): Promise<void>;
}

export function makeHourly(points: number): Allowance {
  const limiter = new RateLimiterMemory({ points, duration: 3600 });
  return {
    isUsedUp: async (key) => (await limiter.get(key))?.remainingPoints === 0,
    take: async (key) => {
      await limiter.penalty(key);
    },
  };
}
