import { createHash } from 'node:crypto';
import type { Knowledge } from '../../knowledge/knowledge';
import { examplesOf } from '../../bot/understand/lookup';
import { makeAnalyse, type Scored } from '../../bot/understand/model';
import { train, type Example } from '../../bot/understand/train';

/** What a model makes of phrasings that it was not trained on; shares from 0 to 1. */
export interface Fold {
  readonly trained: number;
  readonly heldOut: number;
  /** The likeliest id is the right one, ... */
  readonly rightId: number;
  /** ... or at least of the right kind: a fact, a subject that is not covered, off-topic, ... */
  readonly rightKind: number;
  /** Of the phrasings that ask for a fact, how many find it. */
  readonly rightFact: number;
  /** How surprised the model is by the right id, on average; 0 would be never. */
  readonly logLoss: number;
}

/**
 * Each fold of the English phrasings by a model that was trained on the others. This tells what the model alone makes of
 * a new phrasing by the same authors; labelled questions tell what the bot makes of other people's.
 */
export function* crossValidate(knowledge: Knowledge, folds: number): Generator<Fold> {
  const examples = examplesOf(knowledge).filter(({ language }) => language === undefined);
  const numbers = examples.map((example) => foldOf(example, folds));
  for (let fold = 0; fold < folds; fold += 1) {
    const others = examples.filter((_, i) => numbers[i] !== fold);
    const held = examples.filter((_, i) => numbers[i] === fold);
    yield measure(others, held, knowledge);
  }
}

/** By the words, so that phrasings that are the same to the model are not divided between training and measuring. */
function foldOf({ words }: Example, folds: number): number {
  return createHash('sha256').update(words.join(' ')).digest().readUInt32BE() % folds;
}

function measure(others: readonly Example[], held: readonly Example[], knowledge: Knowledge): Fold {
  const model = train(others, knowledge.names.kinds);
  const analyse = makeAnalyse(model);
  const sums = { rightId: 0, rightKind: 0, rightFact: 0, logLoss: 0 };
  for (const { id, words } of held) {
    const { scored } = analyse(words);
    const found = scored[0]?.id ?? '';
    sums.rightId += Number(found === id);
    sums.rightKind += Number(kindOf(found, knowledge) === kindOf(id, knowledge));
    sums.rightFact += Number(found === id && knowledge.topics.has(id));
    sums.logLoss -= Math.log(probabilityOf(id, scored, model.ids.length));
  }
  const n = Math.max(1, held.length);
  return {
    trained: others.length,
    heldOut: held.length,
    rightId: sums.rightId / n,
    rightKind: sums.rightKind / n,
    rightFact: sums.rightFact / Math.max(1, held.filter(({ id }) => knowledge.topics.has(id)).length),
    logLoss: sums.logLoss / n,
  };
}

/** Only the likeliest ids are told; those that are not share evenly what these leave of 1. */
function probabilityOf(id: string, scored: readonly Scored[], ids: number): number {
  const told = scored.find((one) => one.id === id)?.probability;
  const left = scored.reduce((rest, { probability }) => rest - probability, 1) / Math.max(1, ids - scored.length);
  return Math.max(told ?? left, leastProbability);
}

/** One certain mistake must not outweigh all else, nor may rounding make a probability of 0 or less. */
const leastProbability = 1e-9;

function kindOf(id: string, { topics, subjects, intents }: Knowledge): string {
  if (topics.has(id)) return 'answer';
  return subjects.has(id) ? 'unknown' : (intents.get(id)?.kind ?? '');
}

/** Fold by fold as they are ready, then their mean. */
export function printFolds(folds: Iterable<Fold>): void {
  console.log(
    `${''.padEnd(6)}${['trained', 'held out', 'right id', 'right kind', 'right fact', 'log loss'].map(padded).join('')}`,
  );
  const done: Fold[] = [];
  for (const fold of folds) {
    done.push(fold);
    printFold(String(done.length), fold);
  }
  const mean = (key: keyof Fold) => done.reduce((sum, fold) => sum + fold[key], 0) / Math.max(1, done.length);
  printFold('mean', {
    trained: Math.round(mean('trained')),
    heldOut: Math.round(mean('heldOut')),
    rightId: mean('rightId'),
    rightKind: mean('rightKind'),
    rightFact: mean('rightFact'),
    logLoss: mean('logLoss'),
  });
}

function printFold(name: string, { trained, heldOut, rightId, rightKind, rightFact, logLoss }: Fold): void {
  const share = (part: number) => `${(100 * part).toFixed(1)} %`;
  const columns = [String(trained), String(heldOut), share(rightId), share(rightKind), share(rightFact), logLoss.toFixed(3)];
  console.log(`${name.padEnd(6)}${columns.map(padded).join('')}`);
}

function padded(column: string): string {
  return column.padStart(12);
}
