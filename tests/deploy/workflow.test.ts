import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { root } from '../../bot/paths';
import { npmScripts, scriptsIn, textOf, yamlIn } from './files';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions: object;
  readonly concurrency: object;
  readonly jobs: Readonly<Record<string, { readonly 'timeout-minutes'?: number; readonly strategy?: object; readonly steps: readonly Step[] }>>; // prettier-ignore
}

const files = readdirSync(join(root, '.github', 'workflows')).map((name) => `.github/workflows/${name}`);

function read(file: string) {
  const [workflow] = yamlIn<Workflow>(file);
  if (!workflow) throw new Error(`${file} is empty`);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);
  return { workflow, jobs, steps, commands: steps.flatMap(({ run }) => run ?? []) };
}

describe.each(files)('%s', (file) => {
  const { workflow, jobs, steps, commands } = read(file);

  test('it holds by the schema of GitHub, which finds what is wrong', () => {
    expect(validateWorkflow(textOf(file))).toMatchObject({ errors: [] });
    const { errors } = validateWorkflow(textOf(file).replace('steps:', 'stepz:')) as { readonly errors: readonly object[] };
    expect(errors.length).toBeGreaterThan(0);
  });

  test('each command of npm that it runs is there, and each file', () => {
    const scripts = commands.flatMap(scriptsIn);
    expect(scripts.length).toBeGreaterThan(1);
    expect(scripts.filter((name) => !(name in npmScripts))).toEqual([]);
    const named = commands.join('\n').match(/(?<![\w/])(?:deploy|\.ci)\/[\w./-]+/g) ?? [];
    expect([...named, 'deploy/docker/Dockerfile'].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('it may read and no more, leaves no credentials behind, and ends', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(workflow.concurrency).toHaveProperty('group');
    expect(jobs.map((job) => job['timeout-minutes'] ?? 0)).not.toContain(0);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout'));
    expect(checkouts).toHaveLength(jobs.length);
    for (const checkout of checkouts) expect(checkout.with).toEqual({ 'persist-credentials': false });
  });

  test('each action is pinned to a version, and comes from GitHub or Docker', () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.filter((name) => !/^(actions|docker)\/[\w-]+@(v\d+|[\da-f]{40})$/.test(name))).toEqual([]);
  });

  test('no text that others write becomes part of a command', () => {
    expect(commands.filter((command) => command.includes('${{'))).toEqual([]);
  });
});

test('each change has what .ci/run runs, on each version of Node that is maintained', () => {
  const { workflow } = read('.github/workflows/ci.yml');
  expect(workflow.jobs.check).toMatchObject({ strategy: { matrix: { node: [20, 22, 24] } } });
  expect(workflow.jobs.check?.steps.map(({ run }) => run)).toContain('.ci/run');
});

test('dependencies of npm, of the workflow and of the images are kept up', () => {
  const [dependabot] = yamlIn<{ version: number; updates: readonly { 'package-ecosystem': string; directory: string }[] }>('.github/dependabot.yml'); // prettier-ignore
  expect(dependabot?.version).toBe(2);
  expect(dependabot?.updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions', 'docker', 'docker-compose']); // prettier-ignore
  expect(dependabot?.updates.filter(({ directory }) => !existsSync(join(root, directory)))).toEqual([]);
});
