import { comparable } from '../../knowledge/comparable';
import { longestQuestion, requestParts, type HandOverQuestion, type RequestPart } from './answers';
import { emailIn } from './email';
import type { HandOverWords } from './words';

/** What was said to a step of the hand-over. */
export type HandOverSaid =
  | { readonly kind: 'yes' | 'no' | 'same' | 'no-email' | 'send' | 'back' | 'too-long' }
  | { readonly kind: 'question'; readonly text: string }
  | { readonly kind: 'email'; readonly email: string }
  | { readonly kind: 'slip'; readonly guess?: string }
  | { readonly kind: 'without'; readonly part: RequestPart };

/** Nothing where the text answers nothing of it. `hasSuggestion`: a question was suggested, which a "yes" takes. */
export function readHandOver(
  text: string,
  at: HandOverQuestion,
  { says }: HandOverWords,
  hasSuggestion: boolean,
): HandOverSaid | undefined {
  const said = comparable(text);
  const is = (phrases: readonly string[]) => phrases.some((phrase) => comparable(phrase) === said);
  if (is(says.back)) return { kind: 'back' };
  switch (at) {
    case 'consent':
      return is(says.yes) ? { kind: 'yes' } : is(says.no) ? { kind: 'no' } : undefined;
    case 'question':
      if (is(says.yes) || is(says.same) || is(says.send)) return hasSuggestion ? { kind: 'same' } : undefined;
      return readQuestion(text.trim());
    case 'email':
      if (is(says.noEmail) || is(says.send) || is(says.without.email)) return { kind: 'no-email' };
      return readEmail(text);
    case 'review': {
      const part = requestParts.find((one) => is(says.without[one]));
      return is(says.send) ? { kind: 'send' } : part && { kind: 'without', part };
    }
  }
}

/** "?" and "ok" are no question that anybody could answer. */
const fewestLetters = 4;

function readQuestion(text: string): HandOverSaid | undefined {
  if (text.length > longestQuestion) return { kind: 'too-long' };
  return (text.match(/\p{L}/gu)?.length ?? 0) < fewestLetters ? undefined : { kind: 'question', text };
}

function readEmail(text: string): HandOverSaid | undefined {
  const found = emailIn(text);
  if (!found) return undefined;
  return 'email' in found
    ? { kind: 'email', email: found.email }
    : { kind: 'slip', ...(found.guess === undefined ? {} : { guess: found.guess }) };
}
