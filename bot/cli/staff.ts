import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { tell } from '../log';
import { hashOf, weaknessOf } from '../staff/password';

const usage = `Make the password for the pages at /staff:  npm run staff -- password
It is asked for, or read from a line that is piped in; the line for STAFF_PASSWORD_HASH is printed.`;

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  if (positionals.join(' ') !== 'password') return console.log(usage);
  const password = await readPassword();
  const weakness = weaknessOf(password);
  if (weakness !== undefined) throw new Refusal(weakness);
  console.log(await hashOf(password));
}

/** What is wrong with what was typed. */
class Refusal extends Error {}

/** Twice in a terminal, since nobody sees what is typed there. */
async function readPassword(): Promise<string> {
  const { ask, close } = openTerminal();
  try {
    const password = await ask('Password: ');
    if (process.stdin.isTTY && (await ask('And once more: ')) !== password) throw new Refusal('These were two different ones.');
    return password;
  } finally {
    close();
  }
}

function openTerminal() {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: process.stdin.isTTY });
  const lines: AsyncIterator<string, undefined> = reader[Symbol.asyncIterator]();
  return {
    ask: async (prompt: string): Promise<string> => {
      if (process.stdin.isTTY) process.stderr.write(prompt);
      const { value = '' } = await lines.next();
      if (process.stdin.isTTY) process.stderr.write('\n');
      return value;
    },
    close: () => reader.close(),
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof Refusal ? error.message : tell(error));
  process.exitCode = 1;
});
