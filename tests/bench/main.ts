import { benchBrowser } from './browser';
import { benchLoad } from './load/load';
import { soak } from './load/soak';
import { benchUnderstanding } from './understanding';

/** npm run bench -- load: the parts by their names. */
const parts = new Map([
  ['understanding', benchUnderstanding],
  ['browser', benchBrowser],
  ['load', benchLoad],
]);

/** npm run bench: those that take two minutes at most. */
const quickParts = ['understanding', 'browser'];

/** npm run bench -- soak [minutes] */
const usualSoak = 30;

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  if (named[0] === 'soak') return soak(Number(named[1] ?? usualSoak));
  const unknown = named.filter((name) => !parts.has(name));
  if (unknown.length > 0) {
    console.error(`There is no part ${unknown.join(', ')}. The parts: ${[...parts.keys(), 'soak'].join(', ')}`);
    process.exitCode = 1;
    return;
  }
  const wanted = named.length === 0 ? quickParts : named;
  for (const [name, bench] of parts) if (wanted.includes(name)) await bench();
}

void main();
