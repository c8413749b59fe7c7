import fc from 'fast-check';
import { makeTextTable, numberOf } from '../../../bot/understand/text-table';

const tableOf = (texts: readonly string[]) =>
  makeTextTable(
    texts.map((text, number) => [text, number]),
    texts.length,
  );

test('every text finds its own number, and no other text finds any', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.array(fc.string()), (texts, others) => {
      const table = tableOf(texts);
      expect(texts.map((text) => numberOf(text, table))).toEqual(texts.map((_, number) => number));
      const strangers = others.filter((text) => !texts.includes(text));
      expect(strangers.map((text) => numberOf(text, table))).toEqual(strangers.map(() => undefined));
    }),
  );
});

test('of two texts that are the same the later number counts', () => {
  expect(numberOf('fee', makeTextTable([['fee', 4], ['fee', 0]], 2))).toBe(0); // prettier-ignore
});

test('a hundred thousand texts, many of them alike but for a letter, are told apart', () => {
  const texts = Array.from({ length: 100_000 }, (_, n) => `c:<${n.toString(36)}`);
  const table = tableOf(texts);
  expect(texts.filter((text, number) => numberOf(text, table) !== number)).toEqual([]);
  expect(texts.filter((text) => numberOf(`${text}>`, table) !== undefined)).toEqual([]);
});
