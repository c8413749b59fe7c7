import type { TextFile } from '../../knowledge/draft';
import { withEntry, type Entry } from '../../knowledge/edit';
import { schemaLine } from '../../knowledge/file-shapes';
import type { SubjectCard } from '../../knowledge/schema';

/** A change of the files of a knowledge base. */
export type Change = (files: readonly TextFile[]) => readonly TextFile[];

/** A way of asking, with two letters for its language if that is not English. */
export interface Phrased {
  readonly text: string;
  readonly language?: string;
}

/** More ways of asking for a card. */
export function addPhrasings(id: string, phrasings: readonly Phrased[]): Change {
  return (files) =>
    phrasings.reduce((all, { text, language }) => {
      const { file, path } = placeOf(id, language);
      return withEntryIn(all, file, text, path);
    }, files);
}

/** Where a way of asking stands: each card has a file of them, and so has each other language. */
export function placeOf(id: string, language: string | undefined): { readonly file: string; readonly path: readonly string[] } {
  return language === undefined
    ? { file: `phrasings/${id}.yaml`, path: [] }
    : { file: `languages/${language}.yaml`, path: ['ask', id] };
}

/** A card of a subject that the brochure does not answer, with ways of asking for it. */
export function addSubject(file: string, card: SubjectCard, phrasings: readonly Phrased[]): Change {
  return (files) => addPhrasings(card.id, phrasings)(withEntryIn(files, file, card));
}

function withEntryIn(files: readonly TextFile[], file: string, entry: Entry, path: readonly string[] = []): readonly TextFile[] {
  const before = files.find((one) => one.file === file);
  const after = { file, text: withEntry(before?.text ?? `${schemaLine(file)}\n`, entry, path) };
  return before ? files.map((one) => (one === before ? after : one)) : [...files, after];
}

/** The files that differ. */
export function changedFiles(before: readonly TextFile[], after: readonly TextFile[]): readonly TextFile[] {
  const texts = new Map(before.map(({ file, text }) => [file, text]));
  return after.filter(({ file, text }) => texts.get(file) !== text);
}
