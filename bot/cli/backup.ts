import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError } from '../config';
import { loadConfig } from '../load-config';
import { tell } from '../log';
import { backUp, NoBackup, restore } from '../state/sqlite-backup';

const usage = `Back up the database in DATA_DIR, also while the bot runs:   npm run backup -- FILE
Put a backup into a DATA_DIR that has none:                    npm run restore -- FILE`;

/** npm run backup, npm run restore: for SQLite; PostgreSQL has commands of its own. */
function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { restore: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  const [file, ...more] = positionals;
  if (values.help || file === undefined || more.length > 0) throw new NoBackup(usage);
  const { DATABASE_URL: url, DATA_DIR: folder } = loadConfig(process.env);
  if (url !== undefined)
    throw new NoBackup('DATABASE_URL is set: back PostgreSQL up with deploy/backup/postgres-backup.sh (docs/operator.md)');
  const [path, database] = [resolve(file), join(folder, 'state.db')];
  // What students wrote is in it: nobody else may read the file.
  process.umask(0o077);
  mkdirSync(dirname(values.restore ? database : path), { recursive: true });
  if (values.restore) restore(path, database);
  else backUp(database, path);
  console.log(values.restore ? `Restored to ${database}. Start the bot.` : `Written: ${path}`);
}

try {
  main();
} catch (error) {
  if (error instanceof NoBackup) console.error(error.message);
  else console.error(error instanceof ConfigError ? `The settings do not hold:\n${error.message}` : tell(error));
  process.exitCode = 1;
}
