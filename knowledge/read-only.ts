import type { z } from 'zod/v4';
import type { TextFile } from './draft';
import { explainIssue } from './explain-issue';
import { parseFile } from './parse';
import { formatProblem } from './problem';

/** A YAML file that stands by itself, read and checked. @throws with every problem, one a line */
export function readOnly<T>({ file, text }: TextFile, schema: z.ZodType<T>): T {
  const parsed = parseFile(file, text);
  const result = schema.safeParse(parsed.data);
  const malformed = (result.error?.issues ?? []).flatMap((issue) =>
    explainIssue(issue, schema, parsed.data).map(({ at, key, wrong, right }) => ({
      file,
      ...parsed.locate({ path: at, key }),
      wrong,
      right,
    })),
  );
  const problems = [...parsed.problems, ...malformed];
  if (problems.length > 0 || !result.success) throw new Error(problems.map(formatProblem).join('\n'));
  return result.data;
}
