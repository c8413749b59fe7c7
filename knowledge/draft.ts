import { z } from 'zod/v4';
import { explainIssue } from './explain-issue';
import { parseFile, type Parse, type ParsedFile } from './parse';
import { officeSchema, type Office } from './office';
import type { Place, Problem } from './problem';
import * as shape from './schema';
import { repliesSchema, commandsSchema, type Replies, type Commands } from './replies';
import { readSource, type SourceText } from './source-text';

export interface TextFile {
  /** Path inside the knowledge folder, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

/** A way of asking, and the id of the card that it asks for. */
export interface Phrasing {
  readonly text: string;
  readonly id: string;
  /** The language that it is in, if not English: two letters. */
  readonly language?: string;
}

/** A value together with the place it was read from. */
export interface Located<T> {
  readonly value: T;
  readonly place: Place;
}

/** The knowledge base as far as its shape holds: what is malformed is left out here and told as a problem. */
export interface Draft {
  readonly topics: readonly Located<shape.TopicCard>[];
  readonly subjects: readonly Located<shape.SubjectCard>[];
  readonly intents: readonly Located<shape.IntentCard>[];
  readonly phrasings: readonly Located<Phrasing>[];
  readonly languages: readonly Located<shape.Language>[];
  readonly sources: readonly Located<shape.Source>[];
  readonly sourceTexts: ReadonlyMap<string, SourceText>;
  readonly notFacts: readonly Located<shape.NotFacts>[];
  readonly requirements?: Located<shape.Requirements>;
  readonly degrees?: Located<shape.Degrees>;
  readonly programme?: Located<shape.Programme>;
  readonly vocabulary?: Located<shape.Vocabulary>;
  readonly names?: Located<shape.Names>;
  readonly followUps?: Located<shape.FollowUps>;
  readonly office?: Located<Office>;
  readonly replies?: Located<Replies>;
  readonly commands?: Located<Commands>;
  /** All ids that stand in the files, those of malformed cards too, so that one slip is not told twice. */
  readonly idsInFiles: ReadonlySet<string>;
  /** The same ids with their places, as often as they stand. */
  readonly ids: readonly Located<string>[];
  readonly problems: readonly Problem[];
  position(place: Place): { readonly line: number; readonly col: number };
}

export function readDraft(files: readonly TextFile[], parse: Parse = parseFile): Draft {
  const parsed = files.filter(({ file }) => file.endsWith('.yaml')).map(({ file, text }) => parse(file, text));
  const problems: Problem[] = parsed.flatMap((file) => file.problems);
  const reader = { parsed, problems };
  const inFolder = (folder: string) => parsed.filter(({ file }) => file.startsWith(`${folder}/`));
  const topics = inFolder('topics').flatMap((file) => readList(reader, file, shape.topicSchema));
  const subjects = inFolder('not-covered').flatMap((file) => readList(reader, file, shape.subjectSchema));
  const intents = named(reader, 'intents.yaml').flatMap((file) => readList(reader, file, shape.intentSchema));
  const sources = named(reader, 'sources.yaml').flatMap((file) => readList(reader, file, shape.sourceSchema));
  const ids = [
    ...inFolder('topics'),
    ...inFolder('not-covered'),
    ...parsed.filter(({ file }) => file === 'intents.yaml'),
  ].flatMap(idsIn);
  const languages = inFolder('languages').flatMap((file) => readValue(reader, file, shape.languageSchema, file.data, []));
  return {
    topics,
    subjects,
    intents,
    sources,
    sourceTexts: readSources(sources, files, problems),
    phrasings: [...inFolder('phrasings').flatMap((file) => readPhrasings(reader, file)), ...languages.flatMap(phrasingsIn)],
    languages,
    notFacts: named(reader, 'not-facts.yaml').flatMap((file) => readList(reader, file, shape.notFactsSchema)),
    ...readOne(reader, 'requirements', shape.requirementsSchema),
    ...readOne(reader, 'degrees', shape.degreesSchema),
    ...readOne(reader, 'programme', shape.programmeSchema),
    ...readOne(reader, 'vocabulary', shape.vocabularySchema),
    ...readOne(reader, 'names', shape.namesSchema),
    ...renamed(readOne(reader, 'follow-ups', shape.followUpsSchema)),
    ...readOne(reader, 'office', officeSchema),
    ...readOne(reader, 'replies', repliesSchema),
    ...readOne(reader, 'commands', commandsSchema),
    ids,
    idsInFiles: new Set(ids.map(({ value }) => value)),
    problems,
    position: ({ file, ...place }) => parsed.find((candidate) => candidate.file === file)?.locate(place) ?? { line: 1, col: 1 },
  };
}

interface Reader {
  readonly parsed: readonly ParsedFile[];
  readonly problems: Problem[];
}

/** The one file of that name; its absence is a problem. */
function named({ parsed, problems }: Reader, name: string): readonly ParsedFile[] {
  const file = parsed.find((candidate) => candidate.file === name);
  if (!file)
    problems.push({
      file: name,
      line: 1,
      col: 1,
      wrong: 'the file is missing',
      right: `put ${name} back into the knowledge folder`,
    });
  return file ? [file] : [];
}

function readList<T>(reader: Reader, file: ParsedFile, schema: z.ZodType<T>): Located<T>[] {
  if (!Array.isArray(file.data)) {
    const { line, col } = file.locate({ path: [] });
    reader.problems.push({
      file: file.file,
      line,
      col,
      wrong: 'not a list',
      right: 'each entry begins with "- " at the start of the line',
    });
    return [];
  }
  return file.data.flatMap((data: unknown, index) => readValue(reader, file, schema, data, [index]));
}

/** A file of phrasings is named for its card. */
function readPhrasings(reader: Reader, file: ParsedFile): Located<Phrasing>[] {
  const id = file.file.replace(/^phrasings\//, '').replace(/\.yaml$/, '');
  return readList(reader, file, z.string().min(1)).map(({ value, place }) => ({ value: { text: value, id }, place }));
}

function phrasingsIn({ value: { code, ask }, place }: Located<shape.Language>): Located<Phrasing>[] {
  return Object.entries(ask).flatMap(([id, texts]) =>
    texts.map((text, i) => ({ value: { text, id, language: code }, place: { file: place.file, path: ['ask', id, i] } })),
  );
}

function readOne<K extends string, T>(reader: Reader, name: K, schema: z.ZodType<T>): Readonly<Partial<Record<K, Located<T>>>> {
  const [file] = named(reader, `${name}.yaml`);
  const [read] = file ? readValue(reader, file, schema, file.data, []) : [];
  return (read ? { [name]: read } : {}) as Readonly<Partial<Record<K, Located<T>>>>;
}

/** The one file whose name is two words. */
function renamed({ 'follow-ups': followUps }: Readonly<{ 'follow-ups'?: Located<shape.FollowUps> }>): Pick<Draft, 'followUps'> {
  return followUps ? { followUps } : {};
}

function readValue<T>(
  reader: Reader,
  file: ParsedFile,
  schema: z.ZodType<T>,
  data: unknown,
  path: (string | number)[],
): Located<T>[] {
  const result = schema.safeParse(data);
  if (result.success) return [{ value: result.data, place: { file: file.file, path } }];
  for (const issue of result.error.issues) {
    for (const { at, key, wrong, right } of explainIssue(issue, schema, data)) {
      reader.problems.push({ file: file.file, ...file.locate({ path: [...path, ...at], key }), wrong, right });
    }
  }
  return [];
}

function readSources(
  sources: readonly Located<shape.Source>[],
  files: readonly TextFile[],
  problems: Problem[],
): ReadonlyMap<string, SourceText> {
  const texts = new Map<string, SourceText>();
  for (const { value, place } of sources) {
    const found = files.find(({ file }) => file === value.file);
    if (found) texts.set(value.id, readSource(found.text));
    else
      problems.push({
        file: place.file,
        line: 1,
        col: 1,
        wrong: `the source file ${value.file} is missing`,
        right: 'put the text of the document there',
      });
  }
  return texts;
}

function idsIn({ file, data }: ParsedFile): readonly Located<string>[] {
  const cards = Array.isArray(data) ? (data as unknown[]) : [];
  return cards.flatMap((card, i) => {
    const id = typeof card === 'object' && card !== null && 'id' in card ? card.id : undefined;
    return typeof id === 'string' ? [{ value: id, place: { file, path: [i, 'id'] } }] : [];
  });
}
