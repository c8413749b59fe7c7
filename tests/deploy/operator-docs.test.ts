import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { settingNames } from '../../bot/config';
import { root } from '../../bot/paths';
import { secretSettings } from '../../bot/secrets';
import { npmScripts, scriptsIn, textOf } from './files';

const operator = textOf('docs/operator.md');
const pages = ['docs/operator.md', 'deploy/README.md'];

/** What stands in backticks between two lines. */
function namedIn(from: string, to: string): readonly string[] {
  const text = operator.slice(operator.indexOf(from), operator.indexOf(to));
  return [...text.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
}

test('the table of settings names each setting of the bot once, and nothing else', () => {
  expect([...namedIn('| for ', 'Those that nobody')].sort()).toEqual([...settingNames].sort());
});

test('the secrets that may be files are those of the bot', () => {
  expect([...namedIn('/run/secrets/database-url`): ', '## Back up')].sort()).toEqual([...secretSettings].sort());
});

test.each(pages)('%s: each command of npm is there, and each file', (page) => {
  const text = textOf(page);
  expect(scriptsIn(text).filter((name) => !(name in npmScripts))).toEqual([]);
  const files = [...text.matchAll(/(?<![\w/.])((?:deploy|docs|tests|dist)\/[\w./-]*\w)/g)].map(([, path = '']) => path);
  const made = /^(dist\/|deploy\/compose\/(\.env|secrets|backups))/;
  expect(files.filter((path) => !made.test(path) && !existsSync(join(root, path)))).toEqual([]);
});

test.each(pages)('%s: no link leads nowhere', (page) => {
  const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, to = '']) => to);
  expect(links.length).toBeGreaterThan(2);
  expect(links.filter((to) => !existsSync(join(root, page, '..', to)))).toEqual([]);
});
