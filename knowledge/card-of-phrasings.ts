/** The card that a file of phrasings belongs to: its name. */
export function idOfPhrasings(file: string): string {
  return file.replace(/^phrasings\//, '').replace(/\.yaml$/, '');
}
