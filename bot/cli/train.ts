import { loadKnowledge, KnowledgeError } from '../../knowledge/load';
import { knowledgeFolder, modelFile } from '../paths';
import { prepareIndex } from '../understand/prepare';

/** Part of the build: learns from the phrasings, unless nothing has changed since the last time. */
try {
  const knowledge = loadKnowledge(knowledgeFolder);
  // Said on standard error, so that the output of `npm run ask -- --json` stays clean.
  const announce = (count: number) =>
    console.error(`Learning from ${count} ways of asking (only after a change; about 20 seconds) ...`);
  prepareIndex(knowledge, modelFile, announce);
} catch (error) {
  if (!(error instanceof KnowledgeError)) throw error;
  // Who starts the bot or checks the knowledge base is told the problems there; building goes on.
}
