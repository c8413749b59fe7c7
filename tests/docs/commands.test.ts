import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const read = (...path: readonly string[]) => readFileSync(join(root, ...path), 'utf8');
const filesIn = (folder: string, end: string) =>
  readdirSync(join(root, folder)).filter((file) => file.endsWith(end)).map((file) => join(folder, file)); // prettier-ignore

const documents = ['README.md', join('knowledge', 'README.md'), join('deploy', 'README.md'), ...filesIn('docs', '.md')];
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

interface Command {
  readonly script: string;
  readonly args: readonly string[];
  /** The file that is read in. */
  readonly input?: string;
}

/** In a block, up to its comment, or in a sentence. */
const told = /(?:^ {4}|`|&& )npm (?:run )?(?:-s )?([\w:]+)((?: --)?(?: [^\n`#]*)?)/gm;

/** What stands in the documents, each once. */
const commands = [...new Map(documents.flatMap((file) => commandsIn(read(file))).map((one) => [nameOf(one), one])).values()];

function commandsIn(text: string): readonly Command[] {
  return [...text.matchAll(told)].map(([, script = '', rest = '']) => {
    const [typed = '', input] = (rest.split('&&')[0] ?? '').split(' < ');
    const words = typed.match(/"[^"]*"|[^\s"]+/g) ?? [];
    const args = (words[0] === '--' ? words.slice(1) : words).map((word) => word.replace(/^"(.*)"$/, '$1'));
    return { script, args, ...(input === undefined ? {} : { input: input.trim() }) };
  });
}

function nameOf({ script, args }: Command): string {
  return [script, ...args].join(' ');
}

/** npm's own. */
const ofNpm = ['ci', 'test', 'install', 'version'];

/** Commands that wait for somebody, need something that is not here, or never end, by the test that runs each as a person would; with a star, whatever follows. */
const byTests: Readonly<Record<string, string>> = {
  start: 'tests/bot/commands.test.ts',
  chat: 'tests/bot/commands.test.ts',
  learn: 'tests/bot/learn/commands.test.ts',
  'knowledge --watch': 'tests/bot/commands.test.ts',
  'staff password': 'tests/bot/staff/commands.test.ts',
  'teams:package': 'tests/deploy/teams-package.test.ts',
  'runtime *': 'tests/deploy/image.test.ts',
  licences: 'tests/deploy/supply-chain.test.ts',
  sbom: 'tests/deploy/supply-chain.test.ts',
  'smoke *': 'tests/deploy/smoke.test.ts',
  'backup *': 'tests/deploy/backup.test.ts',
  'restore *': 'tests/deploy/backup.test.ts',
};

const workflows = existsSync(join(root, '.github', 'workflows')) ? filesIn(join('.github', 'workflows'), '.yml') : [];
const ci = [read('.ci', 'run'), ...workflows.map((file) => read(file)), scripts.check ?? ''].join('\n');
const isByCi = ({ script, args }: Command) => ci.includes(args.length === 0 ? `npm run ${script}` : `npm run ${script} -- ${args.join(' ')}`) || ci.includes(`npm run -s ${script}`); // prettier-ignore

const place = mkdtempSync(join(tmpdir(), 'commands-'));
afterAll(() => rmSync(place, { recursive: true }));
beforeAll(() => {
  writeFileSync(join(place, 'questions.txt'), 'How much is it?\n');
  for (const file of ['old.txt', 'new.txt']) writeFileSync(join(place, file), read('knowledge', 'sources', 'brochure.txt'));
});

/** As it was built, in a place of its own. */
async function run({ script, args, input }: Command) {
  const [, built = ''] = /(dist\/[\w-]+\.js)$/.exec(scripts[script] ?? '') ?? [];
  const env = { PATH: process.env.PATH, DATA_DIR: join(place, 'data') };
  const child = spawn(process.execPath, [join(root, built), ...args], { env, cwd: place, stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  child.stdin.end(input === undefined ? '' : readFileSync(join(place, input)));
  const [code] = (await once(child, 'close')) as [number];
  return { code, complaint };
}

test('commands are found', () => {
  expect(commands.length).toBeGreaterThan(20);
});

test.each(commands.map((command) => [nameOf(command), command] as const))('npm run %s is there', (_name, { script }) => {
  expect([...ofNpm, ...Object.keys(scripts)]).toContain(script);
});

const elsewhere = (command: Command) =>
  [nameOf(command), `${command.script} *`].some((name) => name in byTests) || ofNpm.includes(command.script) || isByCi(command);

test.each(Object.entries(byTests))('npm run %s is run by %s', (name, file) => {
  const [script = '', flag] = name.split(' ');
  const [, built = script] = /dist\/([\w-]+)\.js$/.exec(scripts[script] ?? '') ?? [];
  expect(read(file)).toMatch(new RegExp(`'(?:${script}|${built}|${built}\\.js)'`));
  if (flag !== undefined && flag !== '*') expect(read(file)).toContain(`'${flag}'`);
});

const here = commands.filter((one) => !elsewhere(one)).map((command) => [nameOf(command), command] as const);

// What another suite happens to have built would do on one machine and not on the next.
test.each(here)('npm run %s runs what npm run build makes', (_name, { script }) => {
  const [, built = ''] = /dist\/([\w-]+)\.js$/.exec(scripts[script] ?? '') ?? [];
  expect(scripts.build).toMatch(new RegExp(`/${built}\\.ts `));
});

test.each(here)('npm run %s does what it is told to', async (_name, command) => {
  expect(await run(command)).toEqual({ code: 0, complaint: '' });
});
