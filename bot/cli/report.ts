import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { KnowledgeError, loadKnowledge } from '../../knowledge/load';
import { ConfigError } from '../config';
import { readyIndex } from '../learn/ready-index';
import { loadConfig } from '../load-config';
import { consoleLog, tell } from '../log';
import { modelFolder, root } from '../paths';
import { makeReport } from '../report/make-report';
import { periodOf } from '../report/period';
import { writeHtml } from '../report/write-html';
import { writeMarkdown } from '../report/write-markdown';
import { writeText } from '../report/write-text';
import { openState } from '../state/open-state';

const usage = `What was asked in the last seven days:   npm run report
In the last so many days:                npm run report -- --days 30
From one day to another, both included:  npm run report -- --from 2026-11-01 --to 2026-11-30
Where report.md and report.html go:      npm run report -- --out report`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      days: { type: 'string' },
      out: { type: 'string', default: join(root, 'report') },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(usage);
  const period = periodOf(values, new Date());
  const config = loadConfig(process.env);
  const state = await openState(config, consoleLog);
  try {
    const blocks = await makeReport(period, state, readyIndex(loadKnowledge(config.KNOWLEDGE_DIR), modelFolder));
    mkdirSync(values.out, { recursive: true });
    writeFileSync(join(values.out, 'report.md'), writeMarkdown(blocks));
    writeFileSync(join(values.out, 'report.html'), writeHtml(blocks));
    console.log(writeText(blocks));
    console.log(`Written to ${join(values.out, 'report.html')} and report.md.`);
  } finally {
    await state.close();
  }
}

main().catch((error: unknown) => {
  const what = error instanceof KnowledgeError ? 'The knowledge base does not hold' : 'The settings do not hold';
  const isTold = error instanceof KnowledgeError || error instanceof ConfigError;
  const isUsage = error instanceof Error && error.message.startsWith('--');
  console.error(isTold ? `${what}:\n${error.message}` : isUsage ? `${error.message}\n\n${usage}` : tell(error));
  process.exitCode = 1;
});
