import { openSqlite, type Sqlite } from '../../bot/state/sqlite';
import { sqliteState } from '../../bot/state/open-state';
import type { State } from '../../bot/state/state';
import { entryOf, questionIn } from '../../bot/channels/log-turn';
import { newSession, type Session } from '../../bot/types';
import { after, converse, realIndex } from './bot';
import { openChannel, type OnChannel } from './channels/channel-server';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** What is counted of each line of a talk, and what is kept as missed. */
function logged(lines: readonly string[], channel = 'webchat') {
  const outcomes = converse(lines);
  return outcomes.map((outcome, i) => {
    const before: Session = outcomes[i - 1]?.session ?? newSession;
    const said = { kind: 'text', text: lines[i] ?? '' } as const;
    return entryOf({ said, before, outcome, channel }, { knowledge: realIndex().knowledge, now: () => after });
  });
}

const last = (lines: readonly string[]) => logged(lines).at(-1);

test.each([
  [['What is the tuition fee?'], { kind: 'answer', topics: ['tuition-fee'], language: 'en' }],
  [['Wat kost de opleiding per jaar?'], { kind: 'answer', topics: ['tuition-fee'], language: 'nl' }],
  [['is ielts 6.0 enough?'], { kind: 'check', topics: ['language-tests'] }],
  [['are there scholarships?'], { kind: 'unknown', topics: ['scholarships'] }],
  [['who won the football match last night'], { kind: 'offtopic', topics: [] }],
  [['person'], { kind: 'human', topics: [] }],
  [['my data'], { kind: 'command', topics: ['myData'] }],
  [['delete my data'], { kind: 'command', topics: ['deleteMyData'] }],
  [['delete my data', 'yes'], { kind: 'command', topics: ['erase'] }],
  [['i want to kill myself'], { kind: 'care', topics: [] }],
  [['hello'], { kind: 'smalltalk', topics: [] }],
])('%j is counted as %j', (lines, counted) => {
  expect(last(lines)?.turn).toMatchObject({
    channel: 'webchat',
    begun: false,
    knowledge: realIndex().knowledge.version,
    ...counted,
  });
});

test('the time is told to the hour, an unknown channel as another one', () => {
  const [entry] = logged(['hello'], '+44 7700 900123');
  expect(entry?.turn).toMatchObject({ at: new Date('2026-11-23T12:00:00Z'), channel: 'other' });
});

describe('how an interview moves', () => {
  const moves = (lines: readonly string[]) =>
    logged(lines).map(({ turn: { begun, asked = '', left = '', verdict = '' } }) => [begun ? 'begun' : '', asked, left, verdict].join(' ').trim()); // prettier-ignore

  test.each([
    [['am I eligible?', 'BSc', 'IELTS', '7', 'all of them'], ['begun degree', 'test degree', 'total test', 'documents total',  'documents eligible']], // prettier-ignore
    [
      ['am I eligible?', 'no degree'],
      ['begun degree', 'degree not-eligible'],
    ],
    [
      ['am I eligible?', 'what is the fee?', 'BSc'],
      ['begun degree', '', 'test degree'],
    ],
    [
      ['am I eligible?', 'BSc', 'abc'],
      ['begun degree', 'test degree', ''],
    ],
    [
      ['am I eligible?', 'BSc', 'back'],
      ['begun degree', 'test degree', 'degree test'],
    ],
    [
      ['am I eligible?', 'BSc', 'cancel'],
      ['begun degree', 'test degree', 'test'],
    ],
    [
      ['am I eligible?', 'BSc', 'start over'],
      ['begun degree', 'test degree', 'begun degree test'],
    ],
    [
      ['am I eligible?', 'back'],
      ['begun degree', ''],
    ],
  ])('%j: %j', (lines, expected) => {
    expect(moves(lines).map((one) => one.replace(/ +/g, ' '))).toEqual(expected);
  });
});

