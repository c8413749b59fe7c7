import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { nodeFileTrace } from '@vercel/nft';
import { root } from '../../bot/paths';

/** What can be run there, as `node dist/NAME.js`; of the built commands those that an operator needs. */
const programs = ['main', 'knowledge-thread', 'staff-thread', 'backup', 'knowledge', 'report', 'retention', 'staff'];

/** Read at run time, and so known to no import. */
const data: readonly { readonly folder: string; readonly files: RegExp }[] = [
  { folder: 'knowledge', files: /\.(yaml|txt)$/ },
  { folder: 'dialogs', files: /\.yaml$/ },
  { folder: 'dist/models', files: /\.bin$/ },
  { folder: 'dist/widget', files: /./ },
];

/** npm run runtime -- FOLDER: puts into an empty folder what the bot needs to run, from a build and all its packages. */
async function main(): Promise<void> {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('Name the folder that it is put into: npm run runtime -- FOLDER');
  const target = resolve(folder);
  if (existsSync(target) && readdirSync(target).length > 0) throw new Error(`${target} is not empty`);
  const files = [...(await traced()), ...data.flatMap(filesOf), ...native(), 'package.json'];
  for (const file of new Set(files)) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    // The mode stays: in a container another user reads it.
    cpSync(join(root, file), join(target, file), { dereference: true });
  }
  console.log(`Written: ${relative(process.cwd(), target) || '.'} (${new Set(files).size} files)`);
}

/** The built files, and of all packages the modules that these may load. */
async function traced(): Promise<readonly string[]> {
  const entries = programs.map((name) => join(root, 'dist', `${name}.js`));
  const missing = entries.filter((file) => !existsSync(file));
  if (missing.length > 0) throw new Error(`${missing.join(', ')}: missing; build first: npm run build`);
  // As Node from 20.19 on takes them.
  const conditions = ['node', 'module-sync'];
  const { fileList } = await nodeFileTrace(entries, { base: root, processCwd: root, conditions });
  // It takes every file that is named for one that may be read; what is read at run time is told above.
  const isModule = (file: string) => file.startsWith('node_modules/') || /^dist\/[^/]+\.js$/.test(file);
  return [...fileList].filter(isModule);
}

function filesOf({ folder, files }: (typeof data)[number]): readonly string[] {
  const all = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile() && files.test(entry.name))
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)));
}

/** SQLite is loaded by a name that is put together from that of the system. */
function native(): readonly string[] {
  const folder = 'node_modules/@libsql';
  const { glibcVersionRuntime } = (process.report.getReport() as { header: { glibcVersionRuntime?: string } }).header;
  const libc = process.platform === 'linux' ? (glibcVersionRuntime ? '-gnu' : '-musl') : '';
  const name = readdirSync(join(root, folder)).find((one) => one === `${process.platform}-${process.arch}${libc}`);
  if (name === undefined) throw new Error(`${folder}: nothing for ${process.platform}-${process.arch}${libc}`);
  return filesOf({ folder: `${folder}/${name}`, files: /./ });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
