/**
 * A guided interview: questions with declared next ones. Answers are kept by question, and where the interview stands is
 * found by replaying them, so going back, correcting and volunteering need no bookkeeping. Knows nothing of any subject.
 */
export interface Flow<Id extends string, Answers extends Partial<Record<Id, unknown>>> {
  readonly start: Id;
  readonly nodes: Readonly<Record<Id, Node<Id, Answers>>>;
}

export interface Node<Id extends string, Answers> {
  /** All that may come next and when, for the check, the diagram and the count of what is left. */
  readonly nexts: readonly { readonly to: Id | End; readonly when: string }[];
  /** What comes next, once this question is answered. */
  readonly next: (answers: Answers) => Id | End;
  /** Answers that this one's meaning hangs on: if one of them changes, this one is asked again. */
  readonly hangsOn: readonly Id[];
}

/** There is nothing left to ask. */
export type End = 'end';

/** The questions answered so far, in the order in which they are asked, and the one that is asked now. */
export interface Position<Id extends string> {
  readonly answered: readonly Id[];
  readonly at: Id | End;
}

/** Replays the answers from the start. Answers to questions that are not on the way do not count. */
export function positionIn<Id extends string, Answers extends Partial<Record<Id, unknown>>>(
  { start, nodes }: Flow<Id, Answers>,
  answers: Answers,
): Position<Id> {
  const answered: Id[] = [];
  let at: Id | End = start;
  while (at !== 'end' && answers[at] !== undefined) {
    answered.push(at);
    at = nodes[at].next(answers);
  }
  return { answered, at };
}

/** The answers with some new ones; what hangs on an answer that has changed is forgotten, unless it is told anew. */
export function withAnswers<Id extends string, Answers extends Partial<Record<Id, unknown>>>(
  { nodes }: Flow<Id, Answers>,
  answers: Answers,
  told: Answers,
): Answers {
  const changed = (Object.keys(told) as Id[]).filter((id) => told[id] !== undefined && told[id] !== answers[id]);
  const stale = (Object.keys(nodes) as Id[]).filter(
    (id) => told[id] === undefined && nodes[id].hangsOn.some((other) => changed.includes(other)),
  );
  const kept = Object.entries(answers).filter(([id]) => !stale.includes(id as Id));
  return { ...(Object.fromEntries(kept) as Answers), ...told };
}

/** The answers without that to the question asked last, which is then asked again; the same if there is none. */
export function back<Id extends string, Answers extends Partial<Record<Id, unknown>>>(
  flow: Flow<Id, Answers>,
  answers: Answers,
): Answers {
  const last = positionIn(flow, answers).answered.at(-1);
  return last === undefined ? answers : without(answers, last);
}

/** The answers without that to one question, which is then asked again. */
export function without<Answers extends object>(answers: Answers, id: keyof Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([key]) => key !== id)) as Answers;
}

/** At most so many questions are left, the one asked now included. */
export function mostLeft<Id extends string, Answers extends Partial<Record<Id, unknown>>>(
  flow: Flow<Id, Answers>,
  at: Id | End,
): number {
  if (at === 'end') return 0;
  return 1 + Math.max(...flow.nodes[at].nexts.map(({ to }) => mostLeft(flow, to)));
}

/** What is wrong with a flow: a question without a way on, one that no path reaches, a path that never ends. */
export function flawsOf<Id extends string, Answers extends Partial<Record<Id, unknown>>>({
  start,
  nodes,
}: Flow<Id, Answers>): readonly string[] {
  const ids = Object.keys(nodes) as Id[];
  const reached = new Set<string>();
  const flaws: string[] = [];
  const visit = (at: Id | End, path: readonly string[]): void => {
    if (path.includes(at)) flaws.push(`${[...path, at].join(' -> ')} never ends`);
    if (at === 'end' || path.includes(at)) return;
    reached.add(at);
    if (nodes[at].nexts.length === 0) flaws.push(`${at} has no way on`);
    for (const { to } of nodes[at].nexts) visit(to, [...path, at]);
  };
  visit(start, []);
  return [...flaws, ...ids.filter((id) => !reached.has(id)).map((id) => `no path reaches ${id}`)];
}
