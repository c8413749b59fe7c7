import type { Knowledge } from '../../knowledge/knowledge';
import { makeClaimReader, type ClaimReader } from './claims/claims';
import { makeEchoes, type Echoes } from './echo';
import { makeLanguageReader, type LanguageReader } from './language';
import type { Learnt } from './learnt';
import { makeAnalyse, type Analyse } from './model';
import { makeSpelling, type Spelling } from './spelling';
import type { Example } from './train';
import { readWords } from './words';

/** Everything that is looked up while understanding, made once from the knowledge base. */
export interface Index {
  readonly knowledge: Knowledge;
  readonly analyse: Analyse;
  /** For which facet of what was just spoken of a short message asks ("how many EC is that?"). */
  readonly analyseFollowUp: Analyse;
  readonly spelling: Spelling;
  readonly echoes: Echoes;
  readonly readClaims: ClaimReader;
  readonly readLanguage: LanguageReader;
  /** Phrasings by their words in order, and by their telling words in any order. */
  readonly exact: ReadonlyMap<string, Example>;
  readonly sameWords: ReadonlyMap<string, Example>;
  /** The numbers of the phrasings that hold a word. */
  readonly holding: ReadonlyMap<string, readonly number[]>;
  readonly examples: readonly Example[];
  /** The words that several phrasings of a topic have. */
  readonly familiar: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The phrasings as the model learns them. */
export function examplesOf(knowledge: Knowledge): readonly Example[] {
  return knowledge.phrasings.map(({ text, ...rest }) => ({ ...rest, words: readWords(text, knowledge) }));
}

/** The followUps model tells the facets apart, and messages that are questions of their own. */
export function followUpExamplesOf(knowledge: Knowledge, examples: readonly Example[]): readonly Example[] {
  const { facets, own } = knowledge.followUps;
  const all = [...facets, { id: ownQuestion, phrasings: own }];
  const written = all.flatMap(({ id, phrasings }) => phrasings.map((text) => ({ id, words: readWords(text, knowledge) })));
  const short = examples.filter(({ words, language }) => language === undefined && words.length <= longestOwn);
  const taken = new Set(written.map(({ words }) => words.join(' ')));
  const others = short.filter(({ words }, i) => i % everySo === 0 && !taken.has(words.join(' ')));
  return [...written, ...others.map(({ words }) => ({ id: ownQuestion, words }))];
}

/** Of the short phrasings every so many-th is shown to the model as a question of its own. */
const longestOwn = 7;
const everySo = 2;

/** Not a facet: the message asks something of its own. */
export const ownQuestion = 'own';

export function makeIndex(knowledge: Knowledge, { examples, questions, followUps }: Omit<Learnt, 'key'>): Index {
  const holding = holdersOf(examples);
  const fillers = new Set(knowledge.vocabulary.fillers);
  return {
    knowledge,
    analyse: makeAnalyse(questions),
    analyseFollowUp: makeAnalyse(followUps),
    examples,
    familiar: familiarWords(examples, knowledge),
    holding,
    echoes: makeEchoes(knowledge),
    readLanguage: makeLanguageReader(knowledge, examples),
    readClaims: makeClaimReader(
      knowledge.degrees,
      knowledge.requirements,
      (word) => (holding.get(word)?.length ?? 0) >= commonWord,
    ),
    spelling: makeSpelling(
      new Map([
        ...[...knowledge.names.kinds.keys()].map((name) => [name, 0] as const),
        ...[...holding].map(([word, numbers]) => [word, numbers.length] as const),
      ]),
    ),
    exact: new Map(examples.map((example) => [example.words.join(' '), example])),
    sameWords: unambiguous(examples.map((example) => [bagOf(example.words, fillers), example])),
  };
}

/** A word of fewer phrasings may be a slip. */
const commonWord = 5;

/** So many phrasings of a topic make a word one that it is asked with. */
const severalPhrasings = 2;

function familiarWords(examples: readonly Example[], { topics }: Knowledge): ReadonlyMap<string, ReadonlySet<string>> {
  const counts = new Map([...topics.keys()].map((id) => [id, new Map<string, number>()] as const));
  for (const { id, words } of examples) {
    const ofTopic = counts.get(id);
    if (ofTopic) for (const word of words) ofTopic.set(word, (ofTopic.get(word) ?? 0) + 1);
  }
  const frequent = (ofTopic: ReadonlyMap<string, number>) =>
    new Set([...ofTopic].filter(([, count]) => count >= severalPhrasings).map(([word]) => word));
  return new Map([...counts].map(([id, ofTopic]) => [id, frequent(ofTopic)]));
}

/** The numbers of the examples that hold each word. */
function holdersOf(examples: readonly Example[]): ReadonlyMap<string, readonly number[]> {
  const holding = new Map<string, number[]>();
  examples.forEach(({ words }, i) => {
    for (const word of words) {
      const numbers = holding.get(word);
      if (!numbers) holding.set(word, [i]);
      else if (numbers[numbers.length - 1] !== i) numbers.push(i);
    }
  });
  return holding;
}

/** The telling words in alphabetical order: what two orderings of the same question share. */
export function bagOf(words: readonly string[], fillers: ReadonlySet<string>): string {
  const telling = words.filter((word) => !fillers.has(word)).sort();
  return telling.filter((word, i) => word !== telling[i - 1]).join(' ');
}

/** Leaves out what stands for more than one id, and what is empty. */
function unambiguous(entries: readonly (readonly [string, Example])[]): ReadonlyMap<string, Example> {
  const found = new Map<string, Example | undefined>();
  for (const [key, example] of entries) {
    const before = found.get(key);
    found.set(key, key === '' || (found.has(key) && before?.id !== example.id) ? undefined : example);
  }
  for (const [key, example] of found) if (!example) found.delete(key);
  return found as ReadonlyMap<string, Example>;
}
