import { containerBootstrap } from '@nlpjs/core';
import { LangEn } from '@nlpjs/lang-en';
import { Nlp } from '@nlpjs/nlp';
import type { Baseline } from './baseline';

/** A neural network over the stems of words, one output an id, trained until it hardly changes: nothing is downloaded. */
export const nlpJs: Baseline = {
  name: 'NLP.js',
  mostPhrasings: 30,
  prepare: async (phrasings) => {
    const nlp = await makeNlp();
    for (const { text, id } of phrasings) nlp.addDocument('en', text, id);
    await nlp.train();
    return async (question) => {
      const { classifications } = await nlp.process('en', question);
      const [best] = classifications;
      // Of a question without any known word every id has the score 0.
      return best && best.score > 0 ? { id: best.intent, score: best.score } : undefined;
    };
  },
};

async function makeNlp(): Promise<Nlp> {
  const container = await containerBootstrap();
  container.use(Nlp);
  container.use(LangEn);
  const nlp = container.get('nlp');
  // Else it would write its model into the working folder, and every round of its training to the terminal.
  nlp.settings.autoSave = false;
  nlp.nluManager.settings.log = false;
  nlp.addLanguage('en');
  return nlp;
}
