import type { Reading, Reason } from '../types';

const rankWords: Readonly<Record<Reason['rank'], string>> = {
  exact: 'the very words of a known way of asking',
  'same-words': 'the telling words of a known way of asking',
  close: 'a known way of asking but for a few letters',
  learned: 'likely, going by the words of all known ways of asking',
  'follow-up': 'goes on from what was just spoken of',
  offered: 'one of the choices just offered',
  command: 'a command',
  interview: 'an answer in the interview',
};

/** How a question was understood, for people: what was read, what was considered, and what became of it. */
export function explain(reading: Reading): string {
  const considered = reading.reasons.slice(0, mostTold).map((reason) => {
    const mark = reason.taken ? '->' : '  ';
    const words = reason.words.length > 0 ? `  because of: ${reason.words.join(', ')}` : '';
    return `${mark} ${reason.id.padEnd(26)} ${reason.score.toFixed(2)}  ${rankWords[reason.rank]}${words}\n     ${reason.why}`;
  });
  return [`Understood as: ${reading.kind}`, ...noticed(reading), ...considered].join('\n');
}

const mostTold = 6;

function noticed(reading: Reading): readonly string[] {
  const language = reading.language === undefined ? [] : [`   written in: ${reading.language}`];
  if (reading.kind === 'answer' && reading.premise)
    return [...language, `   it takes something for granted, which is ${reading.premise === 'yes' ? 'so' : 'not so'}`];
  if (reading.kind !== 'check') return language;
  const { tests, degree, verdict } = reading.check;
  const told = tests.map(({ claim: { exam, total, components } }) => {
    const parts = components.length > 0 ? `, components ${components.join(', ')}` : '';
    return `   read from the words: ${exam}, total ${total ?? 'not told'}${parts}`;
  });
  return [
    ...language,
    ...told,
    ...(degree ? [`   read from the words: degree ${degree.level}`] : []),
    `   judged by requirements.yaml: ${verdict}`,
  ];
}
