import { readDraft, type Draft, type TextFile } from './draft';
import { buildKnowledge, type Knowledge } from './knowledge';
import type { Parse } from './parse';
import { sortProblems, type Problem } from './problem';
import { rules } from './rules';

export interface Checked {
  readonly draft: Draft;
  /** All problems, in reading order. */
  readonly problems: readonly Problem[];
  /** There only if there is no problem. */
  readonly knowledge?: Knowledge;
}

/** Reads the files of a knowledge folder and checks them: shape first, then every rule over what has it. */
export function check(files: readonly TextFile[], parse?: Parse): Checked {
  const draft = readDraft(files, parse);
  const findings = rules.flatMap((rule) => rule.check(draft));
  const found = findings.map(({ place, wrong, right }) => ({ file: place.file, ...draft.position(place), wrong, right }));
  const problems = sortProblems([...draft.problems, ...found]);
  return problems.length > 0 ? { draft, problems } : { draft, problems, knowledge: buildKnowledge(draft, files) };
}
