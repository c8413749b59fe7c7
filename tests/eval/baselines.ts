import type { Answerer } from '../../bot/answer';
import type { Phrasing } from '../../knowledge/draft';
import type { Knowledge } from '../../knowledge/knowledge';
import type { Baseline } from './baselines/baseline';
import { exact } from './baselines/exact';
import { fuse, fuseTokens } from './baselines/fuse';
import { bestThreshold, gradesOf, resultOf, type Asked, type Result } from './baselines/graded';
import { miniSearch } from './baselines/mini-search';
import { nlpJs } from './baselines/nlp-js';
import { sampleOf } from './baselines/sample';
import { groupOf, type Labelled } from './labelled';
import { gradeOf, interval } from './report';

/** A file of labelled questions. */
export interface QuestionSet {
  readonly file: string;
  readonly questions: readonly Labelled[];
}

/** How one way of understanding did, file by file, in the order of the questions. */
interface Contender {
  readonly name: string;
  readonly phrasings: number;
  readonly results: readonly (readonly Result[])[];
}

const baselines: readonly Baseline[] = [exact, fuse, fuseTokens, miniSearch, nlpJs];

/** A baseline has no words for several facts at once or for verdicts, and gets English phrasings only. */
const compared = ['answer', 'unknown', 'offtopic', 'smalltalk', 'eligibility', 'human'];

/**
 * Measured on 115 plain questions of others, with 51,057 phrasings instead of 40 (NLP.js) and 20 (Fuse.js) an id: NLP.js
 * went from 56 % right to 78 %, Fuse.js from 2 % to 32 %, its token search from 7 % to 31 %.
 */
const sampled =
  'Those with fewer phrasings got a sample, as all would take about an hour; with all (--sample 10000)\n' +
  'NLP.js and Fuse.js do much better than here. Do not quote their figures without saying so.';

/**
 * What ready-made ways of understanding make of the same knowledge base. Each gets the threshold that suits it best on
 * the first file, which flatters it there; ours has none that is chosen here. The slow ones get only a sample, though they
 * do better with more: the table tells how many phrasings each got.
 */
export async function compareBaselines(all: readonly QuestionSet[], answerer: Answerer, most?: number): Promise<void> {
  const sets = all.map(({ file, questions }) => ({ file, questions: questions.filter(isCompared) }));
  const phrasings = answerer.knowledge.phrasings.filter(({ language }) => language === undefined);
  const contenders: Contender[] = [];
  for (const baseline of baselines) {
    const mostOf = most ?? baseline.mostPhrasings;
    const given = sampleOf(phrasings, mostOf);
    console.log(
      `${baseline.name}: ${given.length} of ${phrasings.length} phrasings${mostOf < Infinity ? ` (at most ${mostOf} an id)` : ''}`,
    );
    contenders.push(await contend(baseline, given, sets, answerer));
  }
  contenders.push({
    name: 'ours',
    phrasings: answerer.knowledge.phrasings.length,
    results: sets.map(({ questions }) => questions.map((one) => resultOf(one, gradeOf(one, one.q, answerer)))),
  });
  sets.forEach((set, i) => {
    printSet(set, (all[i]?.questions.length ?? 0) - set.questions.length);
    for (const contender of contenders) printRow(contender, set.questions, contender.results[i] ?? []);
  });
  if (contenders.some((one) => one.phrasings < phrasings.length)) console.log(`\n${sampled}`);
}

function isCompared(question: Labelled): boolean {
  return compared.includes(groupOf(question));
}

async function contend(
  baseline: Baseline,
  phrasings: readonly Phrasing[],
  sets: readonly QuestionSet[],
  { knowledge }: Answerer,
): Promise<Contender> {
  const begun = performance.now();
  const ask = await baseline.prepare(phrasings);
  const ready = performance.now();
  const asked: Asked[][] = [];
  for (const { questions } of sets) {
    const guesses: Asked[] = [];
    for (const question of questions) guesses.push({ question, guess: await ask(question.q) });
    asked.push(guesses);
  }
  const each = (performance.now() - ready) / Math.max(1, asked.flat().length);
  const threshold = bestThreshold(asked[0] ?? [], knowledge);
  const seconds = ((ready - begun) / 1000).toFixed(1);
  console.log(`  ready after ${seconds} s, ${each.toFixed(1)} ms a question, threshold ${threshold.toFixed(3)}`);
  printWithout(asked[0] ?? [], knowledge);
  return { name: baseline.name, phrasings: phrasings.length, results: asked.map((one) => gradesOf(one, threshold, knowledge)) };
}

/** How far its best guesses would carry if it never declined. */
function printWithout(asked: readonly Asked[], knowledge: Knowledge): void {
  const results = gradesOf(asked, -Infinity, knowledge);
  const answers = results.filter((_, i) => asked[i]?.question.kind === 'answer');
  const count = (of: readonly Result[], wanted: Result) => of.filter((result) => result === wanted).length;
  const right = `${count(answers, 'right')} of ${answers.length} answers right`;
  console.log(`  without a threshold ${right}, ${count(results, 'wrong')} of ${results.length} wrong facts (first file)`);
}

function printSet({ file, questions }: QuestionSet, leftOut: number): void {
  console.log(`\n${file}: ${questions.length} questions; ${leftOut} left out (multi, check, other languages)`);
  const columns = ['phrasings', 'right of answer', '95 %', 'wrong fact of all', '95 %', 'declined of offtopic'];
  console.log(`${''.padEnd(22)}${columns.map((name) => name.padStart(22)).join('')}`);
}

function printRow({ name, phrasings }: Contender, questions: readonly Labelled[], results: readonly Result[]): void {
  const share = (kind: Labelled['kind'] | undefined, wanted: Result): readonly [string, string] => {
    const of = results.filter((_, i) => kind === undefined || questions[i]?.kind === kind);
    const part = of.filter((result) => result === wanted).length;
    return [`${((100 * part) / Math.max(1, of.length)).toFixed(1)} %`, interval(part, of.length)];
  };
  const columns = [String(phrasings), ...share('answer', 'right'), ...share(undefined, 'wrong'), share('offtopic', 'right')[0]];
  console.log(`${name.padEnd(22)}${columns.map((column) => column.padStart(22)).join('')}`);
}
