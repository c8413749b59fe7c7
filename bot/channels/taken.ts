import { createHash } from 'node:crypto';
import { DeliveryModes, type Activity } from 'botbuilder';
import { isOwnChannel } from './direct-line/connector';

/** A turn that was taken. Its channel may deliver the same once more, as when it did not hear that it was. */
export interface Taken {
  readonly delivery: string;
  /** What of the replies is not known to have arrived. */
  readonly toSend: readonly Partial<Activity>[];
  /** It is answered anew each time, as what was shown is not kept. */
  readonly isAnew?: boolean;
}

/** A channel that delivers something once more does so soon. */
const mostTaken = 10;

/**
 * By what a delivery is known again; nothing if the channel gives no ids. What was edited has the id of what it was before,
 * and some clients give the same to all that they send, so what it says counts, too.
 */
export function deliveryOf({ id, type, text, name, value, timestamp, localTimestamp }: Activity): string | undefined {
  if (id === undefined || id === '') return undefined;
  const said = JSON.stringify([id, type, text, name, value, timestamp, localTimestamp]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 22);
}

/** With the turn in front, and of those before only that they were. */
export function withTaken(taken: Taken, before: readonly Taken[]): readonly Taken[] {
  const others = before.filter(({ delivery }) => delivery !== taken.delivery);
  return [taken, ...others.map((one) => ({ ...one, toSend: [] }))].slice(0, mostTaken);
}

/**
 * Whoever delivers it keeps what it has of the replies, and is given all of them each time: where they are the response to
 * the request, and on our own channel.
 */
export function keepsReplies(activity: Activity): boolean {
  return activity.deliveryMode === DeliveryModes.ExpectReplies || isOwnChannel(activity);
}
