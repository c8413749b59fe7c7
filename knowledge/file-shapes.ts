import { z } from 'zod/v4';
import { officeSchema } from './office';
import { commandsSchema, repliesSchema } from './replies';
import * as shape from './schema';

/** The shape of each kind of file, by the name under which editors find it. */
const shapes = {
  topics: z.array(shape.topicSchema),
  'not-covered': z.array(shape.subjectSchema),
  phrasings: z.array(z.string().min(1)),
  languages: shape.languageSchema,
  intents: z.array(shape.intentSchema),
  sources: z.array(shape.sourceSchema),
  'not-facts': z.array(shape.notFactsSchema),
  requirements: shape.requirementsSchema,
  degrees: shape.degreesSchema,
  programme: shape.programmeSchema,
  vocabulary: shape.vocabularySchema,
  names: shape.namesSchema,
  'follow-ups': shape.followUpsSchema,
  replies: repliesSchema,
  commands: commandsSchema,
  office: officeSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** The name of the shape that a file has: that of its folder, or its own. */
export function shapeOf(file: string): string {
  const [first = ''] = file.split('/');
  return first.replace('.yaml', '');
}

/** For editors, which complete and underline by it: JSON Schema by the name of its file. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(shapes).map(([name, schema]) => {
      // What a file may hold; not what is made of it.
      const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
      return [`${name}.json`, `${JSON.stringify(json, null, 2)}\n`];
    }),
  );
}

/** The line by which a file names its schema. */
export function schemaLine(file: string): string {
  return `# yaml-language-server: $schema=${file.includes('/') ? '../' : ''}schemas/${shapeOf(file)}.json`;
}
