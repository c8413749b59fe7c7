import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atRest, keepAlive, type LivingAnswerer } from '../../../bot/living/living-answerer';
import { knowledgeFolder, knowledgeThread, modelFolder } from '../../../bot/paths';
import { plainText } from '../../../bot/render/render';
import { newSession } from '../../../bot/types';
import { prepareIndex } from '../../../bot/understand/prepare';
import { loadKnowledge } from '../../../knowledge/load';
import { until } from '../../postgres/until';
import { after } from '../bot';

const folder = mkdtempSync(join(tmpdir(), 'living-'));
const models = mkdtempSync(join(tmpdir(), 'models-'));
const told: string[] = [];
const log = {
  info: (message: string) => told.push(message),
  error: (message: string, cause: unknown) => told.push(`${message}: ${String(cause)}`),
};
let answerer: LivingAnswerer;

beforeAll(() => {
  cpSync(knowledgeFolder, folder, { recursive: true, filter: (path) => !path.endsWith('.ts') });
  cpSync(modelFolder, models, { recursive: true });
  const places = { folder, modelFolder: models, thread: knowledgeThread };
  answerer = keepAlive(prepareIndex(loadKnowledge(folder), models), () => after, places, log);
});

afterAll(async () => {
  await answerer.stop();
  for (const gone of [folder, models]) rmSync(gone, { recursive: true });
});

function ask(text: string): string {
  const input = { conversation: 'c', user: 'u', channel: 'webchat', joinsSilently: false, said: { kind: 'text', text } } as const;
  return plainText(answerer.answer(input, newSession).reply);
}

/** As an editor does: the whole file is written. */
function edit(file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  expect(change(before)).not.toBe(before);
  writeFileSync(path, change(before));
}

const patience = 60_000;
const versions = new Set<string>();

test('an answer and a fact are changed while it runs: the new ones are said, in a new version', async () => {
  versions.add(answerer.knowledge.version);
  edit('topics/practical.yaml', (text) =>
    text.replace('answer: The tuition fee is {fee}', 'answer: The fee for tuition is {fee}'),
  );
  await until(() => ask('What is the tuition fee?').startsWith('The fee for tuition is €18,016'), patience);
  versions.add(answerer.knowledge.version);
  expect(versions.size).toBe(2);
  expect(answerer.problems()).toEqual([]);
});

test('a change that does not hold is told with its line and column, and the old one is served, until it is mended', async () => {
  const served = answerer.knowledge.version;
  edit('topics/practical.yaml', (text) => text.replace('fee: €18,016', 'fee: €19,016'));
  await until(() => answerer.problems().length > 0, patience);
  expect(answerer.problems()[0]).toMatch(
    /^topics\/practical\.yaml:\d+:\d+ {2}"€19016" of the answer stands in none of its quotes; /,
  );
  expect(told).toContainEqual(
    expect.stringMatching(/^the changed knowledge base does not hold: topics\/practical\.yaml:\d+:\d+ /),
  );
  expect(ask('What is the tuition fee?')).toContain('€18,016');
  expect(answerer.knowledge.version).toBe(served);
  edit('topics/practical.yaml', (text) => text.replace('fee: €19,016', 'fee: €18,016'));
  await until(() => answerer.problems().length === 0, patience);
  expect(answerer.knowledge.version).toBe(served);
});

test('half a file, and a file that is no YAML at all, are told and not taken', async () => {
  for (const broken of ['- id: [', '\u0000']) {
    const whole = readFileSync(join(folder, 'replies.yaml'), 'utf8');
    writeFileSync(join(folder, 'replies.yaml'), broken);
    await until(() => answerer.problems().some((problem) => problem.startsWith('replies.yaml:')), patience);
    expect(ask('What is the tuition fee?')).toContain('€18,016');
    writeFileSync(join(folder, 'replies.yaml'), whole);
    await until(() => answerer.problems().length === 0, patience);
  }
});

test('the folder is away for a while: told once, the answers stay, and changes are taken again when it is back', async () => {
  const before = told.length;
  renameSync(folder, `${folder}.away`);
  await until(() => answerer.problems().some((problem) => problem.startsWith('the files cannot be read: ')), patience);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(told.slice(before).filter((line) => line.includes('the files cannot be read'))).toHaveLength(1);
  expect(ask('What is the tuition fee?')).toContain('€18,016');
  renameSync(`${folder}.away`, folder);
  await until(() => answerer.problems().length === 0, patience);
  edit('topics/practical.yaml', (text) => text.replace('answer: The fee for tuition is', 'answer: What you pay for tuition is'));
  await until(() => ask('What is the tuition fee?').startsWith('What you pay for tuition is €18,016'), patience);
});

test('a new way of asking is found by its words, with the old model still beside it', async () => {
  const question = 'how deep must my piggy bank be for one lap around the sun';
  edit('phrasings/tuition-fee.yaml', (text) => `${text.trimEnd()}\n- ${question}\n`);
  await until(() => told.some((line) => line.includes('are being learnt')), patience);
  expect(ask(question)).toContain('€18,016');
  expect(ask('When does it start?')).toContain('September');
  // An answer that is changed meanwhile is served all the same, and so is the new way of asking.
  edit('topics/practical.yaml', (text) => text.replace('answer: What you pay for tuition is', 'answer: The fee is'));
  await until(() => ask(question).startsWith('The fee is €18,016'), patience);
});

test('a new subject is found by its words as well, though one of them is a letter away from a known word', async () => {
  const question = 'do you sell branded hoodies of the course';
  const subject = '- id: branded-clothing\n  title: Clothing\n  about: branded clothing\n  near: [location]\n';
  writeFileSync(join(folder, 'not-covered/further.yaml'), subject);
  writeFileSync(join(folder, 'phrasings/branded-clothing.yaml'), `- ${question}\n- is there a hoodie\n- i want a hoodie\n`);
  await until(() => ask(question).includes('branded clothing'), patience);
});

test('a file that is only touched changes nothing', async () => {
  const { version } = answerer.knowledge;
  const before = told.length;
  utimesSync(join(folder, 'commands.yaml'), new Date(), new Date());
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect([answerer.knowledge.version, told.slice(before).filter((line) => !line.endsWith('is served.'))]).toEqual([version, []]);
});

test('one at rest stays as it is', () => {
  const still = atRest(answerer);
  expect(still.problems()).toEqual([]);
});
