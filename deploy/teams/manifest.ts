import type { TeamsManifestV1D30 } from '@microsoft/app-manifest';
import type { Knowledge } from '../../knowledge/knowledge';
import { fill } from '../../knowledge/template';
import { fitting } from './fitting';
import type { TeamsSettings } from './settings';
import { limits, type TeamsWords } from './words';

export type Manifest = TeamsManifestV1D30.TeamsManifestV1D30;

/** What the manifest rests on of the knowledge base. */
export type Told = Pick<Knowledge, 'programme' | 'commands' | 'replies'>;

type Scope = 'personal' | 'team' | 'groupChat';
type CommandName = keyof TeamsWords['commands'];

const schemaVersion = '1.30';

/** The domain of the bot is also where its pages are, unless others are set. */
export function pagesOf({ PUBLIC_DOMAIN, PRIVACY_URL, TERMS_URL }: TeamsSettings) {
  const website = `https://${PUBLIC_DOMAIN}/`;
  return { website, privacy: PRIVACY_URL ?? `${website}privacy`, terms: TERMS_URL ?? `${website}terms` };
}

export function manifestOf(settings: TeamsSettings, told: Told, words: TeamsWords, version: string): Manifest {
  return {
    $schema: `https://developer.microsoft.com/en-us/json-schemas/teams/v${schemaVersion}/MicrosoftTeams.schema.json`,
    manifestVersion: schemaVersion,
    // Teams refuses what semver allows after the three numbers.
    version: version.replace(/[-+].*/, ''),
    id: settings.TEAMS_APP_ID,
    localizationInfo: { defaultLanguageTag: 'en-gb' },
    developer: developerOf(settings, told),
    ...textsOf(told, words),
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#001158',
    bots: [botOf(settings.MicrosoftAppId, told, words)],
    composeExtensions: [{ botId: settings.MicrosoftAppId, commands: [searchOf(words)] }],
    validDomains: [settings.PUBLIC_DOMAIN],
    defaultInstallScope: 'personal',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
  };
}

function developerOf(settings: TeamsSettings, told: Told): Manifest['developer'] {
  const { website, privacy, terms } = pagesOf(settings);
  const name = settings.TEAMS_DEVELOPER_NAME ?? fitting([namesOf(told).university], limits.developer);
  return { name, websiteUrl: website, privacyUrl: privacy, termsOfUseUrl: terms };
}

function namesOf({ programme: { programme, university } }: Told) {
  // "Politics, Philosophy and Economics" is not Politics.
  const isList = /,.* (and|&|en|et|und|y|e) /i.test(programme);
  const [subject = ''] = programme.split(isList ? /[:;(–—|]| - / : /[,:;(–—|]| - /, 1);
  return { programme: oneLine(programme), university: oneLine(university), subject: oneLine(subject) || oneLine(programme) };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function textsOf(told: Told, { name, description }: TeamsWords): Pick<Manifest, 'name' | 'description'> {
  const filled: Readonly<Record<string, string | undefined>> = {
    ...namesOf(told),
    eligibility: told.replies.choices.eligibility,
    human: told.commands.human[0],
  };
  const within = (limit: number, ...texts: readonly string[]) => {
    const whole = texts.map((text) => fill(text, (key) => filled[key]));
    return fitting(whole, limit);
  };
  return {
    name: { short: within(limits.name.short, ...name.short), full: within(limits.name.full, ...name.full) },
    description: {
      short: within(limits.description.short, ...description.short),
      full: within(limits.description.full, description.full),
    },
  };
}

function botOf(botId: string, told: Told, words: TeamsWords): TeamsManifestV1D30.Bot {
  const scopes: Scope[] = ['personal', 'team', 'groupChat'];
  return {
    botId,
    scopes,
    supportsFiles: false,
    isNotificationOnly: false,
    commandLists: scopes.map((scope) => ({ scopes: [scope], commands: commandsIn(scope, told, words) })),
  };
}

/** Words that the bot obeys or understands. Degrees and scores are nobody else's business, so the check is offered in private. */
function commandsIn(scope: Scope, { commands, replies }: Told, words: TeamsWords): TeamsManifestV1D30.CommandListCommand[] {
  const { eligibility, examples } = replies.choices;
  const listed = (name: CommandName, said: readonly string[]) => {
    // Cut, it would no longer be understood.
    const title = said.find((one) => one.length <= limits.command.title);
    return title === undefined ? [] : [{ title, description: words.commands[name] }];
  };
  return [
    ...examples.flatMap(({ label }) => listed('example', [label])),
    ...(scope === 'personal' ? listed('eligibility', [eligibility]) : []),
    ...listed('help', commands.help),
    ...listed('human', commands.human),
    ...listed('restart', commands.restart),
    ...(scope === 'personal' ? listed('cancel', commands.cancel) : []),
  ];
}

/** An adviser looks up a question while writing. Without a question yet, the bot shows what can be asked. */
function searchOf({ search }: TeamsWords): TeamsManifestV1D30.ComposeExtensionCommand {
  return {
    id: 'answers',
    type: 'query',
    context: ['compose', 'commandBox'],
    title: search.title,
    description: search.description,
    initialRun: true,
    parameters: [{ name: 'question', inputType: 'text', title: search.parameter, description: search.about }],
  };
}
