import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

const source = dirname(fileURLToPath(import.meta.url));
const target = join(source, '..', 'dist', 'widget');

/** In bytes, as brotli sends them. */
const limits = { loader: 2_000, chat: 13_000 };

/** A style sheet comes as its minified text: it goes into the shadow root as a constructable one, so no CSP needs `unsafe-inline`. */
const styleSheets = {
  name: 'style-sheets',
  setup({ onLoad }) {
    onLoad({ filter: /styles[\\/].*\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code, loader: 'text' };
    });
  },
};

const common = {
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022', 'safari16.4'],
  outdir: target,
  plugins: [styleSheets],
  logLevel: 'warning',
  metafile: true,
};

await rm(target, { recursive: true, force: true });
const chat = await build({ ...common, entryPoints: [join(source, 'chat.ts')], entryNames: '[name]-[hash]' });
const chatFile = nameOf(chat);
await build({
  ...common,
  entryPoints: { widget: join(source, 'loader.ts') },
  define: { CHAT_FILE: JSON.stringify(chatFile) },
});
await build({ ...common, plugins: [], entryPoints: [join(source, 'demo', 'demo.ts'), join(source, 'demo', 'demo.css')] });
await writeFile(join(target, 'index.html'), await readFile(join(source, 'demo', 'index.html')));

const sizes = [await sizeOf('widget.js', limits.loader), await sizeOf(chatFile, limits.chat)];
for (const { name, raw, gzip, brotli, limit } of sizes)
  console.log(`${name}: ${raw} bytes, gzip ${gzip}, brotli ${brotli} (at most ${limit})`);
if (sizes.some(({ brotli, limit }) => brotli > limit)) {
  console.error('The widget has grown beyond its limit.');
  process.exitCode = 1;
}

function nameOf({ metafile }) {
  const [file] = Object.keys(metafile.outputs);
  return file.slice(file.lastIndexOf('/') + 1);
}

async function sizeOf(name, limit) {
  const bytes = await readFile(join(target, name));
  return { name, limit, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
}
