import { comparable } from '../../knowledge/comparable';
import type { Vocabulary } from '../../knowledge/schema';

/** Whose results a message tells of, going by its words. */
export interface Whose {
  /** It tells of a person at all. */
  readonly ofAPerson: boolean;
  /** It tells what that person has. */
  readonly having: boolean;
  /** It tells of somebody else than before. */
  readonly ofAnother: boolean;
  /** It tells what the university asks for ("you want a 7, right?"). */
  readonly asked: boolean;
}

export function whose(text: string, { ofAPerson, asksOfOthers }: Vocabulary): Whose {
  // Who has to take a test does not have it.
  const said = ` ${comparable(text).replace(/\b(have|has) to\b/g, 'must')} `;
  const says = (phrases: readonly string[]) => phrases.some((phrase) => said.includes(` ${phrase} `));
  const ofAnother = says(ofAPerson.others);
  return {
    ofAPerson: says(ofAPerson.persons),
    having: ofAnother || says(ofAPerson.having),
    ofAnother,
    asked: says(asksOfOthers),
  };
}
