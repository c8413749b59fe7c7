import type { Finding } from '../../knowledge/rules/rule';
import type { Index } from './lookup';
import { countOf, phrasingAt } from './phrasings';

/** A card that fewer of its own phrasings find than this would hardly ever be told. */
const fewest = 0.8;
/** So many phrasings of a card, evenly spread, tell as much as all of them. */
const mostTried = 50;

/**
 * Cards that are not found even by their own phrasings. The model alone is asked: on the higher rungs of the ladder a
 * phrasing always finds itself.
 */
export function unreachable({ knowledge, analyse, phrasings }: Index): readonly Finding[] {
  const all = Array.from({ length: countOf(phrasings) }, (_, number) => phrasingAt(number, phrasings));
  const ids = [...knowledge.topics.keys(), ...knowledge.subjects.keys()];
  return ids.flatMap((id) => {
    const own = spread(all.filter((phrasing) => phrasing.id === id));
    const missed = own.flatMap(({ words }, i) => (analyse(words).scored[0]?.id === id ? [] : [i]));
    if (own.length - missed.length >= fewest * own.length) return [];
    return [
      {
        place: { file: `phrasings/${id}.yaml`, path: missed.slice(0, 1).map((i) => own[i]?.at ?? 0) },
        wrong: `${missed.length} of the ${own.length} ways of asking that were tried do not find "${id}", this one for example`,
        right: 'write them more tellingly, or move them to the card that they are understood as',
      },
    ];
  });
}

/** With the place of each in its file. */
function spread<T>(all: readonly T[]): readonly (T & { readonly at: number })[] {
  const step = Math.max(1, Math.floor(all.length / mostTried));
  return all.map((one, at) => ({ ...one, at })).filter(({ at }) => at % step === 0);
}
