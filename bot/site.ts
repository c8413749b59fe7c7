import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** A file of the website part, ready to be sent. */
export interface Asset {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<Encoding, Buffer>>;
}

export type Encoding = 'br' | 'gzip' | 'identity';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** What the demonstration page may do: nothing but its own scripts, styles and calls. The widget works under it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** A name with a hash never changes what it stands for. */
const hashed = /-[A-Z0-9]{8}\.\w+$/i;

/** The widget and its demonstration page, by their path; empty if they were not built. They are few and small, so all are kept. */
export function readSite(folder: string): ReadonlyMap<string, Asset> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder).filter((name) => types[extname(name)] !== undefined);
  return new Map(
    names.map((name) => [name === 'index.html' ? '/' : `/${name}`, assetOf(name, readFileSync(join(folder, name)))]),
  );
}

function assetOf(name: string, bytes: Buffer): Asset {
  const type = types[extname(name)] ?? 'application/octet-stream';
  return {
    headers: {
      'Content-Type': type,
      ETag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 20)}"`,
      'Cache-Control': hashed.test(name) ? 'public, max-age=31536000, immutable' : 'public, max-age=300, must-revalidate',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept-Encoding',
      ...(name.endsWith('.html')
        ? { 'Content-Security-Policy': policy, 'Referrer-Policy': 'no-referrer' }
        : // Scripts and styles are for pages of other sites as well.
          { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' }),
    },
    body: { br: brotliCompressSync(bytes), gzip: gzipSync(bytes, { level: 9 }), identity: bytes },
  };
}

/** The best that the client takes. */
export function encodingFor(accepted: string | undefined): Encoding {
  const names = (accepted ?? '').split(',').flatMap((part) => {
    const [name = '', quality = ''] = part.split(';').map((one) => one.trim());
    return /^q=0(\.0+)?$/.test(quality) ? [] : [name];
  });
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : 'identity';
}
