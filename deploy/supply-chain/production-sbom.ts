import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses?: readonly (
    { readonly license: { readonly id?: string; readonly name?: string } } | { readonly expression: string }
  )[];
}

/** What we read of a software bill of materials in CycloneDX. */
export interface Sbom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
}

interface Lock {
  readonly name: string;
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devDependencies?: object }>>;
}

/**
 * What the bot brings along when it runs, on any system, by npm itself and from the lockfile alone. npm's own `--omit dev`
 * leaves out whatever a development dependency brings as well (`pg`, say), so the lockfile that it reads has none of those.
 */
export function productionSbom(root: string): Sbom {
  const lock = readJson(join(root, 'package-lock.json')) as Lock;
  const temporary = mkdtempSync(join(tmpdir(), 'sbom-'));
  // npm takes the name of the folder for that of the component.
  const folder = join(temporary, lock.name);
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), JSON.stringify(withoutDev(readJson(join(root, 'package.json')) as object)));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(ofProduction(lock)));
    const what = ['--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
    const text = execFileSync('npm', ['sbom', ...what, '--prefix', folder], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    return JSON.parse(text) as Sbom;
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function ofProduction(lock: Lock): Lock {
  const kept = Object.entries(lock.packages).filter(([, { dev }]) => !dev);
  return { ...lock, packages: Object.fromEntries(kept.map(([path, one]) => [path, withoutDev(one)])) };
}

function withoutDev(one: object): object {
  return { ...one, devDependencies: undefined };
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
