import { createHmac, randomBytes } from 'node:crypto';
import type { Logger } from '../log';
import type { Observer, SeenTurn } from './observer';

/** Enough that no two conversations of a log are taken for one. */
const hashLength = 12;
/** To hash a conversation costs more than the rest of its line: those of late are remembered. */
const mostKnown = 1000;

/**
 * One line a turn. By its conversation the turns of a talk are found beside each other, and nobody: a telephone number is
 * soon guessed from a plain hash of it, so there is a key in this one, which is made anew with each process and kept nowhere.
 */
export function makeTurnLine(log: Logger): Observer['turn'] {
  const key = randomBytes(32);
  const hashes = new Map<string, string>();
  const hashOf = (conversation: string): string => {
    const known = hashes.get(conversation);
    if (known !== undefined) return known;
    if (hashes.size >= mostKnown) hashes.clear();
    const hash = createHmac('sha256', key).update(conversation).digest('base64url').slice(0, hashLength);
    hashes.set(conversation, hash);
    return hash;
  };
  return ({ conversation, channel, understood, isRepeated, failure, steps, from, to }: SeenTurn) =>
    log.info('turn', {
      conversation: hashOf(conversation),
      channel,
      ...understood,
      ms: rounded(to - from),
      ...Object.fromEntries(steps.map((step) => [step.name, rounded(step.to - step.from)])),
      ...(isRepeated ? { repeated: true } : {}),
      ...(failure ? { failed: failure } : {}),
    });
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
