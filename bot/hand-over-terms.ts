import { join } from 'node:path';
import { readWordsOfHandOver, type HandOverWords } from '../dialogs/hand-over/words';
import { readFiles } from '../knowledge/load';
import type { Config } from './config';
import { waysOf } from './hand-over-config';
import { root } from './paths';
import type { HandOverTerms } from './hand-over-turn';

/** The words of the hand-over. @throws with every problem, one a line */
export function openHandOverWords(): HandOverWords {
  const folder = join(root, 'dialogs', 'hand-over');
  const [file] = readFiles(folder).filter((one) => one.file === 'words.yaml');
  if (!file) throw new Error(`${join(folder, 'words.yaml')} is missing`);
  return readWordsOfHandOver({ ...file, file: 'dialogs/hand-over/words.yaml' });
}

/** How questions are handed over; nothing where no way to the office is set. @throws if the words do not hold, even then */
export function handOverTerms(config: Config): HandOverTerms | undefined {
  const words = openHandOverWords();
  const [first, ...more] = waysOf(config);
  if (first === undefined) return undefined;
  return {
    words,
    ways: [first, ...more],
    // An e-mail and a webhook go one way; in Teams and at /staff the office answers the bot itself.
    answersHere: [first, ...more].some((way) => way === 'teams' || way === 'staff'),
    days: config.RETENTION_DAYS,
    ...(config.PRIVACY_URL === undefined ? {} : { privacyUrl: config.PRIVACY_URL }),
  };
}
