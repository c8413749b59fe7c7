import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { strFromU8, unzipSync } from 'fflate';
import { ConfigError } from '../../bot/config';
import { fitting } from '../../deploy/teams/fitting';
import { manifestOf, type Manifest } from '../../deploy/teams/manifest';
import { readTeamsSettings } from '../../deploy/teams/settings';
import { limits, readTeamsWords } from '../../deploy/teams/words';
import { converse } from '../bot/bot';
import { realBase } from '../knowledge/files';
import { readPng } from './png';

const root = join(__dirname, '..', '..');
const zip = join(root, 'dist', 'teams', 'admissions-assistant.zip');
const settings = {
  TEAMS_APP_ID: '11111111-2222-4333-8444-555555555555',
  MicrosoftAppId: '66666666-7777-4888-9999-AAAAAAAAAAAA',
  PUBLIC_DOMAIN: 'bot.example.edu',
};
const wordsFile = { file: 'words.yaml', text: readFileSync(join(root, 'deploy', 'teams', 'words.yaml'), 'utf8') };

beforeAll(() => {
  jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('the schema must come from the package'));
});

/** What the official schema says against it. */
const flawsOf = (manifest: Manifest) => AppManifestUtils.validateAgainstSchema(manifest);

function manifestFor(names: Partial<ReturnType<typeof realBase>['knowledge']['programme']> = {}, env: object = {}): Manifest {
  const { knowledge } = realBase();
  const told = { ...knowledge, programme: { ...knowledge.programme, ...names } };
  return manifestOf(readTeamsSettings({ ...settings, ...env }), told, readTeamsWords(wordsFile), '1.2.3');
}

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command as an administrator runs it. */
function runCommand(env: Readonly<Record<string, string>>): Promise<Run> {
  const clean = Object.entries(process.env).filter(([name]) => !/^(TEAMS|Microsoft|PUBLIC|PRIVACY|TERMS|KNOWLEDGE)/i.test(name));
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...Object.fromEntries(clean), ...env } };
    execFile('npm', ['run', '-s', 'teams:package'], options, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

describe('npm run teams:package', () => {
  let run: Run;
  let files: Readonly<Record<string, Uint8Array>>;

  beforeAll(async () => {
    rmSync(zip, { force: true });
    run = await runCommand(settings);
    files = unzipSync(readFileSync(zip));
  });

  test('writes the package, and says what the administrator does next', () => {
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toMatch(/^Written: dist.teams.admissions-assistant\.zip \("Admissions assistant", version \d/);
    expect(run.out).toContain('https://bot.example.edu/api/messages');
    expect(run.out).toMatch(/PRIVACY_URL is not set: the app names https:\/\/bot\.example\.edu\/privacy\n/);
  });

  test('it holds the manifest and the two icons that it names, and nothing else', () => {
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
  });

  test('the manifest holds by the official schema, offline', async () => {
    const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) as Manifest;
    expect(await flawsOf(manifest)).toEqual([]);
    expect(fetch).not.toHaveBeenCalled();
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(manifest).toMatchObject({ id: settings.TEAMS_APP_ID, version, icons: { color: 'color.png', outline: 'outline.png' } });
  });

  test('the colour icon is 192 points wide and high, and covers all of them', () => {
    const { width, height, points } = readPng(files['color.png'] ?? new Uint8Array());
    expect([width, height]).toEqual([192, 192]);
    expect(points.filter(([, , , opacity = 255]) => opacity < 255)).toEqual([]);
  });

  test('the outline icon is 32 points wide and high, and nothing but white on nothing', () => {
    const { width, height, points } = readPng(files['outline.png'] ?? new Uint8Array());
    expect([width, height]).toEqual([32, 32]);
    const seen = points.filter(([, , , opacity]) => opacity !== 0);
    expect(seen.length).toBeGreaterThan(200);
    expect(seen.length).toBeLessThan(700);
    expect(seen.filter(([red, green, blue]) => red !== 255 || green !== 255 || blue !== 255)).toEqual([]);
    expect(readPng(files['outline.png'] ?? new Uint8Array()).points[0]).toEqual([0, 0, 0, 0]);
  });

  test('wrong settings are told, all at once and without a stack trace', async () => {
    const { code, out, err } = await runCommand({ ...settings, TEAMS_APP_ID: '', PUBLIC_DOMAIN: 'https://bot.example.edu' });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^The settings do not hold:\nTEAMS_APP_ID: missing; .*\nPUBLIC_DOMAIN: is no domain; .*\n$/);
  });

  test('a knowledge folder that is not there is told too', async () => {
    const { code, err } = await runCommand({ ...settings, KNOWLEDGE_DIR: 'nowhere' });
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/KNOWLEDGE_DIR: there is no folder nowhere; .*\n$/) as string,
    });
  });
});

