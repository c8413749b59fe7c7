import { check } from '../../knowledge/check';
import { compareEditions } from '../../knowledge/compare-editions';
import { readSource } from '../../knowledge/source-text';
import { realFiles } from './files';

const { draft } = check(realFiles);
const text = realFiles.find(({ file }) => file === 'sources/brochure.txt')?.text ?? '';
const before = readSource(text);
const changesFor = (change: (text: string) => string) => compareEditions(draft, before, readSource(change(text)));

test('the same edition with other line breaks changes nothing', () => {
  expect(changesFor((same) => same.replaceAll('\n', '\n\n').replaceAll('. ', '.  '))).toEqual([]);
});

test.each<[string, (text: string) => string, RegExp, readonly RegExp[]]>([
  [
    'a fee',
    (old) => old.replace('18,016.00', '19,500.00'),
    /19,500/,
    [/^topics\/practical\.yaml:\d+:\d+ tuition-fee$/, /^tuition-total, which leans on tuition-fee$/],
  ],
  [
    'a threshold',
    (old) => old.replace('IELTS - 6.0', 'IELTS - 6.5'),
    /IELTS - 6\.5/,
    [/^requirements\.yaml:\d+:\d+ ielts$/, /^language-tests, which leans on ielts$/],
  ],
])('%s that is changed: the sentence as it was and is, and all that rests on it', (_what, change, now, resting) => {
  const changes = changesFor(change);
  expect(changes).toHaveLength(1);
  expect(changes[0]?.after).toMatch(now);
  for (const one of resting) expect(changes[0]?.restingOnIt).toContainEqual(expect.stringMatching(one));
});

test('a sentence that is gone, and one that is new', () => {
  const changes = changesFor((old) => `${old.replace('Get in touch', '')}\nA scholarship is offered to all.\n`);
  expect(changes).toEqual([
    { before: 'Get in touch', restingOnIt: [expect.stringMatching(/ contact$/)] },
    { after: 'A scholarship is offered to all.', restingOnIt: [] },
  ]);
});
