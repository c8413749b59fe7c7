import type { Reading, Reason } from '../types';

const rankWords: Readonly<Record<Reason['rank'], string>> = {
  exact: 'the very words of a known way of asking',
  'same-words': 'the telling words of a known way of asking',
  close: 'a known way of asking but for a few letters',
  learned: 'likely, going by the words of all known ways of asking',
  'follow-up': 'goes on from what was just spoken of',
  offered: 'one of the choices just offered',
  command: 'a command',
};

/** How a question was understood, for people: what was considered, how well it fits, and what became of it. */
export function explain(reading: Reading): string {
  const lines = reading.reasons.slice(0, 6).map((reason) => {
    const mark = reason.taken ? '->' : '  ';
    const words = reason.words.length > 0 ? `  because of: ${reason.words.join(', ')}` : '';
    return `${mark} ${reason.id.padEnd(26)} ${reason.score.toFixed(2)}  ${rankWords[reason.rank]}${words}\n     ${reason.why}`;
  });
  return [`Understood as: ${reading.kind}`, ...lines].join('\n');
}
