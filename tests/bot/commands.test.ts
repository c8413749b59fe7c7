import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../postgres/until';

const root = join(__dirname, '..', '..');
const dist = (name: string) => join(root, 'dist', `${name}.js`);

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a built command with what is typed into it. */
function run(name: string, args: readonly string[], input = '', env: Record<string, string> = {}): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [dist(name), ...args], { env: { ...process.env, ...env } }, (_error, out, err) => {
      resolve({ code: child.exitCode, out, err });
    });
    child.stdin?.end(input);
  });
}

test('ask prints the reply with its source', async () => {
  const { code, out, err } = await run('ask', ['How', 'much is it?']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/€18,016 per year\. \[1\][^]*\[1\] Brochure, Tuition fees: "/);
});

test('ask --why shows what was considered, what was taken, and the words that spoke for it', async () => {
  const { out } = await run('ask', ['--why', 'when is the closing date for applications']);
  expect(out).toMatch(/Understood as: answer\n-> deadline .* because of: .*(closing|date)/);
  expect(out).toMatch(/\n {3}\S+ .*\n {5}less likely/);
});

test('ask --json answers each line, plain or from a labelled set, with one line of JSON', async () => {
  const { out } = await run('ask', ['--json'], 'What is the fee?\n\n{"q": "any scholarship?", "kind": "unknown"}\n{broken\n');
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ question }) => question)).toEqual(['What is the fee?', 'any scholarship?', '{broken']);
  expect(Object.keys(lines[0] ?? {})).toEqual(['question', 'kind', 'topics', 'text', 'citations', 'choices', 'reasons', 'ms']);
  expect(lines[0]).toMatchObject({
    kind: 'answer',
    topics: ['tuition-fee'],
    citations: [{ quote: 'Tuition fees €18,016.00 (14,55,250) per year' }],
  });
});

test('chat welcomes, answers, takes choices by number, and leaves on "exit"', async () => {
  const { code, out } = await run('chat', [], '1\nhow long is it?\nexit\n');
  expect(code).toBe(0);
  expect(out).toMatch(/automated admissions assistant[^]*1\. What does it cost\?[^]*€18,016[^]*two years/);
});

test('knowledge says that the base holds', async () => {
  expect(await run('knowledge', [])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^The knowledge base holds: \d+ topics/) as string,
  });
});

test('knowledge coverage accounts for every sentence of the source', async () => {
  const { out } = await run('knowledge', ['coverage']);
  expect(out).toMatch(/Expected November 2022\n {4}deadline, dates-together\n/);
  expect(out).toMatch(/Our cookies\n {4}not a fact: cookie notice\n/);
  expect(out).not.toContain('NOT ACCOUNTED FOR');
});

describe('with a broken knowledge base', () => {
  const folder = mkdtempSync(join(tmpdir(), 'knowledge-'));
  beforeAll(() => {
    cpSync(join(root, 'knowledge'), folder, { recursive: true });
    const file = join(folder, 'topics', 'practical.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('fee: €18,016', 'fee: €1'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const reported = /topics\/practical\.yaml:\d+:11 {2}"€1" of the answer stands in none of its quotes; /;

  test('knowledge prints the problem and exits with 1', async () => {
    expect(await run('knowledge', ['--folder', folder])).toMatchObject({
      code: 1,
      out: expect.stringMatching(reported) as string,
    });
  });

  test('knowledge --watch looks again after each change, until it is ended', async () => {
    const child = spawn(process.execPath, [dist('knowledge'), '--watch', '--folder', folder]);
    let screen = '';
    child.stdout.on('data', (chunk: Buffer) => (screen += chunk.toString()));
    await until(() => reported.test(screen), 60_000);
    const file = join(folder, 'topics', 'practical.yaml');
    const broken = readFileSync(file, 'utf8');
    writeFileSync(file, broken.replace('fee: €1\n', 'fee: €18,016\n'));
    await until(() => screen.includes('The knowledge base holds: '), 60_000);
    writeFileSync(file, broken);
    child.kill();
  });

  test('the server refuses to start, in the same words', async () => {
    const { code, err } = await run('main', [], '', { KNOWLEDGE_DIR: folder, PORT: '0' });
    expect(code).toBe(1);
    expect(err).toMatch(reported);
  });
});

test('the server says where to chat, that it is local, and nothing that alarms; on SIGTERM the turn in flight ends first', async () => {
  const child = spawn(process.execPath, [dist('main')], { env: { ...process.env, PORT: '0' } });
  let screen = '';
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (screen += chunk.toString()));
  const told = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(screen);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const port = Number((await told(/localhost:(\d+)\/api\/messages[^]*Local development/))[1]);
  const body = JSON.stringify({
    type: 'message',
    text: 'What is the tuition fee?',
    deliveryMode: 'expectReplies',
    conversation: { id: 'c' },
    from: { id: 'u' },
  });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const inFlight = request({ port, path: '/api/messages', method: 'POST', headers });
  const answered = new Promise<string>((resolve, reject) => {
    inFlight.on('error', reject).on('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve(text));
    });
  });
  await new Promise((resolve) => inFlight.write(body.slice(0, 20), resolve));
  child.kill('SIGTERM');
  await told(/Stopping/);
  inFlight.end(body.slice(20));
  expect(await answered).toContain('€18,016');
  expect(await ended).toBe(0);
  expect(screen).not.toMatch(/deprecat|warning/i);
});
