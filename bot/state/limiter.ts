import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** Counts what may be had only so often, for each key. */
export interface Limiter {
  /** Counts one more; gives the seconds to wait if that is more than may be had. */
  take(key: string): Promise<number | undefined>;
  isUsedUp(key: string): Promise<boolean>;
  /** One of those that were counted does not count. */
  giveBack(key: string): Promise<void>;
  forget(key: string): Promise<void>;
}

export interface Limits {
  /** Keys of limiters with other names are not the same. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
  /** Whoever has taken more waits for so long, however soon the time would be over. */
  readonly blocked?: number;
}

export type MakeLimiter = (limits: Limits) => Limiter;

/** Counts by itself, and begins anew with the process. */
export const limiterInMemory: MakeLimiter = (limits) => over(new RateLimiterMemory(optionsOf(limits)));

/**
 * Counts together with all instances of the bot, in their table `tries` (postgres.ts). While the database does not
 * answer, each counts by itself.
 */
export function limiterInPostgres(pool: object): MakeLimiter {
  return (limits) => {
    const table = { storeClient: pool, storeType: 'pool', tableName: 'tries', tableCreated: true };
    const options = optionsOf(limits);
    return over(new RateLimiterPostgres({ ...options, ...table, insuranceLimiter: new RateLimiterMemory(options) }));
  };
}

function optionsOf({ name, points, seconds, blocked }: Limits) {
  return { keyPrefix: name, points, duration: seconds, ...(blocked === undefined ? {} : { blockDuration: blocked }) };
}

function over(limiter: RateLimiterAbstract): Limiter {
  return {
    take: async (key) => {
      try {
        await limiter.consume(key);
        return undefined;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      }
    },
    isUsedUp: async (key) => (await limiter.get(key))?.remainingPoints === 0,
    giveBack: async (key) => {
      await limiter.reward(key);
    },
    forget: async (key) => {
      await limiter.delete(key);
    },
  };
}
