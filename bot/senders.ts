import { addressOf, isLoopback, type Asking } from './address';
import type { Config } from './config';
import { makeLimit } from './limits';
import { unobserved, type Observer } from './observe/observer';

/** What an address may send to the messaging endpoint as long as nobody has said for whom it speaks. */
export interface Senders {
  /** Before anything of a request is read. @throws TooManyRequests */
  admit(request: Asking): Promise<void>;
  /** Once a request was refused. @throws TooManyRequests in place of what it was refused for */
  refused(request: Asking): Promise<void>;
}

/**
 * Azure sends what all students write from a few addresses, so a request with a valid token is not counted here, only one
 * without. In local development there are no tokens: everything counts that does not come from the developer's own machine.
 */
export function makeSenders(
  { isLocal, RATE_LIMIT_PER_MINUTE, TRUSTED_PROXIES }: Config,
  { limited }: Observer = unobserved,
): Senders {
  const perAddress = makeLimit(RATE_LIMIT_PER_MINUTE, () => limited('address'));
  const count = (request: Asking) => perAddress(addressOf(request, TRUSTED_PROXIES));
  const pass = () => Promise.resolve();
  if (!isLocal) return { admit: pass, refused: count };
  const isOwn = (request: Asking) => isLoopback(addressOf(request, TRUSTED_PROXIES));
  return { admit: (request) => (isOwn(request) ? pass() : count(request)), refused: pass };
}

/** Until there are settings: everybody may send as much as they like. */
export const unlimited: Senders = { admit: () => Promise.resolve(), refused: () => Promise.resolve() };
