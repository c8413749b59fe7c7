import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { root } from '../../bot/paths';

export const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

export const npmScripts = (JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> }).scripts;

/** Each document of a YAML file. @throws with what is wrong with it */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what the file is taken for
export function yamlIn<T>(path: string): readonly T[] {
  return parseAllDocuments(textOf(path), { merge: true }).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS() as T;
  });
}

/** The scripts of npm that a text tells one to run. */
export function scriptsIn(text: string): readonly string[] {
  const named = [...text.matchAll(/\bnpm run (?:-s )?([\w:-]+)/g)].map(([, name]) => name ?? '');
  return [...named, ...[...text.matchAll(/\bnpm (start|test)\b/g)].map(([, name]) => name ?? '')];
}
