import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sqliteState } from '../../../bot/state/open-state';
import { openSqlite } from '../../../bot/state/sqlite';
import { smallBase } from './small-base';

const place = mkdtempSync(join(tmpdir(), 'learn-command-'));
const knowledge = join(place, 'knowledge');
const data = join(place, 'data');
const root = join(__dirname, '..', '..', '..');
const dist = join(root, 'dist');
const at = new Date('2026-11-23T09:00:00Z');

beforeAll(async () => {
  for (const { file, text } of smallBase) {
    mkdirSync(dirname(join(knowledge, file)), { recursive: true });
    writeFileSync(join(knowledge, file), text);
  }
  const state = sqliteState(openSqlite(join(data, 'state.db')));
  for (const question of ['what does the caboodle set me back', 'is there a harp', 'who won the match'])
    await state.turnLog.miss({ at, why: 'declined', question, topics: [], knowledge: 'k' });
  await state.close();
});

afterAll(() => rmSync(place, { recursive: true }));

/** Runs a command as it was built, with these lines piped in. */
async function run(command: string, args: readonly string[], lines: readonly string[] = []) {
  const env = { PATH: process.env.PATH, DATA_DIR: data, KNOWLEDGE_DIR: knowledge };
  const child = spawn(process.execPath, [join(dist, `${command}.js`), ...args], { env, cwd: place });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said: said.join('') };
}

const textOf = (file: string) => readFileSync(join(knowledge, file), 'utf8');

test('the missed are gone through by lines that are piped in, and come no more', async () => {
  const ours = readFileSync(join(dist, 'models', 'learnt.bin')).length;
  const { code, said } = await run('learn', [], ['tuition-fee', 'y', 'n', 'harp', 'Harps', 'harps', 'location', 'not-covered/living.yaml', '', 'i', 'n']); // prettier-ignore
  expect(said).toContain('1 of 3');
  expect(said).toContain('npm run knowledge');
  expect(code).toBe(0);
  const changed = readdirSync(knowledge, { recursive: true, encoding: 'utf8' }).filter((file) => {
    const before = smallBase.find((one) => one.file === file)?.text;
    return file.endsWith('.yaml') && before !== textOf(file);
  });
  expect(changed).toContain(join('phrasings', 'harp.yaml'));
  expect(textOf('not-covered/living.yaml')).toContain('- id: harp\n  title: Harps\n  about: harps\n  near: [location]\n');
  expect((await run('learn', [])).said).toContain('There is no missed question that nobody has looked at.');
  expect(readFileSync(join(dist, 'models', 'learnt.bin')).length).toBe(ours);
});

test('what is wrong with the settings or the knowledge base is told, and nothing is done', async () => {
  expect(await run('learn', ['--folder', join(place, 'nowhere')])).toMatchObject({ code: 1 });
  const { code, said } = await run('report', ['--days', '0', '--out', join(place, 'report')]);
  expect([code, said]).toEqual([1, expect.stringMatching(/^--days 0: expected a whole number from 1 on\n\nWhat was asked/)]);
});
