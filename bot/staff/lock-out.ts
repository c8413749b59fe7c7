import { createHmac } from 'node:crypto';
import type { MakeLimiter } from '../state/limiter';

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

/** `secret` is one that all instances have: by it they know an address again, which is not written down. */
export function makeLockOut(makeLimiter: MakeLimiter, secret: string, { perAddress, overall }: Allowed = allowed): LockOut {
  const { tries, seconds } = perAddress;
  const ofAddress = makeLimiter({ name: 'sign-in-of', points: tries, seconds, blocked: seconds });
  const ofAll = makeLimiter({ name: 'sign-in', points: overall.tries, seconds: overall.seconds });
  const slow = makeLimiter({ name: 'sign-in-slow', points: 1, seconds: overall.thenEvery });
  const keyOf = (address: string) => createHmac('sha256', secret).update(address).digest('base64url');
  return {
    admit: async (address) => {
      const blocked = await ofAddress.take(keyOf(address));
      if (blocked !== undefined) return blocked;
      return (await ofAll.take(everybody)) === undefined ? undefined : slow.take(everybody);
    },
    succeeded: async (address) => {
      await ofAddress.forget(keyOf(address));
      await ofAll.giveBack(everybody);
    },
  };
}

const everybody = 'everybody';
