import { remembered } from '../../../bot/understand/memo';

function counting(most: number) {
  const asked: string[] = [];
  const work = (text: string) => {
    asked.push(text);
    return { text };
  };
  return { asked, ask: remembered(work, (text) => text, most) };
}

test('what was asked of late is not worked out again, and is the same', () => {
  const { asked, ask } = counting(10);
  expect(ask('fee')).toBe(ask('fee'));
  expect(asked).toEqual(['fee']);
});

test('no more is remembered than was said, however much is asked', () => {
  const { asked, ask } = counting(10);
  const texts = Array.from({ length: 100 }, (_, i) => `text ${i}`);
  texts.forEach(ask);
  asked.length = 0;
  [...texts].reverse().forEach(ask);
  expect(100 - asked.length).toBeLessThanOrEqual(10);
  expect(100 - asked.length).toBeGreaterThanOrEqual(5);
});

test('what is asked again and again stays, whatever else is asked', () => {
  const { asked, ask } = counting(10);
  for (let i = 0; i < 100; i += 1) [`text ${i}`, 'fee'].forEach(ask);
  expect(asked.filter((text) => text === 'fee')).toHaveLength(1);
});

test('long texts are not kept', () => {
  const { asked, ask } = counting(10);
  const long = 'a'.repeat(1000);
  expect([ask(long), ask(long)]).toEqual([{ text: long }, { text: long }]);
  expect(asked).toHaveLength(2);
});