describe('of a question that was missed its words are kept', () => {
  test.each([
    ['who won the football match last night', 'declined', /^who won the football match last night$/],
    ['which one of them', 'asked-back', /^which one of them$/],
    ['who won the football match last night? mail me at jo@example.com or +44 7700 900123', 'declined', /^who won .*\? mail me at \[e-mail\] or \[[a-z ]+\]$/], // prettier-ignore
  ])('"%s": %s', (text, why, question) => {
    const { missed } = last([text]) ?? {};
    expect(missed?.why).toBe(why);
    expect(missed?.question).toMatch(question);
  });

  test.each([
    ['What is the tuition fee?'],
    ['are there scholarships?'],
    ['is ielts 6.0 enough?'],
    ['person'],
    ['hello'],
    ['my data'],
    ['delete my data'],
    ['i want to kill myself'],
    ['who won the football match? i want to kill myself'],
    ['am I eligible?'],
    ['7'],
    ['??'],
  ])('of "%s" no word is', (text) => {
    expect(last([text])?.missed).toBeUndefined();
  });

  test.each([
    ['my name is Jo Smith, is there a harp', 'my name is [name], is there a harp'],
    ['a\u0000b\u202e c\nd  e\ud800f', 'a b c d e f'],
    ['?!', undefined],
    ['ok', undefined],
    [`why ${'so '.repeat(500)}`, `why ${'so '.repeat(99)}`.slice(0, 300)],
  ])('%j is kept as %j', (text, kept) => {
    expect(questionIn(text)).toBe(kept);
  });
});

/** All that stands in the tables of the log. */
function inLog(database: Sqlite): string {
  return JSON.stringify(['turn', 'missed'].map((table) => database.prepare(`SELECT * FROM ${table}`).all()));
}

interface Served {
  readonly database: Sqlite;
  readonly state: State;
  readonly service: OnChannel;
}

async function serve(): Promise<Served> {
  const database = openSqlite(':memory:');
  const state = sqliteState(database);
  const service = await openChannel({ state });
  ends.push(() => service.stop());
  return { database, service, state };
}

const ever = { from: new Date(0), to: new Date('2100-01-01') };
const counted = async ({ state }: Served) => (await state.turnLog.counts(ever)).reduce((sum, { count }) => sum + count, 0);

describe.each(['sms', 'telegram', 'msteams', 'directline', 'email'])('on %s', (channelId) => {
  const user = '+447700900123';
  const people = {
    ...{ channelId, from: { id: user, name: 'Jo Quimby' }, recipient: { id: 'bot' }, conversation: { id: `${user}|talk` } },
    channelData: { tenant: { id: 'tenant-7' } },
  };

  test('nothing of a user is in the log: no id, no number, no address, no name of the account', async () => {
    const served = await serve();
    const lines = [
      'What is the tuition fee?',
      'who won the football match last night, my number is +447700900123, my mail jo.quimby@example.com',
      'my name is Jo Quimby, who won the football match last night',
      'i want to kill myself',
      'my data',
      'am I eligible?',
      'BSc',
    ];
    for (const [i, text] of lines.entries()) await served.service.deliver({ type: 'message', id: `m-${i}-id`, text, ...people });
    expect(await counted(served)).toBe(lines.length);
    const log = inLog(served.database);
    expect(log).toContain('who won the football match last night');
    for (const own of [user, '7700900123', 'jo.quimby', 'example.com', 'Quimby', 'talk', 'tenant-7', 'm-0-id', 'kill', 'BSc'])
      expect(log).not.toContain(own);
  });

  test('the same delivered three times is counted once, whatever it is', async () => {
    const served = await serve();
    const lines = ['What is the tuition fee?', 'who won the football match last night', 'my data'];
    for (const [i, text] of lines.entries())
      for (let n = 0; n < 3; n += 1) await served.service.deliver({ type: 'message', id: `m${i}`, text, ...people });
    expect(await counted(served)).toBe(3);
    expect(await served.state.turnLog.missed()).toHaveLength(1);
    // And what shows own data shows it each time.
    const { sent } = await served.service.deliver({ type: 'message', id: 'm2', text: 'my data', ...people });
    expect(JSON.stringify(sent)).toContain('remembered');
  });
});

