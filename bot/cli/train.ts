import { loadKnowledge, KnowledgeError } from '../../knowledge/load';
import { knowledgeFolder, modelFile } from '../paths';
import { prepareIndex } from '../understand/prepare';

/** Part of the build: learns from the phrasings, unless nothing has changed since the last time. */
try {
  prepareIndex(loadKnowledge(knowledgeFolder), modelFile);
} catch (error) {
  if (!(error instanceof KnowledgeError)) throw error;
  // Who starts the bot or checks the knowledge base is told the problems there; building goes on.
}
