import { check as judge, type Claims } from '../../dialogs/eligibility/check';
import { outcomeOf } from '../../dialogs/eligibility/outcome';
import { allOrNone, paths } from '../../dialogs/eligibility/paths';
import { positionIn } from '../../dialogs/flow';
import type { Knowledge } from '../../knowledge/knowledge';
import type { Interviewer } from '../../bot/interview';
import { policy } from '../../bot/understand/decide';
import { commandNames, type At, type Note, type Reading } from '../../bot/types';

const reasons = [] as const;
const levels = ['bachelor', 'higher', 'equivalent', 'unfinished', 'lower', 'none'] as const;

/** What students may claim: each exam with no score, and below, at and above what is asked; each other test; each degree. */
function everyClaim({ tests, otherTests }: Knowledge['requirements']): readonly Claims[] {
  const scored = tests.flatMap(({ minimum, exams }) =>
    exams.flatMap(({ id }) =>
      [-1, 0, 1].flatMap((more): Claims[] => {
        const total = (minimum.total ?? 170) + more;
        const components = [(minimum.component ?? 6) + more];
        return [
          { tests: [{ exam: id, components: [], wholeRange: false }] },
          { tests: [{ exam: id, total, components: [], wholeRange: false }] },
          { tests: [{ exam: id, total, components, wholeRange: true }] },
        ];
      }),
    ),
  );
  const others = otherTests.map(({ id }): Claims => ({ tests: [{ exam: id, components: [], wholeRange: false }] }));
  return [...scored, ...others, ...levels.map((degree): Claims => ({ tests: [], degree }))];
}

/** Every reading that a turn can come to outside the interview. */
export function everyReading({ topics, subjects, followUps, intents, requirements }: Knowledge): readonly Reading[] {
  const topicIds = [...topics.keys()];
  const subjectIds = [...subjects.keys()];
  return [
    ...topicIds.map((id): Reading => ({ kind: 'answer', topics: [id], reasons })),
    ...inGroups(topicIds, policy.mostQuestions).map((ids): Reading => ({ kind: 'answer', topics: ids, reasons })),
    ...[...topics.values()].flatMap(({ id, items }) =>
      items.map((_, item): Reading => ({ kind: 'answer', topics: [id], item, reasons })),
    ),
    ...inGroups([...topicIds, ...subjectIds], policy.mostOffered).map((options): Reading => ({
      kind: 'clarify',
      options,
      reasons,
    })),
    ...subjectIds.map((about): Reading => ({ kind: 'unknown', about, options: [], reasons })),
    ...inGroups(topicIds, policy.mostOffered).map((options): Reading => ({ kind: 'unknown', options, reasons })),
    ...followUps.facets.flatMap(({ id, unsaid }): Reading[] =>
      unsaid === undefined ? [] : topicIds.map((topic) => ({ kind: 'unknown', facet: id, options: [topic], reasons })),
    ),
    ...[...intents.values()].flatMap(({ id, kind }): Reading[] =>
      kind === 'smalltalk' || kind === 'care' ? [{ kind, intent: id, reasons }] : [],
    ),
    ...([...commandNames, 'erase', 'keep'] as const).map((command): Reading => ({ kind: 'command', command, reasons })),
    ...(['eligibility', 'human', 'offtopic', 'welcome'] as const).map((kind): Reading => ({ kind, reasons })),
    ...everyClaim(requirements).map((claims): Reading => ({ kind: 'check', check: judge(claims, requirements), reasons })),
    { kind: 'unreadable', why: 'wordless', reasons },
    { kind: 'unreadable', why: 'too-long', reasons },
  ];
}

function inGroups(ids: readonly string[], size: number): readonly [string, ...string[]][] {
  return ids.flatMap((id, i) => (i % size === 0 ? [[id, ...ids.slice(i + 1, i + size)] as [string, ...string[]]] : []));
}

const notes: readonly Note['kind'][] = ['begun', 'noted', 'again', 'nothing-before', 'unsure', 'why', 'still', 'returned', 'so-far', 'hint']; // prettier-ignore

/** Every state of the interview: each question on each way to it, with each thing that may be said before; each end. */
export function everyState({ flow }: Interviewer, { requirements }: Knowledge): readonly Reading[] {
  const ends = [...paths(flow, requirements, allOrNone)];
  const atEnds = ends.flatMap((answers): At[] => {
    const outcome = outcomeOf(answers, requirements);
    return outcome ? (['outcome', 'summary'] as const).map((kind) => ({ answers, step: { kind, outcome } })) : [];
  });
  const before = new Map(ends.flatMap((answers) => prefixesOf(answers).map((prefix) => [JSON.stringify(prefix), prefix])));
  const asked = [...before.values()].flatMap((answers): At[] => {
    const { at } = positionIn(flow, answers);
    if (at === 'end') return [];
    const offScale: Note = { kind: 'off-scale', said: '65', guess: 6.5 };
    const all: readonly Note[] = [...notes.map((kind) => ({ kind }) as Note), offScale, { kind: 'off-scale', said: '1000' }];
    return all.map((note) => ({ answers, step: { kind: 'ask', question: at, note } }));
  });
  return [...atEnds, ...asked].map((at) => ({ kind: 'eligibility', at, reasons }));

  function prefixesOf(answers: At['answers']): readonly At['answers'][] {
    const ids = positionIn(flow, answers).answered;
    return ids.map((_, i) => Object.fromEntries(ids.slice(0, i).map((id) => [id, answers[id]])) as At['answers']);
  }
}
