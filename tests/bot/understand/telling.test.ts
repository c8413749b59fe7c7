import { understand } from '../../../bot/understand/understand';
import { realIndex } from '../bot';

const kindOf = (text: string) => understand(text, realIndex()).kind;

describe('a few words that tell nothing are asked back about, never answered with a fact', () => {
  test.each([
    'both of these',
    'neither',
    'all three',
    'most of it',
    'a few',
    'the others',
    'only this one',
    'which of them',
    'the same one',
    'and after that',
    'will it',
    'is that it',
    'none at all',
    'with which',
    'by those',
    'what then',
    'for which one',
  ])('"%s"', (text) => {
    expect(kindOf(text)).not.toBe('answer');
  });
});

describe('few words that tell something are answered', () => {
  test.each([
    'fees',
    'how much',
    'the deadline',
    'the tracks',
    'how long',
    'which documents',
    'where is it',
    'what ielts',
    'start when',
    'so is it one year or two',
  ])('"%s"', (text) => {
    expect(kindOf(text)).toBe('answer');
  });
});
