import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openAnswerer, type Answerer } from '../../bot/answer';
import { knowledgeFolder, modelFolder } from '../../bot/paths';
import { KnowledgeError, loadKnowledge } from '../../knowledge/load';
import { compareBaselines, type QuestionSet } from './baselines';
import { printConfusions } from './confusions';
import { crossValidate, printFolds } from './cross-validation';
import { grades } from './judge';
import { readLabelled } from './labelled';
import { evaluate, interval, total } from './report';

const usage = `How well labelled questions are understood; our own sets if no file is named.
By kind of question:                      npm run eval -- [file ...]
What is taken for what:                   npm run eval -- --confusions [file ...]
Beside ready-made ways of understanding:  npm run eval -- --baselines [--sample 100] [file ...]
    Each gets the threshold that is best for the first file. --sample: at most so many phrasings an id for all of
    them; without it only Fuse.js gets a sample (15 an id) and NLP.js (30): the whole would take about an hour.
Phrasings that the model was not told:    npm run eval -- --folds 5`;

const own = ['facts.jsonl', 'others.jsonl', 'phone.jsonl', 'idiom.jsonl', 'log.jsonl'].map((file) =>
  join(__dirname, '..', 'tests', 'questions', file),
);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      baselines: { type: 'boolean' },
      sample: { type: 'string' },
      folds: { type: 'string' },
      confusions: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(usage);
  const folds = readNumber('folds', values.folds, 2);
  const sample = readNumber('sample', values.sample, 1);
  if (folds !== undefined) printFolds(crossValidate(loadKnowledge(knowledgeFolder), folds));
  if (folds !== undefined && !values.baselines && !values.confusions) return;
  const answerer = openAnswerer(knowledgeFolder, modelFolder, () => new Date());
  const sets = (positionals.length > 0 ? positionals : own).map((file) => ({ file, questions: readLabelled(file) }));
  const questions = sets.flatMap((set) => set.questions);
  if (values.confusions) printConfusions(questions, answerer);
  if (values.baselines) return compareBaselines(sets, answerer, sample);
  if (!values.confusions) for (const set of sets) printReport(set, answerer);
}

function readNumber(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= least) return number;
  throw new Error(`--${name} ${text}: expected a whole number from ${least} on`);
}

function printReport({ file, questions }: QuestionSet, answerer: Answerer): void {
  const { groups, typos } = evaluate(questions, answerer);
  console.log(`\n${file}\n${''.padEnd(28)}${['n', ...grades].map((name) => name.padStart(9)).join('')}   right %  95 %`);
  for (const [group, counts] of groups) {
    const n = total(counts);
    const numbers = [n, ...grades.map((grade) => counts[grade])].map((number) => String(number).padStart(9)).join('');
    console.log(
      `${group.padEnd(28)}${numbers}   ${((100 * counts.right) / n).toFixed(1).padStart(7)}  ${interval(counts.right, n)}`,
    );
  }
  const share = (part: number) => `${((100 * part) / Math.max(1, typos.tried)).toFixed(1)} %`;
  console.log(
    `one typo in a word of a right answer: ${typos.tried} tried, ${share(typos.right)} stay right, ${share(typos.wrong)} state a wrong fact`,
  );
}

main().catch((error: unknown) => {
  console.error(
    error instanceof KnowledgeError ? error.message : error instanceof Error ? `${error.message}\n\n${usage}` : error,
  );
  process.exitCode = 1;
});
