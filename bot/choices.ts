import Fuse from 'fuse.js';
import { comparable } from '../knowledge/comparable';
import type { Choice } from './types';
import { mayFind } from './understand/letters';

/** How far a typed label may be from the offered one (Fuse's score, 0 is the same). */
const misspelt = 0.3;

/** The choice that a text picks: by its number, its letter, its label, or a misspelt label. */
export function pick(text: string, offered: readonly Choice[]): Choice | undefined {
  const said = comparable(text);
  const number = /^(?:option |number |choice |no )?(\d{1,2})$/.exec(said)?.[1];
  if (number) return offered[Number(number) - 1];
  const letter = /^(?:option |letter )?([a-j])$/.exec(said)?.[1];
  if (letter) return offered[letter.charCodeAt(0) - 97];
  const labels = offered.map((choice) => ({ choice, label: comparable(choice.label) }));
  return labels.find(({ label }) => label === said)?.choice ?? nearest(said, labels);
}

function nearest(said: string, labels: readonly { readonly choice: Choice; readonly label: string }[]): Choice | undefined {
  // "IELTS 7" is more than the label "IELTS" misspelt.
  if (said.length < 4 || /\d/.test(said)) return undefined;
  const isAsLong = (label: string) => Math.abs(label.length - said.length) <= Math.max(2, label.length / 4);
  const alike = labels.filter(({ label }) => isAsLong(label) && mayFind(said, label, misspelt));
  if (alike.length === 0) return undefined;
  const [best] = new Fuse(alike, { keys: ['label'], threshold: misspelt, ignoreFieldNorm: true }).search(said);
  return best?.item.choice;
}
