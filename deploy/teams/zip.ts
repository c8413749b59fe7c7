import { strToU8, zipSync } from 'fflate';
import type { Manifest } from './manifest';

/** The package as Teams takes it: the manifest and both icons at its top. The same contents give the same bytes. */
export function zipOf(manifest: Manifest, icons: Readonly<Record<'color' | 'outline', Uint8Array>>): Uint8Array {
  const files = {
    'manifest.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`),
    'color.png': icons.color,
    'outline.png': icons.outline,
  };
  // The first day that a zip can name.
  return zipSync(files, { level: 9, mtime: new Date(1980, 0, 1) });
}
