import { patiently } from './patiently';

/** The service of a channel did not answer in time. */
class Unanswered extends Error {}

/**
 * Sends to the service of a channel, which may fail in passing and does not hold up the turn for longer than `patience` at
 * a time: the SDK itself would wait for ever. In milliseconds.
 */
export function deliver<T>(send: () => Promise<T>, patience: number): Promise<T> {
  return patiently(() => answered(send(), patience));
}

async function answered<T>(sent: Promise<T>, patience: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unanswered(`the channel did not answer within ${patience} ms`)), patience);
  });
  return Promise.race([sent, late]).finally(() => clearTimeout(timer));
}

/** Whether it went wrong on the way to the channel or there, and if so, whether anybody was there. */
export function deliveryOf(error: unknown): 'refused' | 'unreached' | undefined {
  if (error instanceof Unanswered) return 'unreached';
  if (!(error instanceof Error) || error.name !== 'RestError') return undefined;
  return 'statusCode' in error && typeof error.statusCode === 'number' ? 'refused' : 'unreached';
}
