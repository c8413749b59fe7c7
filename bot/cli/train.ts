import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { KnowledgeError, loadKnowledge } from '../../knowledge/load';
import { knowledgeFolder, modelFolder } from '../paths';
import { prepareIndex } from '../understand/prepare';

/** Part of the build: learns from the phrasings, unless neither they nor the way of learning has changed since. */
function main(): void {
  const learnsFrom = [knowledgeFolder, join(knowledgeFolder, '..', 'bot', 'understand')];
  if (existsSync(modelFolder) && newestIn(modelFolder) >= Math.max(...learnsFrom.map(newestIn))) return;
  try {
    prepareIndex(loadKnowledge(knowledgeFolder), modelFolder, announce);
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    // Who starts the bot or checks the knowledge base is told the problems there; building goes on.
  }
}

/** Said on standard error, so that the output of `npm run ask -- --json` stays clean. */
function announce(count: number): void {
  console.error(`Learning from ${count} ways of asking (only after a change; about a minute) ...`);
}

function newestIn(folder: string): number {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(...paths.map((path) => statSync(join(folder, path)).mtimeMs));
}

main();
