import { join } from 'node:path';
import { eligibilityFlow } from '../dialogs/eligibility/flow';
import { readWordsOfInterview } from '../dialogs/eligibility/words';
import { readFiles } from '../knowledge/load';
import type { Interviewer } from './interview';
import { root } from './paths';
import { readSaid, readWish } from './understand/interview';
import type { Index } from './understand/lookup';

/** The interview over a knowledge base. @throws with every problem of its words, one a line */
export function openInterviewer(index: Index): Interviewer {
  const folder = join(root, 'dialogs', 'eligibility');
  const [file] = readFiles(folder).filter((one) => one.file === 'words.yaml');
  if (!file) throw new Error(`${join(folder, 'words.yaml')} is missing`);
  const words = readWordsOfInterview({ ...file, file: 'dialogs/eligibility/words.yaml' });
  return {
    words,
    flow: eligibilityFlow(index.knowledge.requirements),
    read: (text, at, answers) => readSaid(text, at, answers, index, words),
    readWish: (text) => readWish(text, index, words),
  };
}
