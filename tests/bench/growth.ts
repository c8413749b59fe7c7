import type { Knowledge, Topic } from '../../knowledge/knowledge';
import { followUpExamplesOf, examplesOf, makeIndex, type Index } from '../../bot/understand/lookup';
import { listPhrasings } from '../../bot/understand/list-phrasings';
import { train } from '../../bot/understand/train';
import { sampleOf } from '../eval/baselines/sample';

/** So many phrasings of each topic are asked of each generated programme. */
const phrasingsEach = 3;

const syllables = ['ba', 'co', 'di', 'fu', 'ge', 'ka', 'lo', 'mi', 'nu', 'pa', 'ri', 'so', 'te', 'vu', 'za', 'qui'];

/** The name of the nth made-up programme: two words that no other one has both of. */
export function programmeName(n: number): string {
  const word = (m: number) => [0, 1, 2].map((i) => syllables[(m * 7 + i * 5 + Math.floor(m / 16 ** i)) % 16] ?? '').join('');
  return `${word(n)} ${word(n + 101)}`;
}

/** A university with so many programmes: each has the same topics, asked for with its name. */
export function grow(knowledge: Knowledge, programmes: number): Index {
  const seeds = sampleOf(
    knowledge.phrasings.filter(({ id, language }) => language === undefined && knowledge.topics.has(id)),
    phrasingsEach,
  );
  const numbers = Array.from({ length: programmes }, (_, n) => n);
  const topics = numbers.flatMap((n) =>
    [...knowledge.topics.values()].map((topic): Topic => ({ ...topic, id: `${topic.id}-${n}` })),
  );
  const grown: Knowledge = {
    ...knowledge,
    topics: new Map(topics.map((topic) => [topic.id, topic])),
    phrasings: numbers.flatMap((n) => seeds.map(({ text, id }) => ({ text: `${text} ${programmeName(n)}`, id: `${id}-${n}` }))),
  };
  const examples = examplesOf(grown);
  const { kinds } = knowledge.names;
  const followUps = train(followUpExamplesOf(grown, []), kinds);
  return makeIndex(grown, {
    key: '',
    phrasings: listPhrasings(examples, new Set(knowledge.vocabulary.fillers)),
    questions: train(examples, kinds),
    followUps,
  });
}
