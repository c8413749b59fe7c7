import { z } from 'zod/v4';
import type { TextFile } from '../../knowledge/draft';
import { readOnly } from '../../knowledge/read-only';

/**
 * What Teams allows, in characters. The schema lets the title and description of a bot's command be longer; Teams shows
 * no more than this, and its documentation says so.
 */
export const limits = {
  name: { short: 30, full: 100 },
  description: { short: 80, full: 4000 },
  developer: 32,
  command: { title: 32, description: 128 },
  parameter: { title: 32, description: 128 },
} as const;

const atMost = (limit: number) => z.string().min(1).max(limit, `write at most ${limit} characters: Teams allows no more`);
const fromLongToShort = z.array(z.string().min(1)).min(1);
const about = atMost(limits.command.description);

export const wordsSchema = z.strictObject({
  name: z.strictObject({ short: fromLongToShort, full: fromLongToShort }),
  description: z.strictObject({ short: fromLongToShort, full: z.string().min(1) }),
  commands: z.strictObject({
    example: about,
    help: about,
    eligibility: about,
    human: about,
    restart: about,
    cancel: about,
  }),
  search: z.strictObject({
    title: atMost(limits.command.title),
    description: about,
    parameter: atMost(limits.parameter.title),
    about: atMost(limits.parameter.description),
  }),
});

export type TeamsWords = z.infer<typeof wordsSchema>;

/** @throws with every problem of `words.yaml`, one a line */
export function readTeamsWords(file: TextFile): TeamsWords {
  return readOnly(file, wordsSchema);
}
