import type { Grade } from './judge';

/** No change may make the understanding of our own labelled questions worse than this (per cent of each group). */
export const floors: readonly { readonly file: string; readonly group: string; readonly grade: Grade; readonly least: number }[] =
  [
    { file: 'facts.jsonl', group: 'answer', grade: 'right', least: 92 },
    { file: 'facts.jsonl', group: 'multi', grade: 'right', least: 82 },
    { file: 'facts.jsonl', group: 'check', grade: 'right', least: 95 },
    { file: 'phone.jsonl', group: 'answer', grade: 'right', least: 92 },
    { file: 'idiom.jsonl', group: 'answer', grade: 'right', least: 84 },
    { file: 'log.jsonl', group: 'answer', grade: 'right', least: 87 },
    { file: 'phone-2.jsonl', group: 'answer', grade: 'right', least: 96 },
    { file: 'idiom-2.jsonl', group: 'answer', grade: 'right', least: 89 },
    { file: 'log-2.jsonl', group: 'answer', grade: 'right', least: 93 },
    { file: 'phone.jsonl', group: 'check', grade: 'right', least: 95 },
    { file: 'idiom.jsonl', group: 'check', grade: 'right', least: 87 },
    { file: 'log.jsonl', group: 'check', grade: 'right', least: 95 },
    { file: 'others.jsonl', group: 'unknown', grade: 'right', least: 91 },
    { file: 'others.jsonl', group: 'offtopic', grade: 'right', least: 91 },
    { file: 'others.jsonl', group: 'eligibility', grade: 'right', least: 85 },
    { file: 'others.jsonl', group: 'human', grade: 'right', least: 90 },
  ];

/** Nor may it state more wrong facts than this (per cent of the group). */
export const mostWrong: readonly { readonly file: string; readonly group: string; readonly most: number }[] = [
  { file: 'facts.jsonl', group: 'answer', most: 2 },
  { file: 'facts.jsonl', group: 'check', most: 2 },
  { file: 'phone.jsonl', group: 'answer', most: 3 },
  { file: 'idiom.jsonl', group: 'answer', most: 4 },
  { file: 'phone-2.jsonl', group: 'answer', most: 2 },
  { file: 'idiom-2.jsonl', group: 'answer', most: 5 },
  { file: 'log-2.jsonl', group: 'answer', most: 3 },
  { file: 'log.jsonl', group: 'answer', most: 4 },
  { file: 'others.jsonl', group: 'unknown', most: 2 },
  { file: 'others.jsonl', group: 'offtopic', most: 3 },
];
