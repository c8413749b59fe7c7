import { provable, untraced, namesOfSources } from '../../knowledge/trace';
import { compose } from '../../bot/reply';
import type { Part, Reading, Reply } from '../../bot/types';
import { realBase } from '../knowledge/files';
import { after, before, realInterviewer } from './bot';
import { everyReading } from './readings';

const { knowledge, draft } = realBase();
const names = namesOfSources(draft.sourceTexts.values());
const topicIds = [...knowledge.topics.keys()];
const reasons = [] as const;

const wholeSource = [...draft.sourceTexts.values()].map(({ text }) => text).join('\n');

const { otherTests } = knowledge.requirements;

/** What a check may say besides its quotes: the student's own scores and tests, and the differences worked out. */
function ownWords(reading: Reading): string {
  if (reading.kind !== 'check') return '';
  return reading.check.tests
    .flatMap(({ claim, verdict }) => {
      const compared = 'comparisons' in verdict ? verdict.comparisons : [];
      const named = otherTests.find(({ id }) => id === claim.exam)?.name ?? '';
      return [named, ...compared.flatMap(({ have, asked }) => [String(have), String(Math.abs(have - asked))])];
    })
    .join('\n');
}

const walked = [before, after].flatMap((now) =>
  everyReading(knowledge).map((reading) => ({
    reading,
    reply: compose(reading, { knowledge, interviewer: realInterviewer(), now }),
  })),
);

/**
 * What a sentence that states no fact may name: whose assistant it is, what stands in the source, and the subject that
 * the student asked about. Numbers it may not hold at all; a test of its own sees to that.
 */
function allowedIn({ reading }: { reading: Reading }): string {
  const { programme, university, cite } = knowledge.programme;
  const subject = reading.kind === 'unknown' ? knowledge.subjects.get(reading.about ?? '') : undefined;
  return [programme, university, ...cite.map(({ quote }) => quote), subject?.about ?? '', wholeSource].join('\n');
}

function untracedIn(part: Part, allowed: string, own: string): readonly string[] {
  if (part.kind === 'words') return untraced(part.text, [allowed], names);
  // What is worked out from quoted values stands in no quote; the answer shows the working.
  const derived = knowledge.topics.get(part.topic)?.derived ?? [];
  const quotes = [...part.citations.map(({ quote }) => quote), ...derived, own];
  return [...untraced(part.text, quotes, names), ...part.remarks.flatMap((remark) => untraced(remark, quotes, names))];
}

test('every number, date, amount and name of every reachable reply stands in a quote', () => {
  // "Talk to a person" and titles offer, they state nothing; 2,000 is our own limit for a message.
  const found = walked
    .filter(({ reading }) => reading.kind !== 'unreadable')
    .flatMap(({ reading, reply }) =>
      reply.parts.flatMap((part) =>
        untracedIn(part, allowedIn({ reading }), ownWords(reading)).map((token) => `${reading.kind}: ${token}`),
      ),
    );
  expect(found).toEqual([]);
});

test('the walk has seen what it must: facts, and tokens to trace', () => {
  const facts = walked.flatMap(({ reply }) => reply.parts.filter((part) => part.kind === 'fact'));
  const tokens = facts.flatMap(({ text }) => provable(text, names));
  expect(walked.length).toBeGreaterThan(2 * (31 + 100));
  expect(new Set(facts.map(({ topic }) => topic))).toEqual(new Set(topicIds));
  expect(tokens.length).toBeGreaterThan(100);
});

test('every quote stands in the source, word for word', () => {
  const quotes = walked.flatMap(({ reply }) => reply.parts.flatMap((part) => (part.kind === 'fact' ? part.citations : [])));
  for (const { quote } of quotes) expect(wholeSource).toContain(quote.replace(/\s+/g, ' '));
});

test('sentences that state no fact hold no number', () => {
  for (const { reading, reply } of walked) {
    if (reading.kind === 'unreadable') continue;
    for (const part of reply.parts) if (part.kind === 'words') expect(part.text).not.toMatch(/(?<!COVID-1?)\d/);
  }
});

test('what is not in the brochure is answered without any number and without a fact', () => {
  for (const { reading, reply } of walked) {
    if (reading.kind !== 'unknown' && reading.kind !== 'offtopic' && reading.kind !== 'clarify') continue;
    expect(reply.parts.filter((part) => part.kind === 'fact')).toEqual([]);
    expect(textOf(reply)).not.toMatch(/(?<!COVID-1?)\d/);
  }
});

test('no reply is silent, none is a dead end, none promises a place', () => {
  for (const { reading, reply } of walked) {
    expect(textOf(reply).trim()).not.toBe('');
    expect(textOf(reply)).not.toMatch(/\{|\}|undefined|you are admitted|you will be admitted/i);
    if (reading.kind === 'unknown' || reading.kind === 'clarify')
      expect(reply.choices.map(({ means }) => means.kind)).toContain('human');
  }
});

function textOf(reply: Reply): string {
  return reply.parts.map(({ text }) => text).join('\n');
}

const passed = knowledge.replies.remarks['date-passed'];
const check = knowledge.replies.remarks['check-current'];
const odd = knowledge.replies.remarks['deadline-after-start'];

test.each([
  ['start-date', new Date('2022-09-30T23:59:59Z'), []],
  ['start-date', new Date('2022-10-01T00:00:00Z'), [passed]],
  ['deadline', new Date('2022-11-30T23:59:59Z'), [odd]],
  ['deadline', new Date('2022-12-01T00:00:00Z'), [odd, passed]],
  ['tuition-fee', before, []],
  ['tuition-fee', after, [check]],
  ['covid', before, []],
  ['covid', after, [check]],
  ['credits', after, []],
])('%s on %s carries the remarks %j', (topic, now, remarks) => {
  const { parts } = compose({ kind: 'answer', topics: [topic], reasons }, { knowledge, interviewer: realInterviewer(), now });
  expect(parts.flatMap((part) => (part.kind === 'fact' ? part.remarks : []))).toEqual(remarks);
});
