import { z } from 'zod/v4';

/** A zod issue in an editor's words: where, what is wrong, what would be right. */
export interface Explained {
  readonly at: readonly (string | number)[];
  readonly key: boolean;
  readonly wrong: string;
  readonly right: string;
}

export function explainIssue(issue: z.core.$ZodIssue, schema: z.ZodType, data: unknown): readonly Explained[] {
  const at = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const name = at.length === 0 ? 'the entry' : `"${at.join('.')}"`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        at: [...at, key],
        key: true,
        wrong: `unknown key "${key}"`,
        right: `the keys here are ${knownKeys(schema, at).join(', ')}`,
      }));
    case 'invalid_type':
      return [{ at, key: false, ...explainType(issue, name, valueAt(data, at)) }];
    case 'too_small':
      return [{ at, key: false, wrong: `${name} is empty`, right: 'write at least one' }];
    case 'invalid_union':
      return explainUnion(issue, schema, data, at, name);
    default:
      return [{ at, key: false, wrong: `${name} is not right`, right: issue.message }];
  }
}

function explainType(issue: z.core.$ZodIssueInvalidType, name: string, value: unknown): { wrong: string; right: string } {
  const wanted = typeNames[issue.expected] ?? issue.expected;
  if (value === undefined) return { wrong: `${name} is missing`, right: `add it, as ${wanted}` };
  return {
    wrong: `${name} is ${describe(value)}`,
    right: `write ${wanted}${issue.expected === 'string' ? ', in quotes if need be' : ''}`,
  };
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

function describe(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'keys with values' : `a ${typeof value}`;
}

/** Of the forms that a value may take, the one that comes nearest (fewest complaints) is explained. */
function explainUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  schema: z.ZodType,
  data: unknown,
  at: readonly (string | number)[],
  name: string,
): readonly Explained[] {
  const nearest = [...issue.errors].sort((a, b) => complaints(a) - complaints(b))[0] ?? [];
  if (nearest.length === 0) return [{ at, key: false, wrong: `${name} is not right`, right: issue.message }];
  return nearest.flatMap((inner) => explainIssue({ ...inner, path: [...issue.path, ...inner.path] }, schema, data));
}

function complaints(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
}

function valueAt(data: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<string | number, unknown> | null | undefined)?.[step], data);
}

interface JsonShape {
  readonly properties?: Readonly<Record<string, JsonShape>>;
  readonly additionalProperties?: JsonShape | boolean;
  readonly items?: JsonShape;
  readonly anyOf?: readonly JsonShape[];
}

function knownKeys(schema: z.ZodType, path: readonly (string | number)[]): readonly string[] {
  const root = z.toJSONSchema(schema, { unrepresentable: 'any' }) as JsonShape;
  const shapes = path.reduce<readonly JsonShape[]>(
    (found, step) => found.flatMap(alternatives).flatMap((one) => inside(one, step)),
    [root],
  );
  return [...new Set(shapes.flatMap(alternatives).flatMap((one) => Object.keys(one.properties ?? {})))];
}

function alternatives(one: JsonShape): readonly JsonShape[] {
  return one.anyOf ?? [one];
}

function inside(one: JsonShape, step: string | number): readonly JsonShape[] {
  const next = typeof step === 'number' ? one.items : (one.properties?.[step] ?? one.additionalProperties);
  return next && typeof next === 'object' ? [next] : [];
}
