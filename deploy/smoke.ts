import { parseArgs } from 'node:util';
import { checksOf } from './smoke/checks';

const usage = `npm run smoke -- https://bot.example.edu                        whether a deployed bot works, as a visitor sees it
npm run smoke -- https://bot.example.edu --question "How much is it?" --expect "18,016"`;

/** npm run smoke: exit code 1 if anything is wrong; what is only doubtful is told. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      question: { type: 'string', default: 'What is the tuition fee?' },
      expect: { type: 'string', default: '' },
      // For a proxy that answers plain HTTP at another port than 80.
      plain: { type: 'string' },
    },
  });
  const [address = '', ...more] = positionals;
  if (!/^https?:\/\/[^/]+\/?$/.test(address) || more.length > 0) throw new Error(usage);
  const url = new URL(address).origin;
  const plain = values.plain ?? (url.startsWith('https:') ? `http://${new URL(url).hostname}` : undefined);
  for (const { name, run } of checksOf({ url, plain, question: values.question, expect: values.expect })) {
    const begun = performance.now();
    const { is, what } = await run().catch((error: unknown) => ({ is: 'FAIL' as const, what: reasonOf(error) }));
    console.log(`${is.padEnd(4)}  ${name.padEnd(10)} ${(performance.now() - begun).toFixed(0).padStart(6)} ms  ${what}`);
    if (is === 'FAIL') process.exitCode = 1;
  }
}

/** What fetch throws says only in its cause why. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { message?: string; code?: string } };
  return [...new Set([message, cause?.message, cause?.code])].filter(Boolean).join(': ');
}

main().catch((error: unknown) => {
  console.error(reasonOf(error));
  process.exitCode = 2;
});
