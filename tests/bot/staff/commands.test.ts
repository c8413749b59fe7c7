import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isPassword } from '../../../bot/staff/password';

const command = join(__dirname, '..', '..', '..', 'dist', 'staff.js');

/** As it was built, with this piped in. */
async function run(args: readonly string[], input: string) {
  const child = spawn(process.execPath, [command, ...args], { env: { PATH: process.env.PATH } });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...said };
}

test('a password that is piped in is printed as its hash, and nowhere as itself', async () => {
  const { code, out, err } = await run(['password'], 'correct horse battery staple\n');
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[^$\n]+\$[^$\n]+\n$/);
  expect(await isPassword('correct horse battery staple', out.trim())).toBe(true);
});

test.each([
  ['short\n', /at least 12 characters/],
  ['', /at least 12 characters/],
  ['aaaaaaaaaaaaaaaa\n', /over and over/],
])('%j is refused', async (input, why) => {
  const { code, out, err } = await run(['password'], input);
  expect([code, out, err]).toEqual([1, '', expect.stringMatching(why)]);
});

test('without the word it says what it is for', async () => {
  expect((await run([], '')).out).toContain('npm run staff -- password');
});
