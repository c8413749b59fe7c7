import { join } from 'node:path';
import { root } from '../../../bot/paths';
import { readLabelled } from '../../eval/labelled';
import { withTypos } from '../../eval/typos';

/** What one student says, line by line. */
export type Lines = readonly string[];

const questions = ['idiom-2', 'log-2', 'phone-2'].flatMap((name) =>
  readLabelled(join(root, 'tests', 'questions', `${name}.jsonl`)).map(({ q }) => q),
);

const questionsEach = 4;
/** Of so many students one has the interview. */
const oneInterviewIn = 6;
/** Of so many questions one is misspelt, by another slip each time: so not all have been asked before. */
const oneMisspeltIn = 3;

/** Students without end, the same for the same seed. */
export function* students(seed: number): Generator<Lines, never> {
  const chance = chanceFrom(seed);
  const question = () => asked(pick(questions, chance), chance);
  for (;;) yield chance() < 1 / oneInterviewIn ? interviewed(question, chance) : Array.from({ length: questionsEach }, question);
}

/** With a question in between. */
function interviewed(question: () => string, chance: () => number): Lines {
  const score = (5 + Math.floor(chance() * 9) / 2).toFixed(1);
  return ['am I eligible?', pick(['BSc', 'HBO', 'a bachelor'], chance), question(), 'IELTS', score, 'all of them'];
}

function asked(text: string, chance: () => number): string {
  const misspelt = withTypos(text);
  return chance() < 1 / oneMisspeltIn && misspelt.length > 0 ? pick(misspelt, chance) : text;
}

function pick<T>(from: readonly T[], chance: () => number): T {
  const picked = from[Math.floor(chance() * from.length)];
  if (picked === undefined) throw new Error('there is nothing to pick from');
  return picked;
}

/** Between 0 and 1, the same again for the same seed (mulberry32). */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
