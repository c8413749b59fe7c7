import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../bot/paths';

/** As a dependency Web Chat would bring half a gigabyte, of which a file or two are needed: so only its package is fetched, once. */
export const version = '4.18.1';
const folder = join(root, 'dist', 'web-chat');
const scripts = join(folder, 'package', 'dist');

/** Its scripts for a page: the full one, and the one without cards, Markdown and speech. */
export interface WebChatScripts {
  readonly full: string;
  readonly minimal: string;
}

export function fetchWebChat(): WebChatScripts {
  const files = { full: join(scripts, 'webchat.js'), minimal: join(scripts, 'webchat-minimal.js') };
  if (existsSync(files.full) && existsSync(files.minimal)) return files;
  mkdirSync(folder, { recursive: true });
  execFileSync('npm', ['pack', `botframework-webchat@${version}`, '--pack-destination', folder, '--silent'], { stdio: 'pipe' });
  execFileSync('tar', ['xzf', join(folder, `botframework-webchat-${version}.tgz`), '-C', folder]);
  return files;
}
