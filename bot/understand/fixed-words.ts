import { comparable } from '../../knowledge/comparable';
import type { Knowledge } from '../../knowledge/knowledge';
import { commandNames } from '../types';

/** The words that are looked for before anything is understood, as texts are compared. */
export interface FixedWords {
  /** The words of crisis in a text, and the intent that they are of. */
  readonly careIn: (text: string) => { readonly id: string; readonly words: string } | undefined;
  /** The command that a text is. */
  readonly commandIn: (text: string) => { readonly name: (typeof commandNames)[number]; readonly words: string } | undefined;
}

export function makeFixedWords({ intents, commands }: Pick<Knowledge, 'intents' | 'commands'>): FixedWords {
  const care = [...intents.values()].flatMap(({ id, ...intent }) =>
    intent.kind === 'care' ? intent.words.map((words) => ({ id, words, padded: ` ${comparable(words)} ` })) : [],
  );
  const names = new Map(
    // Of a word that stands for two commands the first counts.
    [...commandNames].reverse().flatMap((name) => commands[name].map((word) => [asCommand(word), name] as const)),
  );
  return {
    careIn: (text) => {
      const said = ` ${comparable(text)} `;
      return care.find(({ padded }) => said.includes(padded));
    },
    commandIn: (text) => {
      const words = comparable(text) || text.trim();
      const name = names.get(words);
      return name && { name, words };
    },
  };
}

/** "?" is a command of no letters. */
function asCommand(word: string): string {
  return comparable(word) || word;
}