test('the manifest: a bot for three scopes and a search, both of the bot in Azure, and no permission asked', () => {
  const manifest = manifestFor();
  const botId = settings.MicrosoftAppId.toLowerCase();
  const scopes = ['personal', 'team', 'groupChat'];
  expect(manifest.bots).toMatchObject([{ botId, scopes, supportsFiles: false, isNotificationOnly: false }]);
  expect(manifest.bots?.[0]?.commandLists?.map((list) => list.scopes)).toEqual(scopes.map((scope) => [scope]));
  expect(manifest.composeExtensions).toMatchObject([
    { botId, commands: [{ id: 'answers', type: 'query', initialRun: true, parameters: [{ name: 'question' }] }] },
  ]);
  expect(manifest.validDomains).toEqual(['bot.example.edu']);
  expect(manifest).not.toHaveProperty('permissions');
  expect(manifest).not.toHaveProperty('authorization');
  expect(manifest).not.toHaveProperty('webApplicationInfo');
});

test('pages and the developer are those that are set', () => {
  const env = {
    TEAMS_DEVELOPER_NAME: 'Admissions Office',
    PRIVACY_URL: 'https://www.example.edu/privacy-notice',
    TERMS_URL: 'https://www.example.edu/terms-of-use',
  };
  expect(manifestFor({}, env).developer).toEqual({
    name: 'Admissions Office',
    websiteUrl: 'https://bot.example.edu/',
    privacyUrl: 'https://www.example.edu/privacy-notice',
    termsOfUseUrl: 'https://www.example.edu/terms-of-use',
  });
});

test('a version of semver is told as Teams takes it', () => {
  const { knowledge } = realBase();
  const version = (of: string) => manifestOf(readTeamsSettings(settings), knowledge, readTeamsWords(wordsFile), of).version;
  expect([version('1.2.3'), version('1.2.3-preview.1+build')]).toEqual(['1.2.3', '1.2.3']);
});

describe('names of other programmes', () => {
  const endless = 'Interdisciplinary Perspectives on Sustainable Development and Global Health Governance '.repeat(60).trim();

  test.each([
    ['Law', 'Law admissions assistant', 'Admissions assistant: Law, Leiden University', 'about Law, with'],
    ['Physics: Theory', 'Physics admissions assistant', 'assistant: Physics: Theory, Leiden', 'Physics: Theory'],
    ['Economics, Research', 'Economics admissions assistant', 'assistant: Economics, Research, L', 'Economics, R'],
    ['Water, Food and Climate (joint)', 'Admissions assistant', 'assistant: Water, Food and Climate (joint), L', 'Climate, with'],
    ['Global Health - Research', 'Admissions assistant', 'assistant: Global Health - Research, L', 'Global Health, with'],
    ['Interdisciplinary Perspectives on Sustainable Development', 'Admissions assistant', 'assistant: Int', 'the programme'],
  ])('of %s: %s', (programme, short, full, about) => {
    const { name, description } = manifestFor({ programme });
    expect(name.short).toBe(short);
    expect(name.full).toContain(full);
    expect(description.short).toContain(about);
  });

  test.each([
    ['long', endless, endless],
    ['long, with a comma', `Economics, ${endless}`, `The University of ${endless}`],
    ['one word', 'Weltwirtschaft'.repeat(400), 'Universität'.repeat(20)],
    ['without spaces', '生物医学科学研究硕士课程'.repeat(400), '莱顿大学'.repeat(30)],
    ['of characters that count twice', '🎓'.repeat(3000), '🎓'.repeat(100)],
    ['beginning with a bracket', '(MSc) Chemistry', 'U'],
    ['of several lines', 'Arts\nand Sciences', 'Two\nLines'],
  ])('a name that is %s keeps the limits', async (_, programme, university) => {
    const manifest = manifestFor({ programme, university });
    const { name, description, developer } = manifest;
    expect(await flawsOf(manifest)).toEqual([]);
    const texts: readonly (readonly [string | undefined, number])[] = [
      [name.short, limits.name.short],
      [name.full, limits.name.full],
      [description.short, limits.description.short],
      [description.full, limits.description.full],
      [developer.name, limits.developer],
    ];
    for (const [text = '', limit] of texts) {
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|\{\w+\}/);
    }
    expect(`${name.short}${name.full}${description.short}${developer.name}`).not.toContain('\n');
  });

  test.each([
    [['too long for it', 'short'], 8, 'short'],
    [['a text of words, cut'], 17, 'a text of words…'],
    [['a text of words'], 15, 'a text of words'],
    [['Donaudampfschifffahrt'], 10, 'Donaudamp…'],
  ])('of %j, in %i characters, stays: %s', (texts, limit, fits) => {
    expect(fitting(texts, limit)).toBe(fits);
  });
});

