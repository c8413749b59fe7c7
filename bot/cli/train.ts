import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { KnowledgeError, loadKnowledge } from '../../knowledge/load';
import { knowledgeFolder, modelFile } from '../paths';
import { prepareModel } from '../understand/prepare';
import { examplesOf } from '../understand/lookup';

/** Part of the build: learns from the phrasings, unless neither they nor the way of learning has changed since. */
function main(): void {
  const learnsFrom = [knowledgeFolder, join(knowledgeFolder, '..', 'bot', 'understand')];
  if (existsSync(modelFile) && learnsFrom.every((folder) => newestIn(folder) <= statSync(modelFile).mtimeMs)) return;
  try {
    prepareModel(examplesOf(loadKnowledge(knowledgeFolder)), modelFile, announce);
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    // Who starts the bot or checks the knowledge base is told the problems there; building goes on.
  }
}

/** Said on standard error, so that the output of `npm run ask -- --json` stays clean. */
function announce(count: number): void {
  console.error(`Learning from ${count} ways of asking (only after a change; about 20 seconds) ...`);
}

function newestIn(folder: string): number {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(...paths.map((path) => statSync(join(folder, path)).mtimeMs));
}

main();
