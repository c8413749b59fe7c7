import { join } from 'node:path';
import { openAnswerer } from '../../bot/answer';
import { knowledgeFolder, modelFile } from '../../bot/paths';
import { evaluate, interval, total } from './report';
import { grades } from './judge';
import { readLabelled } from './labelled';

/** npm run eval [-- file ...]: how well labelled questions are understood; our own sets if no file is named. */
const own = ['facts.jsonl', 'others.jsonl'].map((file) => join(__dirname, '..', 'tests', 'questions', file));
const files = process.argv.length > 2 ? process.argv.slice(2) : own;
const answerer = openAnswerer(knowledgeFolder, modelFile, () => new Date());

for (const file of files) {
  const { groups, typos } = evaluate(readLabelled(file), answerer);
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
