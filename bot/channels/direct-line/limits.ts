import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from './refusal';

/** Counts a request against its sender; nothing if it is within the limit. @throws Refusal (429) if it is not */
export type Limit = (key: string) => Promise<void>;

/** So many a minute for each key; 0 is without a limit. */
export function makeLimit(perMinute: number): Limit {
  if (perMinute === 0) return () => Promise.resolve();
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      throw new Refusal('TooManyRequests', `Too many requests; please try again in ${seconds} seconds.`, seconds);
    }
  };
}
