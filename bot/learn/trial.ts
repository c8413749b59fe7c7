import { join } from 'node:path';
import { check } from '../../knowledge/check';
import type { TextFile } from '../../knowledge/draft';
import type { Knowledge } from '../../knowledge/knowledge';
import { formatProblem } from '../../knowledge/problem';
import { answererOf } from '../answer';
import { makeIndex, type Index } from '../understand/lookup';
import { isOf, prepareIndex, readKept } from '../understand/prepare';
import { unreachable } from '../understand/reachable';
import { compare, type Comparison } from './compare';
import type { Labelled } from './labelled';

/** What an edited knowledge base is tried with. */
export interface Trial {
  readonly before: readonly TextFile[];
  readonly after: readonly TextFile[];
  /** Where what was learnt before the change is, if it is anywhere; nothing is written there. */
  readonly modelFolder: string;
  /** Where what is learnt of it goes. */
  readonly newModelFolder: string;
  readonly questions: readonly Labelled[];
  readonly clock: () => Date;
}

/** The problems that an edited knowledge base has, as `npm run knowledge` finds them; and how it understands. */
export interface Tried {
  readonly problems: readonly string[];
  /** There only if there is no problem. */
  readonly comparison?: Comparison;
}

/** Learns from all ways of asking, those that were added too, which takes a minute or two. */
export function tryOut(trial: Trial): Tried {
  const { after, newModelFolder, questions, clock } = trial;
  const { draft, knowledge, problems } = check(after);
  if (!knowledge) return { problems: problems.map(formatProblem) };
  const index = prepareIndex(knowledge, newModelFolder);
  const lost = unreachable(index).map(({ place, ...what }) =>
    formatProblem({ file: place.file, ...draft.position(place), ...what }),
  );
  if (lost.length > 0) return { problems: lost };
  return { problems: [], comparison: compare(questions, answererOf(indexBefore(trial), clock), answererOf(index, clock)) };
}

function indexBefore({ before, modelFolder, newModelFolder }: Trial): Index {
  const knowledge = heldBefore(before);
  const kept = readKept(modelFolder, knowledge);
  return kept && isOf(kept, knowledge) ? makeIndex(knowledge, kept) : prepareIndex(knowledge, join(newModelFolder, 'before'));
}

function heldBefore(files: readonly TextFile[]): Knowledge {
  const { knowledge, problems } = check(files);
  if (!knowledge) throw new Error(problems.map(formatProblem).join('\n'));
  return knowledge;
}
