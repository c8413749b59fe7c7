import { benchBrowser } from './browser';
import { benchUnderstanding } from './understanding';

/** npm run bench: all parts, or the ones that are named. */
const parts = new Map([
  ['understanding', benchUnderstanding],
  ['browser', benchBrowser],
]);

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !parts.has(name));
  if (unknown.length > 0) {
    console.error(`There is no part ${unknown.join(', ')}. The parts: ${[...parts.keys()].join(', ')}`);
    process.exitCode = 1;
    return;
  }
  for (const [name, bench] of parts) if (named.length === 0 || named.includes(name)) await bench();
}

void main();
