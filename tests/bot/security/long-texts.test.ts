import type { Activity } from 'botbuilder';
import fc from 'fast-check';
import { wordsOf } from '../../../bot/channels/words-of';
import { channelIds, isCarrierWord } from '../../../bot/render/channels';
import { longestText } from '../../../bot/reply';
import { serveDirectLine, type TestServer } from '../channels/direct-line-server';
import { converse } from '../bot';
import { expectTheNextStudentIsAnswered, message, post } from './attacker';

// Nothing here is timed: what takes exponential time, or quadratic time for a long message, does not end within the time
// that a test has. The linter looks at the expressions themselves (regexp/no-super-linear-*).

/** Pieces that the bot looks for, or parts a text at. */
const pieces = ['a', ' ', '  ', '\n', '\t', '.', ',', '-', '–', "'", '"', '(', '!', '?', '9', '0', '6.5', '1,000', 'e', '€', 'é', 'ß', '🎓', '\u0301', '\u200d', 'IELTS', 'toefl 90', 'ilets', 'fee', 'tution', 'not', 'no', 'and', 'my', 'from', 'bachelor', 'what is', 'http://a.b', 'a@b.c', '<', '>', '|', '&amp;', '/', '\\', '@', '#', '*', '_', 'aaaaaaab']; // prettier-ignore

/** A few pieces, over and over, with something at the end that fits nothing. */
function repeated(length: number): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })), { minLength: 1, maxLength: 5 }),
      fc.string({ maxLength: 3 }),
    ) // prettier-ignore
    .map(([unit, end]) => `${repeat(unit.join(''), length - end.length)}${end}`);
}

function repeat(unit: string, length: number): string {
  return unit === '' ? '' : unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

/** Many different words, each spelt as no word is. */
const manyWords = fc
  .array(
    fc.string({ unit: fc.constantFrom('a', 'e', 'i', 'o', 'u', 'n', 'r', 's', 't', 'l', 'm', 'f'), minLength: 3, maxLength: 12 }),
    {
      minLength: 150,
      maxLength: 300,
    },
  )
  .map((words) => words.join(' ').slice(0, longestText));

test.each<[string, readonly string[]]>([
  ['at first', []],
  ['after an answer', ['What is the tuition fee?']],
  ['at each question of the interview', ['am I eligible?']],
  ['where a test is asked for', ['am I eligible?', 'BSc']],
  ['where a score is asked for', ['am I eligible?', 'BSc', 'IELTS']],
  ['where documents are asked for', ['am I eligible?', 'BSc', 'IELTS', '7', '6.5']],
])('%s, whatever fills the longest message is read and answered', (_, before) => {
  fc.assert(
    fc.property(fc.oneof(repeated(longestText), repeated(longestText), manyWords), (text) => {
      const outcome = converse([...before, text]).at(-1);
      expect(outcome?.reply.parts.length).toBeGreaterThan(0);
    }),
    { numRuns: 40 },
  );
});

test.each(channelIds)('on %s, whatever fills a body is cleared of what the channel puts into it', (channelId) => {
  const activityOf = (text: string) =>
    ({ text, channelId, recipient: { id: 'bot' }, entities: [{ type: 'mention', mentioned: { id: 'bot' }, text: '<' }] }) as unknown as Activity; // prettier-ignore
  fc.assert(
    fc.property(repeated(200_000), (text) => {
      expect(isCarrierWord(wordsOf(activityOf(text)))).toBe(false);
    }),
    { numRuns: 20 },
  );
});

describe('over HTTP', () => {
  let server: TestServer;
  beforeAll(async () => (server = await serveDirectLine()));
  afterAll(() => server.stop());

  test.each(['<', '<at ', '<@a|', '<a|', '&lt;', 'fee ', '\n', '> ', '-', 'On a wrote:\n', '/a@', '.', '🎓'])(
    '200 kB of %j are declined at once on every channel, or read as nothing',
    async (unit) => {
      for (const channelId of channelIds) {
        const length = Math.floor(200_000 / Buffer.byteLength(JSON.stringify(unit)));
        const begun = Date.now();
        const { status, replies } = await post(server, message(unit.repeat(length), { channelId }));
        expect([status, replies.length > 0]).toEqual([200, true]);
        expect(Date.now() - begun).toBeLessThan(3000);
      }
      await expectTheNextStudentIsAnswered(server);
    },
  );
});
