import type { Knowledge } from '../../knowledge/knowledge';
import { makeOfAnotherThing, type OfAnotherThing } from './another-thing';
import { makeClaimReader, type ClaimReader } from './claims/claims';
import { makeEchoes, type Echoes } from './echo';
import { makeFixedWords, type FixedWords } from './fixed-words';
import { makeHoldersOf, type HoldersOf } from './holders';
import { makeLanguageReader, type LanguageReader } from './language';
import type { Learnt } from './learnt';
import { rememberedByWords } from './memo';
import { makeAnalyse, type Analyse } from './model';
import { countWords, type Phrasings } from './phrasings';
import { makeRank, type Rank } from './rank';
import { makeSpelling, settled, type Spelling } from './spelling';
import { makeTellNothing, type TellNothing } from './telling';
import type { Example } from './train';
import { readWords } from './words';

/** Everything that is looked up while understanding, made once from the knowledge base. */
export interface Index {
  readonly knowledge: Knowledge;
  readonly learnt: Learnt;
  readonly fixedWords: FixedWords;
  readonly analyse: Analyse;
  readonly rank: Rank;
  /** For which facet of what was just spoken of a short message asks ("how many EC is that?"). */
  readonly analyseFollowUp: Analyse;
  readonly spelling: Spelling;
  readonly echoes: Echoes;
  readonly readClaims: ClaimReader;
  readonly tellNothing: TellNothing;
  readonly ofAnotherThing: OfAnotherThing;
  readonly readLanguage: LanguageReader;
  readonly phrasings: Phrasings;
  readonly holdersOf: HoldersOf;
  /** Words without a meaning of their own. */
  readonly fillers: ReadonlySet<string>;
  /** Words that are in so many phrasings that they are no slips. */
  readonly common: ReadonlySet<string>;
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

/** What an index has of the phrasings alone, and of no fact. */
type Heard = Pick<
  Index,
  'learnt' | 'phrasings' | 'holdersOf' | 'fillers' | 'analyse' | 'rank' | 'analyseFollowUp' | 'spelling' | 'common'
>;

/** `before` is the index so far: where nothing else was learnt, only a fact or an answer has changed, and most of it stays. */
export function makeIndex(knowledge: Knowledge, learnt: Learnt, before?: Heard): Index {
  const heard = before?.learnt === learnt ? before : makeHeard(knowledge, learnt);
  const { common, phrasings } = heard;
  return {
    ...heard,
    knowledge,
    fixedWords: makeFixedWords(knowledge),
    familiar: familiarWords(phrasings, knowledge),
    echoes: makeEchoes(knowledge),
    readLanguage: makeLanguageReader(knowledge, phrasings),
    tellNothing: makeTellNothing(phrasings, heard.holdersOf, new Set(knowledge.vocabulary.standIns)),
    ofAnotherThing: makeOfAnotherThing(phrasings, heard.holdersOf, knowledge),
    readClaims: makeClaimReader(knowledge.degrees, knowledge.requirements, (word) => common.has(word)),
  };
}

function makeHeard(knowledge: Knowledge, learnt: Learnt): Heard {
  const { phrasings, questions, followUps } = learnt;
  const holdersOf = makeHoldersOf(phrasings);
  const analyse = makeAnalyse(questions);
  const fillers = new Set(knowledge.vocabulary.fillers);
  return {
    ...{ learnt, phrasings, holdersOf, fillers, analyse },
    rank: makeRank({ analyse, phrasings, fillers, holdersOf }),
    analyseFollowUp: rememberedByWords(makeAnalyse(followUps), mostRemarks),
    spelling: makeSpelling(knownWords(phrasings.words, holdersOf, knowledge)),
    common: new Set(phrasings.words.filter((word) => holdersOf(word).length >= commonWord)),
  };
}

/** So many short messages are remembered that may go on from what was spoken of. */
const mostRemarks = 500;

/** A word of fewer phrasings may be a slip. */
const commonWord = 5;

/** By how many phrasings each word is known; names are, even of none. */
function knownWords(words: readonly string[], holdersOf: HoldersOf, { names }: Knowledge): ReadonlyMap<string, number> {
  const held = words.map((word) => [word, holdersOf(word).length] as const);
  return new Map([
    // A word that was in a phrasing which has gone is still listed.
    ...held.filter(([, holders]) => holders > 0),
    ...[...names.kinds.keys()].map((name) => [name, Math.max(settled, holdersOf(name).length)] as const),
  ]);
}

/** So many phrasings of a topic make a word one that it is asked with. */
const severalPhrasings = 2;

function familiarWords(phrasings: Phrasings, { topics }: Knowledge): ReadonlyMap<string, ReadonlySet<string>> {
  const { ids, idOf, words } = phrasings;
  const counts = countWords(phrasings, idOf, ids.length);
  const frequent = (group: number) =>
    new Set(words.filter((_, word) => (counts[group * words.length + word] ?? 0) >= severalPhrasings));
  return new Map(ids.flatMap((id, group) => (topics.has(id) ? [[id, frequent(group)] as const] : [])));
}
