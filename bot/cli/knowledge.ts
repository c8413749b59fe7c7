import { parseArgs } from 'node:util';
import { check, type Checked } from '../../knowledge/check';
import { coverageReport } from '../../knowledge/coverage';
import { readFiles } from '../../knowledge/load';
import { formatProblem, type Problem } from '../../knowledge/problem';
import { knowledgeFolder, modelFolder } from '../paths';
import { prepareIndex } from '../understand/prepare';
import { unreachable } from '../understand/reachable';

const usage = `Check the knowledge base:                   npm run knowledge
What rests on each sentence of the source:  npm run knowledge -- coverage
Check another folder:                       npm run knowledge -- --folder path/to/knowledge`;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { folder: { type: 'string', default: knowledgeFolder }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(usage);
  const checked = check(readFiles(values.folder));
  if (positionals[0] === 'coverage') return console.log(coverageTable(checked));
  const problems = [...checked.problems, ...reachability(checked)];
  for (const problem of problems) console.log(formatProblem(problem));
  console.log(
    problems.length === 0 ? summary(checked) : `\n${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
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

main();
