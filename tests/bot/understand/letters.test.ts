import fc from 'fast-check';
import Fuse from 'fuse.js';
import { lettersLacking, mayFind } from '../../../bot/understand/letters';

test.each([
  ['fee', 'fee', 0],
  ['fees', 'fee', 1],
  ['fee', 'fees', 0],
  ['letter', 'later', 2],
  ['', 'fee', 0],
  ['über', 'uber', 1],
])('of "%s", "%s" lacks %i letters', (text, other, lacking) => {
  expect(lettersLacking(text, other)).toBe(lacking);
});

/** Fuse finds everything where nothing is looked for. */
const isSaid = (text: string) => text.trim() !== '';

/** Few letters, so that texts are often alike. */
const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'é', ' '), minLength: 1, maxLength: 45 });

test('whatever Fuse finds may be found', () => {
  fc.assert(
    fc.property(texts.filter(isSaid), texts, fc.constantFrom(0.12, 0.3, 0.45), (text, other, threshold) => {
      const found = new Fuse([other], { threshold, ignoreFieldNorm: true }).search(text);
      return found.length === 0 || mayFind(text, other, threshold);
    }),
    { numRuns: 5000 },
  );
});
