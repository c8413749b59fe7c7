import { z } from 'zod/v4';
import type { Line } from '../../../dialogs/hand-over/answers';
import { shorten } from '../../render/render';
import type { Sent, Transcript } from '../../state/transcript';
import type { Reading } from '../../types';

/** What was said before a hand-over began. */
export interface Recent {
  readonly lines: readonly Line[];
  readonly lastQuestion?: string;
}

/** So much of a conversation says what a question is about. */
const mostLines = 6;
const longestLine = 500;

/** Of what was said only questions and their answers are passed on: no words of crisis, no own data, no hand-over. */
const tellable: readonly string[] = [
  'answer',
  'unknown',
  'clarify',
  'check',
  'offtopic',
  'eligibility',
  'smalltalk',
] satisfies readonly Reading['kind'][];
const questions: readonly string[] = ['answer', 'unknown', 'clarify', 'check', 'offtopic'] satisfies readonly Reading['kind'][];

/** On other channels nothing that was said is kept: see `handOverFor`. */
export async function recentLines(transcript: Transcript | undefined, conversation: string, before: number): Promise<Recent> {
  const { activities } = (await transcript?.since(conversation, 0)) ?? { activities: [] };
  const exchanges = exchangesIn(
    activities.map(readSaid).filter((said) => said !== undefined && said.at < before) as readonly Said[],
  );
  const told = exchanges.filter(({ kind }) => tellable.includes(kind));
  const lastQuestion = told.findLast(({ kind }) => questions.includes(kind))?.lines.find(({ by }) => by === 'student')?.text;
  const lines = told.flatMap((exchange) => exchange.lines).slice(-mostLines);
  return {
    lines: lines.map(({ by, text }) => ({ by, text: shorten(text.replace(/\s+/g, ' ').trim(), longestLine) })),
    ...(lastQuestion === undefined ? {} : { lastQuestion }),
  };
}

interface Said extends Line {
  readonly at: number;
  readonly kind?: string;
}

interface Exchange {
  readonly kind: string;
  readonly lines: readonly Line[];
}

const message = z.object({
  type: z.literal('message'),
  text: z.string().min(1),
  timestamp: z.string(),
  from: z.object({ role: z.string() }),
  entities: z.array(z.looseObject({ type: z.string(), kind: z.string().optional() })).optional(),
});

function readSaid(activity: Sent): Said | undefined {
  const { success, data } = message.safeParse(activity);
  if (!success) return undefined;
  const { text, timestamp, from, entities = [] } = data;
  const kind = entities.find(({ type }) => type === 'admissions/reading')?.kind;
  return {
    by: from.role === 'bot' ? 'bot' : 'student',
    text,
    at: Date.parse(timestamp),
    ...(kind === undefined ? {} : { kind }),
  };
}

/** What a student said, with what was answered; what a person answered has no kind, and is left out. */
function exchangesIn(said: readonly Said[]): readonly Exchange[] {
  return said.flatMap((one, i) => {
    if (one.by !== 'student') return [];
    const next = said.findIndex((other, j) => j > i && other.by === 'student');
    const answers = said.slice(i + 1, next < 0 ? undefined : next);
    const kind = answers.findLast((answer) => answer.kind !== undefined)?.kind;
    return kind === undefined ? [] : [{ kind, lines: [one, ...answers] }];
  });
}
