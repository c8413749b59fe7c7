import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { root } from '../../bot/paths';
import { openSqlite } from '../../bot/state/sqlite';
import { backUp } from '../../bot/state/sqlite-backup';
import { mortalBot } from '../faults/bot-process';
import { studentOfResponses, type Tally } from '../faults/student';
import { visit } from './visitor';

const folder = mkdtempSync(join(tmpdir(), 'backup-'));
const ends: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  await Promise.all(ends.map((end) => end()));
  rmSync(folder, { recursive: true });
});

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command as an operator runs it. */
function run(script: 'backup' | 'restore', file: string, env: Readonly<Record<string, string>>): Promise<Run> {
  const { PATH = '', HOME = '' } = process.env;
  return new Promise((done) => {
    const options = { cwd: root, env: { PATH, HOME, ...env } };
    execFile('npm', ['run', '-s', script, '--', file].filter(Boolean), options, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

async function startBot(DATA_DIR: string) {
  const bot = await mortalBot({ DATA_DIR });
  ends.push(() => bot.kill());
  await bot.start();
  return bot;
}

test('a backup taken while the bot writes goes on, in another place, with an interview where it was', async () => {
  const [data, elsewhere, file] = [join(folder, 'data'), join(folder, 'elsewhere'), join(folder, 'backups', 'monday.db')];
  const bot = await startBot(data);
  const visitor = await visit(bot.url);
  for (const text of ['am I eligible?', 'BSc', 'IELTS']) await visitor.say(text);
  const before = await visitor.transcript();
  expect(before.at(-1)?.text).toContain('overall IELTS score');

  // Others talk all the while.
  const tally: Tally = { again: 0, asked: 0 };
  const others = Array.from({ length: 8 }, () => studentOfResponses(bot.url, tally));
  const over = new AbortController();
  const talking = others.map(async (student) => {
    while (!over.signal.aborted) expect(await student.say('what is the tuition fee?')).toContain('18,016');
  });
  expect(await run('backup', file, { DATA_DIR: data })).toEqual({ code: 0, out: `Written: ${file}\n`, err: '' });
  over.abort();
  await Promise.all(talking);
  expect(tally).toEqual({ again: 0, asked: 0 });
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readdirSync(join(folder, 'backups'))).toEqual(['monday.db']);
  await bot.kill();
  rmSync(data, { recursive: true });

  expect(await run('restore', file, { DATA_DIR: elsewhere })).toMatchObject({ code: 0, err: '' });
  const again = await startBot(elsewhere);
  const returned = visitor.at(again.url);
  expect(await returned.transcript()).toEqual(before);
  await returned.say('6.5');
  expect((await returned.transcript()).at(-1)?.text).toContain('Which of these documents');
  expect(await again.stop()).toBe(0);
});

describe('is refused, and leaves all as it was', () => {
  const whole = join(folder, 'whole.db');
  const place = (name: string, files: Readonly<Record<string, string>> = {}) => {
    mkdirSync(join(folder, name), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), text);
    return join(folder, name);
  };
  beforeAll(() => {
    openSqlite(join(folder, 'state.db')).close();
    backUp(join(folder, 'state.db'), whole);
  });

  test('a backup of a database that is not there', async () => {
    const DATA_DIR = place('nothing');
    const { code, err } = await run('backup', join(folder, 'of-nothing.db'), { DATA_DIR });
    expect({ code, err }).toEqual({ code: 1, err: `${join(DATA_DIR, 'state.db')} is not there: there is nothing to back up\n` });
    expect(existsSync(join(DATA_DIR, 'state.db'))).toBe(false);
  });

  test('a backup over another', async () => {
    const DATA_DIR = place('kept');
    copyFileSync(whole, join(DATA_DIR, 'state.db'));
    const file = join(place('full', { 'b.db': 'of yesterday' }), 'b.db');
    expect(await run('backup', file, { DATA_DIR })).toMatchObject({
      code: 1,
      err: `${file} is there already; name another file\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('of yesterday');
  });

  test.each(['state.db', 'state.db-wal', 'state.db-shm'])('restoring where there is a %s', async (name) => {
    const DATA_DIR = place(`has-${name}`, { [name]: 'kept' });
    const { code, err } = await run('restore', whole, { DATA_DIR });
    expect({ code, err }).toEqual({
      code: 1,
      err: `${join(DATA_DIR, name)}: there already; stop the bot and move it away first\n`,
    });
    expect(readdirSync(DATA_DIR)).toEqual([name]);
  });

  test.each<[string, () => string, RegExp]>([
    ['nothing', () => join(folder, 'none.db'), /none\.db is not there\n$/],
    ['a text', () => join(place('text', { 'a.db': 'no database, but long enough for one'.repeat(99) }), 'a.db'), /This is no backup of the bot: .*not a database\n$/], // prettier-ignore
    ['an empty file', () => join(place('empty', { 'a.db': '' }), 'a.db'), /it holds nothing of the bot\n$/],
    ['half of a backup', () => halfOf(whole), /This is no backup of the bot: .+\n$/],
    ['a newer one', () => newer(), /it was written by a newer version of the bot\n$/],
  ])('restoring %s', async (_, make, problem) => {
    const DATA_DIR = mkdtempSync(join(folder, 'to-'));
    const { code, err } = await run('restore', make(), { DATA_DIR });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(problem) as string });
    expect(readdirSync(DATA_DIR)).toEqual([]);
  });

  function halfOf(file: string): string {
    const half = join(folder, 'half.db');
    const bytes = readFileSync(file);
    writeFileSync(half, bytes.subarray(0, bytes.length / 2));
    return half;
  }

  function newer(): string {
    const file = join(folder, 'newer.db');
    copyFileSync(whole, file);
    const db = new Database(file);
    db.exec('PRAGMA user_version = 999');
    db.close();
    return file;
  }

  test.each<[string, string, Readonly<Record<string, string>>, RegExp]>([
    ['without a file', '', {}, /^Back up the database in DATA_DIR/],
    ['where PostgreSQL is used', 'a.db', { DATABASE_URL: 'postgres://u:p@h/n' }, /^DATABASE_URL is set: .*postgres-backup\.sh/],
    ['with wrong settings', 'a.db', { PORT: 'x' }, /^The settings do not hold:\nPORT: /],
  ])('%s', async (_, file, env, problem) => {
    for (const script of ['backup', 'restore'] as const) {
      const { code, out, err } = await run(script, file, env);
      expect({ code, out, err }).toEqual({ code: 1, out: '', err: expect.stringMatching(problem) as string });
    }
  });
});
