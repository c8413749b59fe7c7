import { z } from 'zod/v4';
import { placeholdersOf } from './template';

/** A fixed sentence of the bot. It may use the placeholders named here and no others. */
function sentence(...allowed: readonly string[]) {
  return z
    .string()
    .min(1)
    .refine((text) => unknownIn(text, allowed).length === 0, {
      error: ({ input }) => {
        const right =
          allowed.length === 0 ? 'this sentence takes none' : `it may use ${allowed.map((name) => `{${name}}`).join(', ')}`;
        return `unknown {${unknownIn(String(input), allowed).join('}, {')}}: ${right}`;
      },
    });
}

function unknownIn(text: string, allowed: readonly string[]): readonly string[] {
  return placeholdersOf(text).filter((name) => !allowed.includes(name));
}

const programme = ['programme', 'university'] as const;

export const repliesSchema = z.strictObject({
  welcome: sentence(...programme),
  help: sentence(...programme),
  clarify: sentence(),
  unknown: sentence('about'),
  unknownNear: sentence('near'),
  unknownInGeneral: sentence(...programme),
  offtopic: sentence(...programme),
  human: sentence(),
  eligibility: sentence(),
  restarted: sentence(),
  nothingToCancel: sentence(),
  tooLong: sentence('limit'),
  noText: sentence(),
  data: z.strictObject({ shown: sentence(), ask: sentence(), erased: sentence(), kept: sentence() }),
  failed: sentence(),
  guidance: sentence(),
  citation: sentence('n', 'source', 'place', 'quote'),
  inGroup: sentence(),
  card: z.strictObject({ score: sentence(), noScore: sentence(), send: sentence() }),
  item: sentence('which', 'item'),
  ordinals: z.array(sentence()).length(8),
  choices: z.strictObject({
    human: sentence(),
    eligibility: sentence(),
    help: sentence(),
    erase: sentence(),
    keep: sentence(),
    examples: z.array(z.strictObject({ label: sentence(), topic: z.string() })).length(3),
  }),
  checks: z.strictObject({
    opening: z.strictObject({
      meets: sentence(),
      below: sentence(),
      'needs-component': sentence(),
      'needs-total': sentence(),
      'unlisted-test': sentence(),
      pending: sentence(),
      verify: sentence(),
    }),
    total: sentence('test', 'have', 'asked', 'difference'),
    component: sentence('test', 'have', 'asked', 'difference'),
    exactly: sentence(),
    above: sentence('points'),
    short: sentence('points'),
    'needs-component': sentence('test', 'asked'),
    'needs-total': sentence('test', 'asked'),
    unlisted: sentence('test', 'listed'),
    degree: z.strictObject({
      meets: sentence('accepted'),
      below: sentence('accepted'),
      pending: sentence('accepted'),
      verify: sentence('accepted'),
    }),
  }),
  premise: z.strictObject({ yes: sentence(), no: sentence() }),
  remarks: z.record(z.string(), sentence()),
});

/** Words that are obeyed as they stand, before anything is matched. */
export const commandsSchema = z.strictObject({
  help: z.array(z.string()),
  human: z.array(z.string()),
  restart: z.array(z.string()),
  cancel: z.array(z.string()),
  myData: z.array(z.string()),
  deleteMyData: z.array(z.string()),
  /** Not a command: yes to what was just offered. */
  agree: z.array(z.string()),
  disagree: z.array(z.string()),
});

export type Replies = z.infer<typeof repliesSchema>;
export type Commands = z.infer<typeof commandsSchema>;
