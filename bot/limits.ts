import { limiterInMemory } from './state/limiter';
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
  const limiter = limiterInMemory({ name: 'requests', points: perMinute, seconds: 60 });
  return async (key) => {
    const wait = await limiter.take(key);
    if (wait === undefined) return;
    tell();
    throw new TooManyRequests(wait);
  };
}
