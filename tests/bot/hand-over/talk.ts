import { openHandOverWords } from '../../../bot/hand-over-terms';
import type { HandOverTerms, HandOverTurn } from '../../../bot/hand-over-turn';
import { plainText } from '../../../bot/render/render';
import { turn, type Outcome } from '../../../bot/turn';
import { newSession, type Said, type Session } from '../../../bot/types';
import { after, mindOf, realIndex } from '../bot';

export const words = openHandOverWords();

export const terms: HandOverTerms = { words, ways: ['mail', 'teams'], answersHere: true, days: 30 };

/** A conversation line by line; a line that is no text is what else may happen. */
export function handOver(
  lines: readonly (string | Said)[],
  around: Partial<HandOverTurn> | undefined = {},
  now = after,
): readonly Outcome[] {
  let session: Session = newSession;
  return lines.map((line) => {
    session = JSON.parse(JSON.stringify(session)) as Session;
    const said: Said = typeof line === 'string' ? { kind: 'text', text: line } : line;
    const where = { conversation: 'c', user: 'u', channel: 'webchat', joinsSilently: false, said };
    const given: { handOver?: HandOverTurn } =
      around.terms === undefined && 'terms' in around ? {} : { handOver: { terms, lines: [], withPerson: false, ...around } };
    const outcome = turn({ ...where, ...given }, session, mindOf(realIndex().knowledge, now));
    session = outcome.session;
    return outcome;
  });
}

export function last(lines: readonly (string | Said)[], around?: Partial<HandOverTurn>): Outcome {
  const outcome = handOver(lines, around).at(-1);
  if (!outcome) throw new Error('nothing was said');
  return outcome;
}

/** Where the hand-over stands, in a word. */
export function at({ reading }: Outcome): string {
  if (reading.kind !== 'hand-over') return reading.kind;
  return reading.at.kind === 'ask' ? reading.at.question : reading.at.kind;
}

export const textOf = ({ reply }: Outcome): string => plainText(reply);
export const labelsOf = ({ reply }: Outcome): readonly string[] => reply.choices.map(({ label }) => label);
