import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sideBySide } from './side-by-side';

const root = join(__dirname, '..', '..');
const file = join(root, 'docs', 'channels.md');

/** As prettier writes it, which loads nothing within jest. */
function formatted(text: string): string {
  const prettier = join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
  return execFileSync(process.execPath, [prettier, '--stdin-filepath', file], { input: text, encoding: 'utf8' });
}

/** `npm run channels` lets this test write the page instead of holding it against what the bot says. */
test('docs/channels.md tells what each channel shows', async () => {
  const page = formatted(await sideBySide());
  if (process.env.WRITE_DOCS) writeFileSync(file, page);
  expect(readFileSync(file, 'utf8')).toBe(page);
});
