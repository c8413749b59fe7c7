import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ConfigError } from '../../bot/config';
import { root } from '../../bot/paths';
import { KnowledgeError, loadKnowledge } from '../../knowledge/load';
import { manifestOf, pagesOf, type Manifest } from './manifest';
import { readTeamsSettings, type TeamsSettings } from './settings';
import { readTeamsWords } from './words';
import { zipOf } from './zip';

const folder = join(root, 'deploy', 'teams');
const target = join(root, 'dist', 'teams', 'admissions-assistant.zip');

/** npm run teams:package: what the Teams administrator uploads. */
function main(): void {
  const settings = readTeamsSettings(process.env);
  if (!existsSync(settings.KNOWLEDGE_DIR))
    throw new ConfigError(`KNOWLEDGE_DIR: there is no folder ${settings.KNOWLEDGE_DIR}; name one that holds a knowledge base`);
  const words = readTeamsWords({
    file: 'deploy/teams/words.yaml',
    text: readFileSync(join(folder, 'words.yaml'), 'utf8'),
  });
  const manifest = manifestOf(settings, loadKnowledge(settings.KNOWLEDGE_DIR), words, versionOf());
  const icons = { color: readFileSync(join(folder, 'color.png')), outline: readFileSync(join(folder, 'outline.png')) };
  mkdirSync(join(target, '..'), { recursive: true });
  writeFileSync(target, zipOf(manifest, icons));
  console.log([written(manifest), nextSteps(settings), pagesNeeded(settings)].filter(Boolean).join('\n\n'));
}

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  return version;
}

function written({ name, version, manifestVersion }: Manifest): string {
  return `Written: ${relative(process.cwd(), target)} ("${name.short}", version ${version}, manifest ${manifestVersion})`;
}

function nextSteps({ MicrosoftAppId, PUBLIC_DOMAIN }: TeamsSettings): string {
  return `Next, for the administrator (docs/teams.md tells more):
1. Azure portal, the Azure Bot with the app id ${MicrosoftAppId}:
   Configuration, Messaging endpoint: https://${PUBLIC_DOMAIN}/api/messages
   Channels: add Microsoft Teams
2. Teams admin centre, Teams apps, Manage apps: upload the package
3. Try it: find the app in Teams under Apps, open it, and ask something`;
}

/** Nobody notices a dead link in a manifest until a student follows it. */
function pagesNeeded(settings: TeamsSettings): string {
  const { privacy, terms } = pagesOf(settings);
  const assumed = [
    ...(settings.PRIVACY_URL ? [] : [`PRIVACY_URL is not set: the app names ${privacy}`]),
    ...(settings.TERMS_URL ? [] : [`TERMS_URL is not set: the app names ${terms}`]),
  ];
  return assumed.length > 0
    ? `${assumed.join('\n')}\nSee that there is a page, or set the address of the one that you have.`
    : '';
}

try {
  main();
} catch (error) {
  const what =
    error instanceof ConfigError
      ? 'The settings do not hold:\n'
      : error instanceof KnowledgeError
        ? 'The knowledge base does not hold:\n'
        : '';
  console.error(`${what}${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
