import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(__dirname, '..');

interface Import {
  readonly from: string;
  /** A path from the root for our own modules, else the name of the package. */
  readonly to: string;
}

function sourcesOf(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path));
}

/** Every import, type imports and re-exports too. */
const imports: readonly Import[] = ['knowledge', 'dialogs', 'bot', 'deploy'].flatMap(sourcesOf).flatMap((from) => {
  const text = readFileSync(join(root, from), 'utf8');
  const names = [...text.matchAll(/(?:from|require\(|import\()\s*'([^']+)'|^import '([^']+)'/gm)].map(([, a, b]) => a ?? b ?? '');
  return names.map((name) => ({ from, to: name.startsWith('.') ? relative(root, join(root, dirname(from), name)) : name }));
});

const isOurs = (to: string) => /^(knowledge|dialogs|bot|widget|deploy|tests)\b/.test(to) && !to.startsWith('node:');

test('there are imports to look at', () => {
  expect(imports.length).toBeGreaterThan(50);
});

/** Whoever is named on the left may import of ours only what matches on the right. */
test.each([
  ['knowledge/', /^knowledge\//],
  ['dialogs/', /^(dialogs|knowledge)\//],
  ['bot/', /^(bot|dialogs|knowledge)\//],
  ['deploy/', /^(deploy\/|bot\/(config|paths)$|knowledge\/)/],
  ['bot/understand/', /^(bot\/(understand\/|types$)|dialogs\/|knowledge\/)/],
  ['bot/render/', /^(bot\/(render\/|types$)|knowledge\/)/],
  ['bot/reply', /^(bot\/(types|say-(check|hand-over|interview|topic))$|dialogs\/|knowledge\/)/],
  ['bot/types', /^(bot\/hand-over-turn$|dialogs\/|knowledge\/)/],
  ['bot/hand-over-turn', /^dialogs\//],
  ['bot/turn', /^(bot\/(types|hand-over-turn|reply|choices|hand-over|interview|memory|understand\/.*)$|dialogs\/|knowledge\/)/],
  ['bot/interview.ts', /^(bot\/(types|understand\/.*)$|dialogs\/|knowledge\/)/],
  ['bot/hand-over.ts', /^(bot\/(types|hand-over-turn|choices|say-hand-over)$|dialogs\/|knowledge\/)/],
  ['bot/say-', /^(bot\/(types|hand-over-turn|say-.*)$|dialogs\/|knowledge\/)/],
  ['bot/learn/', /^(bot\/(learn\/|understand\/|state\/turn-log$|answer$|turn$|types$)|knowledge\/)/],
  ['bot/report/', /^(bot\/(report\/|learn\/|understand\/lookup$|state\/(feedback|state|turn-log)$)|dialogs\/|knowledge\/)/],
  ['bot/staff/', /^(bot\/(staff\/|learn\/|report\/|state\/|address$|answer$|config$|desk$|log$|paths$)|knowledge\/)/],
])('%s imports of ours only %s', (folder, allowed) => {
  const wrong = imports.filter(({ from, to }) => from.startsWith(folder) && isOurs(to) && !allowed.test(to));
  expect(wrong).toEqual([]);
});

/** A package, or part of Node, and the only places that may know it. */
test.each([
  [/^(botbuilder|botframework-)/, /^bot\/(channels|state)\//],
  [/^libsql$/, /^bot\/state\/sqlite(-backup)?\.ts$/],
  [/^pg$/, /^bot\/state\/postgres(-session)?\.ts$/],
  [/^(ws|jsonwebtoken)$/, /^(bot\/channels\/direct-line|deploy\/smoke)\//],
  [/^rate-limiter-flexible$/, /^bot\/state\/limiter\.ts$/],
  [/^openid-client$/, /^bot\/staff\/provider\.ts$/],
  [/^helmet$/, /^bot\/security-headers\.ts$/],
  [/^fflate$/, /^deploy\/teams\/zip\.ts$/],
  [/^@microsoft\/app-manifest$/, /^deploy\/teams\/manifest\.ts$/],
  [/^restify$/, /^bot\/(restify|server|channels\/direct-line\/routes)\.ts$/],
  [/^luxon$/, /^dialogs\/hand-over\/hours\.ts$/],
  [/^nodemailer$/, /^bot\/delivery\/mail\.ts$/],
  [/^pino$/, /^bot\/observe\/open-log\.ts$/],
  [/^prom-client$/, /^bot\/observe\/(metrics|look-up)\.ts$/],
  [/^@opentelemetry\//, /^bot\/observe\/traces\.ts$/],
  [/^yaml$/, /^knowledge\/(parse|edit)\.ts$/],
  [/^fuse\.js$/, /^bot\/(choices|understand\/(rank|spelling))\.ts$/],
  [
    /^node:(fs|net|http|https|child_process|worker_threads)/,
    /^(knowledge\/load|deploy\/(docker\/runtime|teams\/package|supply-chain\/\w+(-\w+)*)|bot\/(understand\/prepare|learn\/knowledge-folder|living\/(knowledge-thread|living-answerer)|secrets|server|http|security-headers|site|read-json|observe\/serve-metrics|state\/sqlite(-backup)?|channels\/direct-line\/sockets|staff\/(router|serve|staff-thread|teacher)|cli\/\w+))\.ts$/,
  ],
])('%s is known only to %s', (name, places) => {
  const wrong = imports.filter(({ from, to }) => name.test(to) && !places.test(from));
  expect(wrong).toEqual([]);
});

test('only main, and a command of its own, read the environment, only edges know the clock', () => {
  const all = ['knowledge', 'dialogs', 'bot', 'deploy'].flatMap(sourcesOf);
  const using = (pattern: RegExp) => all.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));
  expect(using(/process\.env/)).toEqual([
    'bot/main.ts',
    'bot/cli/backup.ts',
    'bot/cli/learn.ts',
    'bot/cli/report.ts',
    'bot/cli/retention.ts',
    'deploy/teams/package.ts',
  ]);
  expect(using(/new Date\(\)|Date\.now\(/).filter((file) => !/^bot\/(main|cli\/\w+)\.ts$/.test(file))).toEqual([]);
});

test('no sentence of the bot stands in the code: what is said is in YAML', () => {
  const talking = ['bot/turn.ts', 'bot/reply.ts', 'bot/choices.ts', ...sourcesOf('bot/render')];
  const sentences = talking.flatMap(
    (file) =>
      readFileSync(join(root, file), 'utf8')
        .replace(/\/\/.*|\/\*[^]*?\*\//g, '')
        .match(/'[A-Z][^']* [^']*'/g) ?? [],
  );
  expect(sentences).toEqual([]);
});
