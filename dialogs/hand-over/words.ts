import { z } from 'zod/v4';
import type { TextFile } from '../../knowledge/draft';
import { readOnly } from '../../knowledge/read-only';
import { placeholdersOf } from '../../knowledge/template';

/** A sentence, with the placeholders that it may use and no others. */
function sentence(...allowed: readonly string[]) {
  return z
    .string()
    .min(1)
    .refine((text) => placeholdersOf(text).every((name) => allowed.includes(name)), {
      error: `it may use ${allowed.map((name) => `{${name}}`).join(', ') || 'no placeholder'}`,
    });
}

const list = z.array(z.string().min(1)).min(1);
const ended = z.strictObject({ student: sentence(), office: sentence('office'), quiet: sentence('office') });

export const wordsSchema = z.strictObject({
  offer: z.strictObject({ missed: sentence('office'), insult: sentence('office'), vote: sentence('office') }),
  opening: sentence('office'),
  resume: sentence('office'),
  consent: z.strictObject({
    ask: sentence('office', 'days'),
    via: sentence('ways'),
    ways: z.strictObject({ mail: sentence(), webhook: sentence(), teams: sentence(), staff: sentence() }),
    and: sentence(),
    privacy: sentence('url'),
    shall: sentence(),
    hint: sentence(),
  }),
  question: z.strictObject({
    ask: sentence('office'),
    askHere: sentence(),
    suggest: sentence('question'),
    tooLong: sentence('limit'),
    hint: sentence(),
  }),
  email: z.strictObject({
    ask: sentence('office'),
    optional: sentence(),
    hint: sentence(),
    slip: sentence('guess'),
    needed: sentence(),
  }),
  review: z.strictObject({
    ask: sentence('office'),
    question: sentence('question'),
    email: sentence('email'),
    noEmail: sentence(),
    conversation: sentence(),
    line: sentence('who', 'text'),
    student: sentence(),
    bot: sentence(),
    answers: sentence(),
    nothing: sentence(),
    shall: sentence(),
    hint: sentence(),
  }),
  nothingBefore: sentence(),
  cancelled: sentence(),
  sent: z.strictObject({
    done: sentence('office', 'number'),
    byEmail: sentence('email'),
    both: sentence('email'),
    here: sentence(),
    hours: sentence('hours', 'zone'),
    days: z.strictObject({
      one: sentence('first'),
      range: sentence('first', 'last'),
      time: sentence('days', 'from', 'to'),
      and: sentence(),
    }),
    isOpen: sentence(),
    isClosed: sentence('day', 'time'),
    isShut: sentence(),
    holiday: sentence('day', 'name'),
  }),
  talk: z.strictObject({
    begun: sentence('office'),
    said: sentence('office', 'text'),
    speaker: sentence('by', 'office'),
    ended,
    onlyText: sentence('office'),
  }),
  letter: z.strictObject({
    subject: sentence('number'),
    opening: sentence('channel'),
    number: sentence('number'),
    question: sentence(),
    email: sentence('email'),
    noEmail: sentence(),
    conversation: sentence(),
    answers: sentence(),
    erase: sentence(),
  }),
  desk: z.strictObject({
    title: sentence('number'),
    how: sentence(),
    said: sentence('text'),
    answered: sentence('by', 'text'),
    taken: sentence('by'),
    ended,
    here: sentence(),
    notHere: sentence(),
    isClosed: sentence(),
    onlyText: sentence(),
  }),
  choices: z.strictObject({
    yes: sentence(),
    no: sentence(),
    same: sentence(),
    noEmail: sentence(),
    send: sentence(),
    withoutConversation: sentence(),
    withoutAnswers: sentence(),
    withoutEmail: sentence(),
    back: sentence(),
    cancel: sentence(),
  }),
  says: z.strictObject({
    yes: list,
    no: list,
    same: list,
    send: list,
    back: list,
    noEmail: list,
    without: z.strictObject({ conversation: list, answers: list, email: list }),
    end: list,
    deskHere: list,
    deskEnd: list,
  }),
});

export type HandOverWords = z.infer<typeof wordsSchema>;

/** The words of the hand-over from `words.yaml`. @throws with every problem, one a line */
export function readWordsOfHandOver(file: TextFile): HandOverWords {
  return readOnly(file, wordsSchema);
}
