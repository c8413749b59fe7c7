import type { Draft } from './draft';
import type { Requirements, TopicCard } from './schema';
import type { Lookup } from './template';

export function lookupFor(card: TopicCard, { topics, requirements }: Pick<Draft, 'topics' | 'requirements'>): Lookup {
  return (name) => {
    const [first, ...rest] = name.split('.');
    if (first === 'requirements') return requirements && lookupRequirement(requirements.value, rest);
    if (rest.length === 0) return card.facts?.[name];
    return topics.find(({ value }) => value.id === first)?.value.facts?.[rest.join('.')];
  };
}

function lookupRequirement(requirements: Requirements, [id, part]: readonly string[]): string | undefined {
  if (id === 'documents') return requirements.documents.map((document) => `- ${document.name}`).join('\n');
  const test = requirements.tests.find((candidate) => candidate.id === id);
  if (!test || (part !== 'total' && part !== 'component')) return undefined;
  const value = test.minimum[part];
  const step = test.exams[0]?.scale[part].step ?? 1;
  return value === undefined ? undefined : formatScore(value, step);
}

/** A score as its test prints it: with one decimal where the scale has halves (IELTS 6.0). */
export function formatScore(score: number, step: number): string {
  return Number.isInteger(step) ? String(score) : score.toFixed(1);
}
