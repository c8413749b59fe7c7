import type { Answerer } from '../../bot/answer';
import { newSession, type Turn } from '../../bot/types';
import { grades, judge, type Grade } from './judge';
import { groupOf, type Labelled } from './labelled';
import { withTypos } from './typos';

export type Counts = Readonly<Record<Grade, number>>;

export interface Report {
  readonly groups: ReadonlyMap<string, Counts>;
  /** Of the right answers, how many stay right with a typo, and how many state a wrong fact then. */
  readonly typos: { readonly tried: number; readonly right: number; readonly wrong: number };
}

/** Every question through the same turn as the server's, each in a conversation of its own. */
export function evaluate(questions: readonly Labelled[], answerer: Answerer): Report {
  const groups = new Map<string, Record<Grade, number>>();
  const typos = { tried: 0, right: 0, wrong: 0 };
  for (const question of questions) {
    const grade = gradeOf(question, question.q, answerer);
    const counts = groups.get(groupOf(question)) ?? empty();
    groups.set(groupOf(question), counts);
    counts[grade] += 1;
    if (grade !== 'right' || question.kind !== 'answer') continue;
    for (const text of withTypos(question.q)) {
      const slipped = gradeOf(question, text, answerer);
      typos.tried += 1;
      if (slipped === 'right' || slipped === 'wrong') typos[slipped] += 1;
    }
  }
  return { groups, typos };
}

export function gradeOf(question: Labelled, text: string, { answer, knowledge }: Answerer): Grade {
  const input: Turn = {
    conversation: 'eval',
    user: 'eval',
    channel: 'webchat',
    joinsSilently: false,
    said: { kind: 'text', text },
  };
  return judge(question, answer(input, newSession), knowledge);
}

function empty(): Record<Grade, number> {
  return { right: 0, partly: 0, asked: 0, missed: 0, declined: 0, wrong: 0 };
}

export function total(counts: Counts): number {
  return grades.reduce((sum, grade) => sum + counts[grade], 0);
}

/** The 95 % interval of a share (Wilson), as "87-94". */
export function interval(part: number, whole: number): string {
  if (whole === 0) return '-';
  const z = 1.96;
  const share = part / whole;
  const centre = share + (z * z) / (2 * whole);
  const spread = z * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));
  const bound = (sign: number) => Math.round((100 * (centre + sign * spread)) / (1 + (z * z) / whole));
  return `${bound(-1)}-${bound(1)}`;
}
