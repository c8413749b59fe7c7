import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { knowledgeFolder } from '../../bot/paths';
import { jsonSchemas, schemaLine, shapeOf } from '../../knowledge/file-shapes';

/** `WRITE_SCHEMAS=1` writes what it is held against. */
const writes = process.env.WRITE_SCHEMAS !== undefined;
const folder = join(knowledgeFolder, 'schemas');
const files = readdirSync(knowledgeFolder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
const textOf = (file: string) => readFileSync(join(knowledgeFolder, file), 'utf8');

if (writes) {
  mkdirSync(folder, { recursive: true });
  for (const [name, json] of jsonSchemas()) writeFileSync(join(folder, name), json);
  for (const file of files)
    if (!textOf(file).startsWith('# yaml-language-server:'))
      writeFileSync(join(knowledgeFolder, file), `${schemaLine(file)}\n${textOf(file)}`);
}

test('the schemas that editors read are those by which the files are checked', () => {
  expect(readdirSync(folder).sort()).toEqual([...jsonSchemas().keys()].sort());
  for (const [name, json] of jsonSchemas()) expect(readFileSync(join(folder, name), 'utf8')).toBe(json);
});

test('each file names its schema in its first line, and there is one', () => {
  expect(files.length).toBeGreaterThan(200);
  expect(files.filter((file) => textOf(file).split('\n')[0] !== schemaLine(file))).toEqual([]);
  expect(files.filter((file) => !jsonSchemas().has(`${shapeOf(file)}.json`))).toEqual([]);
});

const ajv = new Ajv({ format: false });
const validators = new Map([...jsonSchemas()].map(([name, json]) => [name, ajv.compile(JSON.parse(json) as object)]));
const isValid = (file: string, data: unknown) => validators.get(`${shapeOf(file)}.json`)?.(data);

test('each file holds by its schema as an editor reads it', () => {
  const wrong = files.filter((file) => !file.startsWith('phrasings/') && isValid(file, parse(textOf(file))) !== true);
  expect(wrong).toEqual([]);
});

test.each([
  ['topics/x.yaml', [{ id: 'x' }]],
  ['topics/x.yaml', [{ id: 'x', title: 'X', about: 'x', answer: 'x', cite: [], colour: 'red' }]],
  ['phrasings/x.yaml', { a: 'b' }],
  ['not-covered/x.yaml', [{ id: 'x', title: 'X', about: 'x', near: [] }]],
])('%s: an editor underlines %j', (file, data) => {
  expect(isValid(file, data)).toBe(false);
});
