import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { check, type Checked } from '../../knowledge/check';
import { compareEditions, type Change } from '../../knowledge/compare-editions';
import { coverageReport } from '../../knowledge/coverage';
import { fingerprintOf, readFiles } from '../../knowledge/load';
import { rememberingParse } from '../../knowledge/parse';
import { formatProblem, type Problem } from '../../knowledge/problem';
import { readSource } from '../../knowledge/source-text';
import { knowledgeFolder, modelFolder } from '../paths';
import { prepareIndex } from '../understand/prepare';
import { unreachable } from '../understand/reachable';

const usage = `Check the knowledge base:                   npm run knowledge
And again after each change, while editing: npm run knowledge -- --watch
What rests on each sentence of the source:  npm run knowledge -- coverage
What a new edition of the source changes:   npm run knowledge -- diff old-source.txt new-source.txt
Check another folder:                       npm run knowledge -- --folder path/to/knowledge`;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      folder: { type: 'string', default: knowledgeFolder },
      watch: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command, before, after] = positionals;
  if (values.help) return console.log(usage);
  if (values.watch) return void watch(values.folder);
  const checked = check(readFiles(values.folder));
  if (command === 'coverage') return console.log(coverageTable(checked));
  if (command === 'diff') return diff(checked, before, after);
  process.exitCode = tell(checked) === 0 ? 0 : 1;
}

/** Gives how many problems there are. */
function tell(checked: Checked): number {
  const problems = [...checked.problems, ...reachability(checked)];
  for (const problem of problems) console.log(formatProblem(problem));
  const count = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
  console.log(problems.length === 0 ? summary(checked) : `\n${count}`);
  return problems.length;
}

/** Milliseconds between two looks at the files. */
const lookEvery = 300;

/** Until it is stopped: only what has changed is read anew, so an answer is there in about a second. */
async function watch(folder: string): Promise<never> {
  const parse = rememberingParse();
  for (let seen = ''; ; await pause(lookEvery)) {
    const now = fingerprintOf(folder);
    if (now === seen) continue;
    seen = now;
    console.log(`\n--- ${new Date().toLocaleTimeString('en-GB')}`);
    tellShape(check(readFiles(folder), parse));
  }
}

/** Without asking whether each card is found, which takes the model. */
function tellShape(checked: Checked): void {
  for (const problem of checked.problems) console.log(formatProblem(problem));
  console.log(checked.problems.length === 0 ? summary(checked) : `\n${checked.problems.length} to mend`);
}

function diff({ draft }: Checked, before: string | undefined, after: string | undefined): void {
  if (before === undefined || after === undefined) throw new Error(`Which two files are to be compared?\n${usage}`);
  const changes = compareEditions(draft, readSource(readFileSync(before, 'utf8')), readSource(readFileSync(after, 'utf8')));
  console.log(changes.map(tellChange).join('\n\n'));
  console.log(changes.length === 0 ? 'Nothing has changed but white space.' : `\n${changes.length} changes`);
}

function tellChange({ before, after, restingOnIt }: Change): string {
  const lines = [
    ...(before === undefined ? [] : [`- ${before}`]),
    ...(after === undefined ? [] : [`+ ${after}`]),
    ...(before === undefined ? ['    new: no answer rests on it yet'] : []),
    ...(before !== undefined && restingOnIt.length === 0
      ? ['    nothing rests on it']
      : restingOnIt.map((one) => `    rests on it: ${one}`)),
  ];
  return lines.join('\n');
}

/** Whether each card is found by its own phrasings can only be asked of a base that holds. */
function reachability({ knowledge, draft }: Checked): readonly Problem[] {
  if (!knowledge) return [];
  const findings = unreachable(prepareIndex(knowledge, modelFolder));
  return findings.map(({ place, wrong, right }) => ({ file: place.file, ...draft.position(place), wrong, right }));
}

function summary({ draft }: Checked): string {
  const { topics, subjects, phrasings } = draft;
  return `The knowledge base holds: ${topics.length} topics, ${subjects.length} subjects not covered, ${phrasings.length} ways of asking.`;
}

function coverageTable({ draft }: Checked): string {
  const lines = draft.sources.flatMap(({ value }) => coverageReport(draft, value.id));
  return lines
    .map(
      ({ sentence, by, uncovered }) =>
        `${sentence}\n    ${uncovered.length > 0 ? `NOT ACCOUNTED FOR: ${uncovered.join(' ')}` : by.join(', ')}`,
    )
    .join('\n');
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