test('the schema is that which is told of: it refuses a name of 31 characters', async () => {
  const manifest = manifestFor();
  expect(await flawsOf({ ...manifest, name: { short: 'x'.repeat(31) } })).toEqual([expect.stringContaining('/name/short')]);
});

describe('commands', () => {
  const { commandLists = [] } = manifestFor().bots?.[0] ?? {};
  const listed = commandLists.flatMap(({ scopes, commands }) => commands.map((command) => ({ scope: scopes[0], ...command })));

  test('every one keeps the limits of Teams', () => {
    for (const { title, description = '' } of listed) {
      expect(title.length).toBeLessThanOrEqual(limits.command.title);
      expect(description.length).toBeLessThanOrEqual(limits.command.description);
    }
    expect(commandLists.filter(({ commands }) => commands.length > 10)).toEqual([]);
  });

  test.each([
    ['What does it cost?', { kind: 'answer', topics: ['tuition-fee'] }],
    ['Which English test do I need?', { kind: 'answer', topics: ['language-tests'] }],
    ['Which tracks are there?', { kind: 'answer', topics: ['tracks'] }],
    ['Check my eligibility', { kind: 'eligibility' }],
    ['help', { kind: 'command', command: 'help' }],
    ['person', { kind: 'human' }],
    ['start over', { kind: 'command', command: 'restart' }],
    ['cancel', { kind: 'command', command: 'cancel' }],
  ])('the bot understands "%s"', (title, reading) => {
    expect(converse([title], { channel: 'msteams' })[0]?.reading).toMatchObject(reading);
  });

  test('those are all, and what is private is offered in private only', () => {
    const titlesIn = (of: string) => listed.filter(({ scope }) => scope === of).map(({ title }) => title);
    const everywhere = [
      'What does it cost?',
      'Which English test do I need?',
      'Which tracks are there?',
      'help',
      'person',
      'start over',
    ];
    expect(titlesIn('personal').sort()).toEqual([...everywhere, 'Check my eligibility', 'cancel'].sort());
    expect(titlesIn('team').sort()).toEqual([...everywhere].sort());
    expect(titlesIn('groupChat')).toEqual(titlesIn('team'));
  });

  test('a label that does not fit is left out, since cut it would not be understood', () => {
    const { knowledge } = realBase();
    const choices = { ...knowledge.replies.choices, eligibility: 'See whether I meet what is asked of applicants' };
    const told = { ...knowledge, replies: { ...knowledge.replies, choices } };
    const { bots } = manifestOf(readTeamsSettings(settings), told, readTeamsWords(wordsFile), '1.0.0');
    expect(JSON.stringify(bots)).not.toContain('See whether');
  });
});

