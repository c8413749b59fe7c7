import type { Session } from './types';

/** After so many hours without a word, somebody who comes back is told where the interview was. */
const longPause = 6;

export function comesBack({ interview, at }: Session, now: Date): boolean {
  return interview?.asked === true && at !== undefined && now.getTime() - at > longPause * 3_600_000;
}
