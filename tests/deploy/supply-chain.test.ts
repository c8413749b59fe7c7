import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeLicences } from '../../deploy/supply-chain/judge-licences';
import type { Component } from '../../deploy/supply-chain/production-sbom';

const root = join(__dirname, '..', '..');

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
}

const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
const all = (JSON.parse(lockText) as { readonly packages: Readonly<Record<string, Locked>> }).packages;
const packages = Object.fromEntries(Object.entries(all).filter(([path]) => path !== ''));

/** A command as a person runs it. */
function run(script: string): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    execFile('npm', ['run', '-s', script], { cwd: root }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

describe('the lockfile', () => {
  test('holds the hash of every package', () => {
    expect(Object.keys(packages).length).toBeGreaterThan(500);
    expect(Object.entries(packages).filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
  });

  test('names no place that packages come from: each installs from a registry of their own', () => {
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(lockText).not.toMatch(/registry|\.tgz|git\+|"(?:file|link):/i);
  });
});

test('npm run licences: every licence of what the running bot brings along is on the list', async () => {
  const { code, out, err } = await run('licences');
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(out).toMatch(/^ +\d+ {2}MIT$/m);
});

describe('npm run sbom', () => {
  interface Whole {
    readonly bomFormat: string;
    readonly specVersion: string;
    readonly serialNumber: string;
    readonly metadata: { readonly component: Component };
    readonly components: readonly (Component & { readonly 'bom-ref': string; readonly hashes: readonly object[] })[];
    readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  }
  let text: string;
  let sbom: Whole;

  beforeAll(async () => {
    expect(await run('sbom')).toMatchObject({ code: 0, err: '' });
    text = readFileSync(join(root, 'dist', 'sbom.json'), 'utf8');
    sbom = JSON.parse(text) as Whole;
  });

  test('writes CycloneDX, of this program', () => {
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'admissions-assistant' } } });
    expect(sbom.specVersion).toMatch(/^1\.[5-9]$/);
    expect(sbom.serialNumber).toMatch(/^urn:uuid:[\da-f-]{36}$/);
  });

  test('it lists exactly what the lockfile has for production, on any system, each with its hash', () => {
    const locked = Object.entries(packages).filter(([, { dev }]) => !dev);
    const expected = locked.map(([path, { version }]) => `${path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`);
    const listed = sbom.components.map(({ name, version }) => `${name}@${version}`);
    expect(listed.sort()).toEqual([...new Set(expected)].sort());
    expect(listed).toEqual(expect.arrayContaining([expect.stringMatching(/^pg@/), expect.stringMatching(/^botbuilder@/)]));
    expect(sbom.components.filter(({ hashes }) => hashes.length === 0)).toEqual([]);
  });

  test('what depends on what names only what is listed', () => {
    const refs = new Set([...sbom.components.map((one) => one['bom-ref']), sbom.dependencies[0]?.ref]);
    expect(sbom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !refs.has(ref))).toEqual([]);
  });

  test('it names no registry, and nothing of the machine that it was made on', () => {
    expect(text).not.toMatch(/registry|\.tgz/i);
    expect(text).not.toContain(root);
  });
});

describe('a licence', () => {
  const component = { name: 'a', version: '1.0.0', purl: 'pkg:npm/a@1.0.0' };
  const judge = (licenses: Component['licenses'], excepted: readonly { readonly of: string; readonly why: string }[] = []) =>
    judgeLicences([licenses ? { ...component, licenses } : component], ['MIT', 'ISC'], excepted).problems;

  test.each<[string, Component['licenses']]>([
    ['on the list', [{ license: { id: 'MIT' } }]],
    ['of several on the list', [{ license: { id: 'MIT' } }, { license: { id: 'ISC' } }]],
    ['to be chosen, of which one is on the list', [{ expression: '(GPL-3.0-only OR MIT)' }]],
    ['of several that all hold, all on the list', [{ expression: 'MIT AND ISC' }]],
  ])('%s is taken', (_, licenses) => {
    expect(judge(licenses)).toEqual([]);
  });

  test.each<[string, Component['licenses'], string]>([
    ['not on the list', [{ license: { id: 'GPL-3.0-only' } }], 'a@1.0.0: GPL-3.0-only is not on the list of licences'],
    [
      'beside one that is not',
      [{ expression: 'MIT AND GPL-3.0-only' }],
      'a@1.0.0: MIT AND GPL-3.0-only is not on the list of licences',
    ],
    ['of several, one not on the list', [{ license: { id: 'MIT' } }, { license: { id: 'GPL-2.0' } }], 'a@1.0.0: (MIT) AND (GPL-2.0) is not on the list of licences'], // prettier-ignore
    ['in words', [{ license: { name: 'see LICENSE' } }], 'a@1.0.0: see LICENSE is not on the list of licences'],
    ['that is not told', undefined, 'a@1.0.0: no licence is not on the list of licences'],
  ])('%s is refused', (_, licenses, problem) => {
    expect(judge(licenses)).toEqual([problem]);
  });

  test('is excepted for one version only, and no longer than it must be', () => {
    expect(judge(undefined, [{ of: 'a@1.0.0', why: 'asked' }])).toEqual([]);
    expect(judge(undefined, [{ of: 'a@0.9.0', why: 'asked' }])).toHaveLength(2);
    expect(judge([{ license: { id: 'MIT' } }], [{ of: 'a@1.0.0', why: 'asked' }])).toEqual([
      'a@1.0.0: the exception is not needed any more',
    ]);
  });
});