describe('settings', () => {
  test.each<[object, readonly RegExp[]]>([
    [{ TEAMS_APP_ID: '' }, [/^TEAMS_APP_ID: missing; make one with: node -p "crypto\.randomUUID\(\)"/]],
    [{ TEAMS_APP_ID: ' ' }, [/^TEAMS_APP_ID: missing/]],
    [{ TEAMS_APP_ID: 'our-app' }, [/^TEAMS_APP_ID: is no id of an app; .*01234567-89ab/]],
    [{ MicrosoftAppId: '' }, [/^MicrosoftAppId: missing; copy the Application \(client\) ID/]],
    [{ MicrosoftAppId: 'my-bot' }, [/^MicrosoftAppId: is no app id; copy/]],
    [{ PUBLIC_DOMAIN: '' }, [/^PUBLIC_DOMAIN: missing; .*bot\.example\.edu/]],
    [{ PUBLIC_DOMAIN: 'https://bot.example.edu' }, [/^PUBLIC_DOMAIN: is no domain; .*without https:\/\//]],
    [{ PUBLIC_DOMAIN: 'bot.example.edu/chat' }, [/^PUBLIC_DOMAIN: is no domain/]],
    [{ PUBLIC_DOMAIN: 'localhost' }, [/^PUBLIC_DOMAIN: is no domain/]],
    [{ PUBLIC_DOMAIN: 'bot.example.edu:3978' }, [/^PUBLIC_DOMAIN: is no domain/]],
    [{ PUBLIC_DOMAIN: '*.example.edu' }, [/^PUBLIC_DOMAIN: is no domain/]],
    [{ PUBLIC_DOMAIN: '10.0.0.1' }, [/^PUBLIC_DOMAIN: is no domain/]],
    [{ TEAMS_DEVELOPER_NAME: 'U'.repeat(33) }, [/^TEAMS_DEVELOPER_NAME: is too long; .*32/]],
    [{ PRIVACY_URL: 'http://www.example.edu/privacy' }, [/^PRIVACY_URL: is no address of a page; .*https:/]],
    [{ TERMS_URL: 'www.example.edu/terms' }, [/^TERMS_URL: is no address of a page; .*terms/]],
    [
      { TEAMS_APP_ID: '', MicrosoftAppId: 'x', PUBLIC_DOMAIN: 'y', PRIVACY_URL: 'z' },
      [/^TEAMS_APP_ID: missing/, /^MicrosoftAppId: is no app id/, /^PUBLIC_DOMAIN: is no domain/, /^PRIVACY_URL: /],
    ],
  ])('what is wrong is told, all at once: %j', (env, told) => {
    let message = '';
    try {
      readTeamsSettings({ ...settings, ...env });
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      message = (error as Error).message;
    }
    const lines = message.split('\n');
    expect(lines).toHaveLength(told.length);
    told.forEach((pattern, i) => expect(lines[i]).toMatch(pattern));
  });

  test('what is not there at all counts as what is empty', () => {
    expect(() => readTeamsSettings({})).toThrow(/^TEAMS_APP_ID: missing.*\nMicrosoftAppId: missing.*\nPUBLIC_DOMAIN: missing.*$/);
  });

  test('an address that is longer than Teams takes is told', () => {
    const TERMS_URL = `https://www.example.edu/${'t'.repeat(2048)}`;
    expect(() => readTeamsSettings({ ...settings, TERMS_URL })).toThrow(/^TERMS_URL: is too long; .*2048/);
  });

  test.each(['bot.example.edu', 'Bot.Example.EDU', 'admissions-bot.azurewebsites.net', 'bot.xn--bcher-kva.example'])(
    '%s is a domain',
    (PUBLIC_DOMAIN) => {
      expect(readTeamsSettings({ ...settings, PUBLIC_DOMAIN }).PUBLIC_DOMAIN).toBe(PUBLIC_DOMAIN.toLowerCase());
    },
  );
});

test('words that are too long are told with their place', () => {
  const text = wordsFile.text.replace('Insert an answer', 'Insert an answer from the brochure of the programme');
  expect(() => readTeamsWords({ ...wordsFile, text })).toThrow(/^words\.yaml:\d+:\d+ .*"search\.title".*at most 32 characters/);
});