test('no turn fails by it, nor is it slower: a log that cannot be written is told of and nothing else', async () => {
  const served = await serve();
  served.database.exec('DROP TABLE turn; DROP TABLE missed');
  const people = { channelId: 'telegram', from: { id: 'u' }, recipient: { id: 'bot' }, conversation: { id: 'c' } };
  const { status, sent } = await served.service.deliver({
    type: 'message',
    id: 'm',
    text: 'What is the tuition fee?',
    ...people,
  });
  expect([status, sent.length]).toEqual([200, 1]);
  await expect(counted(served)).rejects.toThrow('no such table: turn');
  expect(served.service.bot.logged).toEqual([expect.stringContaining('a turn could not be counted')]);
});

describe('an answer that is voted down', () => {
  const missed = async ({ state }: Served) => (await state.turnLog.missed()).map(({ why, question, topics }) => ({ why, question, topics })); // prettier-ignore
  const fee = { why: 'voted-down', question: 'What is the tuition fee? I am at [e-mail]', topics: ['tuition-fee'] };
  const question = 'What is the tuition fee? I am at jo@example.com';

  test('on Teams: its question is missed, once, and leads to nobody', async () => {
    const served = await serve();
    const people = { channelId: 'msteams', from: { id: 'user-7' }, recipient: { id: 'bot' }, conversation: { id: 'talk-7' } };
    await served.service.deliver({ type: 'message', id: 'm', text: question, ...people });
    const replyToId = `reply-${served.service.sent.length}`;
    const vote = (reaction: string, id = replyToId) =>
      served.service.deliver({ type: 'invoke', name: 'message/submitAction', value: { actionName: 'feedback', actionValue: { reaction } }, replyToId: id, ...people }); // prettier-ignore
    await vote('like');
    expect(await missed(served)).toEqual([]);
    await vote('dislike');
    await vote('dislike');
    await vote('dislike', 'reply-unknown');
    expect(await missed(served)).toEqual([fee]);
    expect(inLog(served.database)).not.toMatch(/user-7|talk-7|reply-/);
  });

  test('in the chat of the website: from what was said there, but for words of crisis and own data', async () => {
    const served = await serve();
    const { url } = served.service.bot;
    const begun = await fetch(`${url}/v3/directline/begin`, { method: 'POST' });
    const { token, conversationId } = (await begun.json()) as { readonly token: string; readonly conversationId: string };
    const path = `${url}/v3/directline/conversations/${conversationId}/activities`;
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const post = (body: object) => fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    const voteOnLast = async (vote: string) => {
      const { activities } = (await (await fetch(path, { headers })).json()) as { readonly activities: readonly { readonly id: string; readonly entities?: readonly { readonly kind?: string }[] }[] }; // prettier-ignore
      const reply = activities.findLast(({ entities = [] }) =>
        entities.some(({ kind }) => kind !== undefined && kind !== 'hand-over'),
      );
      expect((await post({ type: 'event', name: 'feedback', value: { reply: reply?.id, vote } })).status).toBe(200);
    };
    for (const text of ['i want to kill myself', 'delete my data', 'no', 'am I eligible?', 'BSc', 'cancel']) {
      await post({ type: 'message', text });
      await voteOnLast('down');
    }
    expect(await missed(served)).toEqual([]);
    await post({ type: 'message', text: question });
    await voteOnLast('up');
    await voteOnLast('down');
    await voteOnLast('down');
    expect(await missed(served)).toEqual([fee]);
    // What was declined is missed already.
    await post({ type: 'message', text: 'who won the football match last night' });
    await voteOnLast('down');
    expect((await missed(served)).map(({ why }) => why)).toEqual(['voted-down', 'declined']);
    expect(inLog(served.database)).not.toContain(conversationId);
  });
});
