import { join } from 'node:path';
import { interviewFlaws } from '../dialogs/eligibility/flaws';
import { eligibilityFlow } from '../dialogs/eligibility/flow';
import { readWordsOfInterview } from '../dialogs/eligibility/words';
import { readFiles } from '../knowledge/load';
import type { Interviewer } from './interview';
import { root } from './paths';
import { readSaid, readWish } from './understand/interview';
import type { Index } from './understand/lookup';

/** The interview over a knowledge base. @throws with every problem of its words or its routing, one a line */
export function openInterviewer(index: Index): Interviewer {
  const folder = join(root, 'dialogs', 'eligibility');
  const [file] = readFiles(folder).filter((one) => one.file === 'words.yaml');
  if (!file) throw new Error(`${join(folder, 'words.yaml')} is missing`);
  const words = readWordsOfInterview({ ...file, file: 'dialogs/eligibility/words.yaml' });
  const flow = eligibilityFlow(index.knowledge.requirements);
  const flaws = interviewFlaws(flow, index.knowledge.requirements);
  if (flaws.length > 0) throw new Error(flaws.map((flaw) => `dialogs/eligibility/flow.ts ${flaw}`).join('\n'));
  return {
    words,
    flow,
    read: (text, at, answers) => readSaid(text, at, answers, index, words),
    readWish: (text) => readWish(text, index, words),
  };
}
