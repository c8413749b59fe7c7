import type { Knowledge } from '../../knowledge/knowledge';
import type { Outcome } from '../turn';
import { topicsOf } from '../types';
import type { Labelled } from './labelled';

/**
 * right     the asked fact is stated and no other (or the right kind of answer, where no fact is asked for)
 * partly    some of the asked facts, and no other
 * asked     asked back, with a right choice among those offered
 * missed    asked back without one, or declined what could be answered
 * declined  no fact stated where none should be, though for another reason than the right one
 * wrong     a fact that was not asked for, or a wrong verdict
 */
export const grades = ['right', 'partly', 'asked', 'missed', 'declined', 'wrong'] as const;
export type Grade = (typeof grades)[number];

export function judge(gold: Labelled, { reading, reply }: Outcome, knowledge: Knowledge): Grade {
  const told = topicsOf(reading, knowledge);
  const accepted = (gold.note ?? '').includes('covid is an acceptable') ? [...gold.topics, 'covid'] : gold.topics;
  const offered = reply.choices.flatMap(({ means }) => ('id' in means ? [means.id] : []));
  switch (gold.kind) {
    case 'answer':
    case 'multi':
      if (told.some((topic) => !accepted.includes(topic)) || reading.kind === 'check') return 'wrong';
      if (told.length > 0)
        return gold.kind === 'answer' || gold.topics.every((topic) => told.includes(topic)) ? 'right' : 'partly';
      return accepted.some((topic) => offered.includes(topic)) ? 'asked' : 'missed';
    case 'check':
      if (reading.kind === 'check') return isVerdict(reading.check.verdict, gold.verdict) ? 'right' : 'wrong';
      return told.some((topic) => !['ielts', 'toefl', 'cambridge', ...accepted].includes(topic)) ? 'wrong' : 'missed';
    default:
      if (reading.kind === 'answer' || reading.kind === 'check')
        return gold.kind === 'human' && told.includes('contact') ? 'right' : 'wrong';
      return reading.kind === gold.kind || (gold.kind === 'smalltalk' && reading.kind === 'command') ? 'right' : 'declined';
  }
}

/** Without a verdict in the label, the brochure leaves it open; a missing score may be the total or a component. */
function isVerdict(given: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return given === 'verify';
  return given === wanted || (wanted === 'needs-component' && given === 'needs-total');
}
