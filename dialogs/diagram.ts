import type { Flow } from './flow';

/** A flow as a Mermaid diagram: each question by its words, each way on by when it is taken, and the outcomes at the end. */
export function diagramOf<Id extends string, Answers extends Partial<Record<Id, unknown>>>(
  { start, nodes }: Flow<Id, Answers>,
  wordsOf: (id: Id) => string,
  outcomes: readonly string[],
): string {
  const ids = Object.keys(nodes) as Id[];
  return [
    'flowchart TD',
    `  begin([begin]) --> ${start}`,
    ...ids.map((id) => `  ${id}["${quoted(wordsOf(id))}"]`),
    // "end" is a word of Mermaid's own.
    `  outcome{{"${outcomes.map(quoted).join('<br>')}"}}`,
    ...ids.flatMap((id) =>
      nodes[id].nexts.map(({ to, when }) => `  ${id} -- "${quoted(when)}" --> ${to === 'end' ? 'outcome' : to}`),
    ),
  ].join('\n');
}

function quoted(text: string): string {
  return text.replaceAll('"', '#quot;');
}
