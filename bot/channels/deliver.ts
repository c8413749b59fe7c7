import { TooSlow, within } from '../within';
import { patiently } from './patiently';

/**
 * Sends to the service of a channel, which may fail in passing and does not hold up the turn for longer than `patience` at
 * a time: the SDK itself would wait for ever. In milliseconds.
 */
export function deliver<T>(send: () => Promise<T>, patience: number): Promise<T> {
  return patiently(() => within(patience, send()).catch(refuse));
}

/** The service of a channel did not answer in time; a slow database is another matter. */
class Unanswered extends Error {}

function refuse(error: unknown): never {
  throw error instanceof TooSlow ? new Unanswered(`the channel: ${error.message}`) : error;
}

/** Whether it went wrong on the way to the channel or there, and if so, whether anybody was there. */
export function deliveryOf(error: unknown): 'refused' | 'unreached' | undefined {
  if (error instanceof Unanswered) return 'unreached';
  if (!(error instanceof Error) || error.name !== 'RestError') return undefined;
  return 'statusCode' in error && typeof error.statusCode === 'number' ? 'refused' : 'unreached';
}
