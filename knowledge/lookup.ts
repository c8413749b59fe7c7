import type { Draft } from './draft';
import { product, readFact, sum } from './facts';
import type { Requirements, TopicCard } from './schema';
import type { Lookup } from './template';

export function lookupFor(
  card: TopicCard,
  { topics, requirements }: Pick<Draft, 'topics'> & { readonly requirements?: Draft['requirements'] },
): Lookup {
  return (name) => {
    const [first, ...rest] = name.split('.');
    if (first === 'requirements') return requirements && lookupRequirement(requirements.value, rest);
    if (rest.length === 0) return card.facts?.[name] ?? derive(card, name, { topics, requirements });
    return topics.find(({ value }) => value.id === first)?.value.facts?.[rest.join('.')];
  };
}

/** A fact worked out from two others, or nothing if it names none or they do not fit together. */
function derive(
  card: TopicCard,
  name: string,
  rest: Pick<Draft, 'topics'> & { readonly requirements?: Draft['requirements'] },
): string | undefined {
  const rule = card.derived?.[name];
  if (!rule) return undefined;
  const [first, second] = 'times' in rule ? rule.times : rule.sum;
  const lookup = lookupFor({ ...card, derived: {} }, rest);
  const [a, b] = [readFact(lookup(first) ?? ''), readFact(lookup(second) ?? '')];
  return 'times' in rule ? product(a, b) : sum(a, b);
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
