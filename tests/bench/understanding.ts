import { join } from 'node:path';
import { knowledgeFolder, modelFolder } from '../../bot/paths';
import type { Index } from '../../bot/understand/lookup';
import { countOf } from '../../bot/understand/phrasings';
import { prepareIndex } from '../../bot/understand/prepare';
import { understand } from '../../bot/understand/understand';
import { loadKnowledge } from '../../knowledge/load';
import { fuseTokens } from '../eval/baselines/fuse';
import { nlpJs } from '../eval/baselines/nlp-js';
import type { Baseline } from '../eval/baselines/baseline';
import { sampleOf } from '../eval/baselines/sample';
import { readLabelled } from '../eval/labelled';
import { grow, programmeName } from './growth';

const files = ['facts', 'others', 'phone', 'phone-2', 'idiom', 'idiom-2', 'log', 'log-2'].map((file) =>
  join(__dirname, '..', 'tests', 'questions', `${file}.jsonl`),
);

interface Timing {
  /** Milliseconds a question. */
  readonly median: number;
  readonly p99: number;
}

/** What understanding a question takes, beside others and as the knowledge base grows. */
export async function benchUnderstanding(): Promise<void> {
  const started = performance.now();
  const knowledge = loadKnowledge(knowledgeFolder);
  const loaded = performance.now();
  const index = prepareIndex(knowledge, modelFolder);
  const indexed = performance.now();
  console.log(
    `Knowledge loaded and checked in ${ms(loaded - started)}, index ready in ${ms(indexed - loaded)} (trained at build).`,
  );
  const questions = files.flatMap((file) => readLabelled(file).map(({ q }) => q));
  const ours = await time(questions, (question) => understand(question, index));
  console.log(`\n${questions.length} questions, one core        median        p99`);
  print('ours', ours);
  const english = knowledge.phrasings.filter(({ language }) => language === undefined);
  for (const { baseline, most } of [
    { baseline: fuseTokens, most: 40 },
    { baseline: nlpJs, most: 20 },
  ])
    await compare(baseline, most, english, questions, ours);
  await timeGrowth(index, questions.slice(0, 300));
}

async function compare(
  baseline: Baseline,
  most: number,
  english: Parameters<Baseline['prepare']>[0],
  questions: readonly string[],
  ours: Timing,
): Promise<void> {
  const given = sampleOf(english, most);
  const ask = await baseline.prepare(given);
  const timing = await time(questions.slice(0, 60), ask, 1);
  const ratio = (timing.median / ours.median).toFixed(1);
  print(`${baseline.name} (${given.length} phrasings, ours ${english.length})`, timing, `${ratio} times ours at the median`);
}

/** The same questions of one of 1, 10 and 100 programmes that are all in one knowledge base. */
async function timeGrowth({ knowledge }: Index, questions: readonly string[]): Promise<void> {
  console.log('\nGrowth (made-up programmes, few phrasings each)');
  let first: number | undefined;
  for (const programmes of [1, 10, 100]) {
    const grown = grow(knowledge, programmes);
    const asked = questions.map((question, i) => `${question} ${programmeName(i % programmes)}`);
    const timing = await time(asked, (question) => understand(question, grown));
    first ??= timing.median;
    print(
      `${programmes} programmes, ${countOf(grown.phrasings)} phrasings`,
      timing,
      `${(timing.median / first).toFixed(2)} times the first`,
    );
  }
}

/** Each question some times over, after one round to warm up. */
async function time(questions: readonly string[], ask: (question: string) => unknown, rounds = 3): Promise<Timing> {
  for (const question of questions) await ask(question);
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const question of questions) {
      const begun = performance.now();
      await ask(question);
      taken.push(performance.now() - begun);
    }
  }
  taken.sort((a, b) => a - b);
  return { median: taken[taken.length >> 1] ?? 0, p99: taken[Math.floor(taken.length * 0.99)] ?? 0 };
}

function print(name: string, { median, p99 }: Timing, remark = ''): void {
  console.log(`${name.padEnd(44)}${ms(median).padStart(12)}${ms(p99).padStart(12)}   ${remark}`);
}

function ms(milliseconds: number): string {
  return `${milliseconds < 10 ? milliseconds.toFixed(3) : milliseconds.toFixed(0)} ms`;
}
