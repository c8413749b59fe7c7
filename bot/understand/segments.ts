import { comparable } from '../../knowledge/comparable';
import type { Knowledge } from '../../knowledge/knowledge';

/** Where one question of a message may end and the next begin. */
const boundaries = /[?!;\n]+|\.(?!\d)|,(?!\d)|:(?!\d)|\+|&|\/|\s-\s|\s(?:and|n|also|plus|as well as|and also|then|but|or)\s/giu;

/** The parts of a message that may be questions of their own; the message itself if it has only one. */
export function segmentsOf(text: string): readonly string[] {
  return text
    .split(boundaries)
    .map((segment) => segment.trim())
    .filter((segment) => /\p{L}{2}/u.test(segment));
}

/** So few words without a verb may be a list ("address contact"). */
const longestList = 4;

/** The words of a bare list, each of them a question by itself; nothing if one of them is not. */
export function listedIn(words: readonly string[], isQuestion: (word: string) => boolean): readonly string[] {
  return words.length > 1 && words.length <= longestList && words.every(isQuestion) ? words : [];
}

/** Worded as a question, whatever politeness comes before it ("could you tell me when ..."). */
export function isAsking(segment: string, { vocabulary: { questions } }: Knowledge): boolean {
  let rest = comparable(segment);
  for (;;) {
    const lead = questions.leads.find((words) => rest.startsWith(`${words} `));
    if (lead === undefined) return questions.first.some((words) => rest === words || rest.startsWith(`${words} `));
    rest = rest.slice(lead.length + 1);
  }
}
