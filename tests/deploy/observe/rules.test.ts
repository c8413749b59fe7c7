import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../../../bot/paths';
import { dashboard, metricsOf, rules } from './queries';

const read = (...path: readonly string[]) => readFileSync(join(root, ...path), 'utf8');

/** The headings of the page, as they are linked to. */
const headings = [...read('docs', 'observability.md').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
  heading.toLowerCase().replace(/[^\w\s-]/g, '').trim().replace(/\s+/g, '-')); // prettier-ignore

test.each(rules.map((rule) => [rule.alert, rule] as const))('%s says what it is, and leads to what to do', (_, rule) => {
  const { summary, description, runbook_url: runbook = '' } = rule.annotations;
  expect(summary).toMatch(/\.$/);
  expect(description).toMatch(/\.$/);
  expect(rule.labels.severity).toMatch(/^(critical|warning)$/);
  const [page, heading] = runbook.split('#');
  expect(page).toBe('docs/observability.md');
  expect(headings).toContain(heading);
});

test('each alert is seen to fire in the tests of the rules, and each runbook belongs to one', () => {
  const tested = read('deploy', 'observe', 'alerts.test.yaml');
  for (const { alert } of rules) expect(tested).toContain(alert);
  const { runbook } =
    /## What each alert means\n(?<runbook>[^]*?)(?=\n## |$)/.exec(read('docs', 'observability.md'))?.groups ?? {};
  expect(runbook?.match(/^### /gm)).toHaveLength(rules.length);
});

test('what is looked at is found in a query', () => {
  expect(metricsOf('a{b="c"} / on (d) sum by (e) (rate(f_total[5m]))')).toEqual(['a', 'f_total']);
});

test('the dashboard has a row for each thing, and a query in each panel', () => {
  const rows = dashboard.panels.filter(({ type }) => type === 'row').map(({ title }) => title);
  expect(rows).toEqual([
    'How it stands',
    'Turns',
    'How long it takes',
    'What fails',
    'Storage',
    'Sockets and questions for a person',
    'Process',
  ]);
  for (const { type, title, targets = [] } of dashboard.panels)
    expect([title, type === 'row' || targets.length > 0]).toEqual([title, true]);
});

test('the example scrapes the job that the rules and the dashboard look for', () => {
  const { scrape_configs: jobs, rule_files: files } = parse(read('deploy', 'observe', 'prometheus.yaml')) as {
    readonly scrape_configs: readonly { readonly job_name: string }[];
    readonly rule_files: readonly string[];
  };
  expect(jobs.map(({ job_name: name }) => name)).toEqual(['admissions']);
  expect(files).toEqual(['alerts.yaml']);
});
