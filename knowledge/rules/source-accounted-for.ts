import { coverageReport } from '../coverage';
import { short, type Rule } from './rule';

export const sourceAccountedFor: Rule = {
  name: 'source-accounted-for',
  why: 'every sentence of a source is told by a topic, or is said to be no fact',
  check: (draft) =>
    draft.sources.flatMap(({ value, place }) =>
      coverageReport(draft, value.id)
        .filter(({ uncovered }) => uncovered.length > 0)
        .map(({ sentence, uncovered }) => ({
          place,
          wrong: `nothing rests on "${short(uncovered.join(' '))}" (in "${short(sentence)}")`,
          right: 'quote it in a topic, or list it in not-facts.yaml with the reason',
        })),
    ),
};
