import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How often a password may be tried wrongly. */
export interface LockOut {
  /** Counts a try before it is looked at; gives the seconds to wait if there were too many. */
  admit(address: string): Promise<number | undefined>;
  /** It was right: the tries of this address do not count. */
  succeeded(address: string): Promise<void>;
}

export interface Allowed {
  /** Of one address, within so many seconds. */
  readonly perAddress: { readonly tries: number; readonly seconds: number };
  /** Of all addresses: whoever has many is not helped by them. Once there were more, there is one in so many seconds. */
  readonly overall: { readonly tries: number; readonly seconds: number; readonly thenEvery: number };
}

export const allowed: Allowed = {
  perAddress: { tries: 5, seconds: 15 * 60 },
  overall: { tries: 50, seconds: 60 * 60, thenEvery: 60 },
};

/** Counted in memory, so in each instance by itself; begun anew with it. */
export function makeLockOut({ perAddress, overall }: Allowed = allowed): LockOut {
  const ofAddress = new RateLimiterMemory({
    points: perAddress.tries,
    duration: perAddress.seconds,
    blockDuration: perAddress.seconds,
  });
  const ofAll = new RateLimiterMemory({ points: overall.tries, duration: overall.seconds });
  const slow = new RateLimiterMemory({ points: 1, duration: overall.thenEvery });
  return {
    admit: async (address) => {
      const blocked = await waitOf(ofAddress, address);
      if (blocked !== undefined) return blocked;
      return (await waitOf(ofAll, everybody)) === undefined ? undefined : waitOf(slow, everybody);
    },
    succeeded: async (address) => {
      await ofAddress.delete(address);
      await ofAll.reward(everybody);
    },
  };
}

const everybody = 'everybody';

async function waitOf(limiter: RateLimiterMemory, key: string): Promise<number | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
  }
}
