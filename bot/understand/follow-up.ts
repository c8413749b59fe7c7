import { comparable } from '../../knowledge/comparable';
import type { Knowledge } from '../../knowledge/knowledge';
import type { Candidate } from './rank';

/** Longer messages say themselves what they are about. */
const mostWords = 12;
/** Without a word that points back, only these are taken to go on. */
const fewWords = 4;

/** How a short message goes on from what was just spoken of: it points back ("how many is that?"), or adds ("and IELTS?"). */
export type GoingOn = 'points-back' | 'adds';

/** Short enough to go on from something: it points back, takes up words of it, or has hardly any words of its own. */
export function isRemark(words: readonly string[], goesOn: GoingOn | undefined, takesUp: boolean): boolean {
  return words.length <= (goesOn || takesUp ? mostWords : fewWords);
}

export function goingOn(text: string, { vocabulary }: Knowledge): GoingOn | undefined {
  const words = comparable(text).split(' ');
  if (words.length > mostWords) return undefined;
  const said = ` ${words.join(' ')} `;
  const { first, pointing, perhaps } = vocabulary.goingOn;
  const holds = (word: string) => said.includes(` ${word} `);
  if (pointing.some(holds)) return 'points-back';
  return perhaps.some(holds) || first.some((word) => said.startsWith(` ${word} `)) ? 'adds' : undefined;
}

/** The message with what was just spoken of said out loud before it. */
export function spelledOut(text: string, topics: readonly string[], knowledge: Knowledge): string {
  const titles = topics.slice(0, 2).flatMap((id) => (knowledge.topics.get(id) ?? knowledge.subjects.get(id))?.title ?? []);
  return [...titles, text].join(' ');
}

/**
 * How much the message alone counts against the message spelled out, and how much the echo of what was spoken of: it
 * speaks for itself when it is said out loud. Found on our own conversations.
 */
const weights: Readonly<Record<GoingOn, { readonly alone: number; readonly echo: number }>> = {
  'points-back': { alone: 0.5, echo: 1 },
  adds: { alone: 0.6, echo: 0.5 },
};

/** Each id by how likely it is for the message alone and for the message spelled out, together. */
export function together(
  how: GoingOn,
  alone: readonly Candidate[],
  spelled: readonly Candidate[],
  spokenOf: readonly string[],
): readonly Candidate[] {
  const weight = weights[how];
  const ids = new Set([...alone, ...spelled].map(({ id }) => id));
  const mixed = [...ids].flatMap((id): Candidate[] => {
    const [a, b] = [learnedOf(alone, id), learnedOf(spelled, id)];
    const example = a ?? b;
    const echo = spokenOf.includes(id) ? weight.echo : 1;
    const score = weight.alone * (a?.score ?? 0) + (1 - weight.alone) * echo * (b?.score ?? 0);
    return example ? [{ ...example, score }] : [];
  });
  return mixed.sort((x, y) => y.score - x.score);
}

function learnedOf(candidates: readonly Candidate[], id: string): Candidate | undefined {
  return candidates.find((one) => one.id === id && one.rank === 'learned');
}
