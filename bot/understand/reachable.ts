import type { Finding } from '../../knowledge/rules/rule';
import type { Index } from './lookup';
import { understand } from './understand';

/** A card that its own phrasings do not find would never be told. */
export function unreachable(index: Index): readonly Finding[] {
  const { knowledge } = index;
  return [...knowledge.topics.keys(), ...knowledge.subjects.keys()].flatMap((id) => {
    const own = knowledge.phrasings.filter((phrasing) => phrasing.id === id);
    const missed = own.filter(({ text }) => !finds(text, id, index));
    if (missed.length === 0) return [];
    const [first] = missed;
    return [
      {
        place: { file: `phrasings/${id}.yaml`, path: [own.findIndex((phrasing) => phrasing === first)] },
        wrong: `"${first?.text ?? ''}" does not find "${id}" (${missed.length} of ${own.length} phrasings)`,
        right: 'write it more tellingly, or move it to the card it is understood as',
      },
    ];
  });
}

function finds(text: string, id: string, index: Index): boolean {
  const reading = understand(text, index);
  if (reading.kind === 'answer') return reading.topics.includes(id);
  return reading.kind === 'unknown' && reading.about === id;
}
