import { loadKnowledge } from '../knowledge/load';
import type { Knowledge } from '../knowledge/knowledge';
import { openInterviewer } from './interviewer';
import type { Index } from './understand/lookup';
import { prepareIndex } from './understand/prepare';
import { understand } from './understand/understand';
import { turn, type Mind, type Outcome } from './turn';
import type { Session, Turn } from './types';

/** The bot without any channel: facts, understanding, and a clock. */
export interface Answerer {
  readonly knowledge: Knowledge;
  readonly answer: (input: Turn, session: Session) => Outcome;
  readonly now: () => Date;
}

/** @throws KnowledgeError if the knowledge base does not hold */
export function openAnswerer(folder: string, modelFolder: string, clock: () => Date): Answerer {
  return answererOf(prepareIndex(loadKnowledge(folder), modelFolder), clock);
}

export function answererOf(index: Index, clock: () => Date): Answerer {
  const { knowledge, fixedWords } = index;
  const interviewer = openInterviewer(index);
  const read: Mind['understand'] = (text, spokenOf) => understand(text, index, spokenOf);
  return {
    knowledge,
    now: clock,
    answer: (input, session) => turn(input, session, { knowledge, fixedWords, understand: read, interviewer, now: clock() }),
  };
}
