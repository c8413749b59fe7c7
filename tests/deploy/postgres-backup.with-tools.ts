import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { root } from '../../bot/paths';
import { mortalBot } from '../faults/bot-process';
import { studentOfResponses, type Tally } from '../faults/student';
import { visit } from './visitor';

// With pg_dump of the operating system, which no npm package brings, and a server of the same: deploy/check.sh runs it.
const { PGHOST = '', PGPORT = '', PGUSER = '', PGPASSWORD = '', PATH = '' } = process.env;
const folder = mkdtempSync(join(tmpdir(), 'postgres-backup-'));
const ends: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  await Promise.all(ends.map((end) => end()));
  rmSync(folder, { recursive: true });
});

/** All that must be written otherwise in an address. */
const password = String.raw`p@ss/w:r%d\x41?#&`;
beforeAll(async () => {
  await query(`CREATE ROLE assistant LOGIN PASSWORD '${password}'`);
  for (const name of ['bot', 'empty', 'other']) await query(`CREATE DATABASE ${name} OWNER assistant`);
});
const addressOf = (database: string) =>
  `postgres://assistant:${encodeURIComponent(password)}@${PGHOST}:${PGPORT}/${database}?application_name=test`;

async function query(text: string): Promise<void> {
  const client = new Client({ host: PGHOST, port: Number(PGPORT), user: PGUSER, password: PGPASSWORD, database: 'postgres' });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

/** A script as an operator runs it. */
function run(script: string, file: string, env: Readonly<Record<string, string>>) {
  return new Promise<{ code: number; out: string; err: string }>((done) => {
    execFile(join(root, 'deploy', 'backup', script), [file], { env: { PATH, ...env } }, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

async function startBot(DATABASE_URL: string) {
  const bot = await mortalBot({ DATABASE_URL });
  ends.push(() => bot.kill());
  await bot.start();
  return bot;
}

const backups = join(folder, 'backups');

test('a backup taken while two bots write goes on in an empty database, with an interview where it was', async () => {
  const bots = [await startBot(addressOf('bot')), await startBot(addressOf('bot'))];
  const [first = '', second = ''] = bots.map(({ url }) => url);
  const visitor = await visit(first);
  for (const text of ['am I eligible?', 'BSc', 'IELTS']) await visitor.say(text);
  const before = await visitor.transcript();

  const tally: Tally = { again: 0, asked: 0 };
  const over = new AbortController();
  const others = Array.from({ length: 8 }, (_, n) => studentOfResponses(n % 2 ? first : second, tally));
  const talking = others.map(async (student) => {
    while (!over.signal.aborted) expect(await student.say('what is the tuition fee?')).toContain('18,016');
  });
  mkdirSync(backups);
  const old = join(backups, 'admissions-assistant-20200101T000000Z.dump');
  writeFileSync(old, 'of long ago');
  utimesSync(old, 0, 0);
  const secret = join(folder, 'database-url');
  writeFileSync(secret, `${addressOf('bot')}\n`);
  const { code, out, err } = await run('postgres-backup.sh', backups, { DATABASE_URL_FILE: secret });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  over.abort();
  await Promise.all(talking);
  expect(tally).toEqual({ again: 0, asked: 0 });
  await Promise.all(bots.map((bot) => bot.kill()));

  const file = /^Written: (.+)\n$/.exec(out)?.[1] ?? '';
  expect(readdirSync(backups)).toEqual([file.slice(backups.length + 1)]);
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(await run('postgres-restore.sh', file, { DATABASE_URL: addressOf('empty') })).toMatchObject({ code: 0, err: '' });
  const again = await startBot(addressOf('empty'));
  const returned = visitor.at(again.url);
  expect(await returned.transcript()).toEqual(before);
  await returned.say('6.5');
  expect((await returned.transcript()).at(-1)?.text).toContain('Which of these documents');
  expect(await again.stop()).toBe(0);

  const refused = await run('postgres-restore.sh', file, { DATABASE_URL: addressOf('empty') });
  expect([refused.code, refused.out]).toEqual([1, '']);
  expect(refused.err).toMatch(/^The database is not empty \(\d+ tables\)/);
});

test('what is no database of the bot is not backed up, what is no backup is not restored', async () => {
  const env = { DATABASE_URL: addressOf('other') };
  const before = readdirSync(backups);
  expect(await run('postgres-backup.sh', backups, env)).toMatchObject({
    code: 1,
    err: 'This is not the database of the bot: it holds no transcript.\n',
  });
  const text = join(folder, 'text.dump');
  writeFileSync(text, 'no backup');
  expect((await run('postgres-restore.sh', text, env)).code).toBe(1);
  expect((await run('postgres-backup.sh', backups, { ...env, BACKUP_KEEP_DAYS: 'two' })).err).toBe(
    'BACKUP_KEEP_DAYS: is a number of days, such as 14\n',
  );
  expect((await run('postgres-backup.sh', backups, {})).err).toContain('set it, or DATABASE_URL_FILE, as for the bot');
  expect(readdirSync(backups)).toEqual(before);
});
