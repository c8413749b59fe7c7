import { postgresState, sqliteState } from '../../../bot/state/open-state';
import { openSqlite } from '../../../bot/state/sqlite';
import type { State } from '../../../bot/state/state';
import type { NewTicket, OutboxEntry } from '../../../bot/state/tickets';
import { startPostgres, type TestPostgres } from '../../postgres/start';

const database = openSqlite(':memory:');
const sqlite = sqliteState(database);
const log = { info: () => undefined, error: () => undefined };
let server: TestPostgres;
let address: string;
let postgres: State;
let other: State;

beforeAll(async () => {
  server = await startPostgres();
  address = await server.newDatabase();
  [postgres, other] = [await postgresState(address, 10, log), await postgresState(address, 10, log)];
});

afterAll(async () => {
  await Promise.all([postgres.close(), other.close(), sqlite.close()]);
  await server.stop();
});

const times = (count: number) => Array.from({ length: count }, (_, i) => i);
const minute = 60_000;
const lease = 2 * minute;
const start = Date.UTC(2026, 10, 26, 10);
const at = (milliseconds: number) => new Date(start + milliseconds);

function there<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('it is not there');
  return one;
}

let serial = 0;

function asked(conversation: string, origin = `origin ${(serial += 1)}`): NewTicket {
  const reference = { serviceUrl: 'https://channel.example', conversation: { id: conversation } };
  return {
    ...{ channel: 'sms', conversation, reference, origin, question: 'May I "apply"\u0000 late? 😀', email: 'sam@example.org' },
    conversationLines: ['You: hello'],
  };
}

/** `b` is another instance, where there can be one. */
describe.each<[string, () => { readonly a: State; readonly b: State }, (query: string) => Promise<readonly unknown[]>]>([
  ['sqlite', () => ({ a: sqlite, b: sqlite }), (query) => Promise.resolve(database.prepare(query).all())],
  ['postgres', () => ({ a: postgres, b: other }), (query) => server.run(address, query)],
])('%s', (_, instances, run) => {
  let a: State;
  let b: State;
  beforeAll(() => ({ a, b } = instances()));

  const claimAll = async (now: Date, state = a): Promise<readonly OutboxEntry[]> => state.outbox.claim(now, lease, 1000);
  /** What other tests have left is out of the way. */
  beforeEach(async () => {
    for (let entries = await claimAll(at(9e9)); entries.length > 0; entries = await claimAll(at(9e9)))
      for (const entry of entries) await a.outbox.sent(entry);
  });

  test('a ticket is found as it was opened, by its number, which is short and not the next of the one before', async () => {
    const ticket = asked('found');
    const opened = await a.tickets.open(ticket, ['mail'], at(0));
    expect(opened).toEqual({ ...ticket, number: opened.number, status: 'open', opened: at(0) });
    expect(opened.number).toMatch(/^[2-9B-Z]{3}-[2-9B-Z]{3}$/);
    expect(await b.tickets.find(opened.number)).toEqual(opened);
    expect(await b.tickets.find('nothing')).toBeUndefined();
  });

  test('the same opened many times at once, on all instances, is one ticket and is sent once', async () => {
    const ticket = asked('same');
    const opened = await Promise.all(times(10).map((i) => (i % 2 ? a : b).tickets.open(ticket, ['mail', 'teams'], at(0))));
    expect(new Set(opened.map(({ number }) => number)).size).toBe(1);
    expect((await claimAll(at(0))).map(({ destination }) => destination).sort()).toEqual(['mail', 'teams']);
    expect(await a.tickets.of(ticket)).toHaveLength(1);
  });

  test('an entry goes to one of many who claim at once, until its time is over', async () => {
    await Promise.all(times(20).map((i) => a.tickets.open(asked(`claimed ${i}`), ['mail'], at(0))));
    const claimed = (await Promise.all(times(10).map((i) => (i % 2 ? a : b).outbox.claim(at(1), lease, 5)))).flat();
    const more = await claimAll(at(1));
    expect(new Set([...claimed, ...more].map(({ id }) => id)).size).toBe(20);
    expect(claimed.length + more.length).toBe(20);
    expect(await claimAll(at(lease))).toEqual([]);
    expect(await claimAll(at(lease + 1))).toHaveLength(20);
  });

  test('whose time is over can no longer mark it as sent', async () => {
    await a.tickets.open(asked('late'), ['mail'], at(0));
    const [mine] = await claimAll(at(0));
    const [theirs] = await claimAll(at(lease), b);
    if (!mine || !theirs) throw new Error('nothing was claimed');
    await a.outbox.sent(mine);
    await a.outbox.failed(mine, undefined, 'no');
    expect(await a.outbox.dead()).toEqual([]);
    await b.outbox.failed(theirs, at(lease + 1), 'refused');
    const [again] = await claimAll(at(lease + 1));
    expect(again).toMatchObject({ id: mine.id, tries: 1 });
  });

  test('what was sent is never claimed again; what failed is when it is time; what was given up never, and is told of', async () => {
    const tickets = await Promise.all(times(3).map((i) => a.tickets.open(asked(`three ${i}`), ['webhook'], at(i))));
    const entries = await claimAll(at(3));
    const entryOf = (i: number) => there(entries.find(({ ticket }) => ticket === tickets[i]?.number));
    await a.outbox.sent(entryOf(0));
    await a.outbox.failed(entryOf(1), at(minute), 'refused');
    await a.outbox.failed(entryOf(2), undefined, 'gone');
    expect(await claimAll(at(minute - 1))).toEqual([]);
    expect((await claimAll(at(minute))).map(({ ticket }) => ticket)).toEqual([tickets[1]?.number]);
    const dead = { ticket: tickets[2]?.number, message: 0, destination: 'webhook', reason: 'gone' };
    expect(await b.outbox.dead()).toContainEqual(dead);
    await a.tickets.erase(asked('three 2'));
    expect(await b.outbox.dead()).not.toContainEqual(dead);
  });

  test('what is said goes to each destination in order: the next only when the one before is sent, or given up', async () => {
    const { number } = await a.tickets.open(asked('order'), ['teams', 'webhook'], at(0));
    for (const text of ['one', 'two']) await a.tickets.say(number, { side: 'student', text }, ['teams', 'webhook'], at(1));
    const next = async (now: Date, state: State) =>
      (await claimAll(now, state)).map((entry) => ({ entry, is: `${entry.destination} ${entry.message}` }));
    const first = await next(at(2), a);
    expect(first.map(({ is }) => is).sort()).toEqual(['teams 0', 'webhook 0']);
    const teams = there(first.find(({ entry }) => entry.destination === 'teams')?.entry);
    await a.outbox.sent(teams);
    const [second, ...more] = await next(at(3), b);
    expect([second?.is, more]).toEqual(['teams 1', []]);
    await b.outbox.failed(there(second?.entry), undefined, 'no');
    expect((await next(at(4), a)).map(({ is }) => is)).toEqual(['teams 2']);
  });

  test('what is said in a ticket is numbered without gap, once each, and not at all when the ticket is gone', async () => {
    const ticket = asked('talk');
    const { number } = await a.tickets.open(ticket, [], at(0));
    const say = (i: number) =>
      (i % 2 ? a : b).tickets.say(number, { side: 'student', text: `m${i}`, delivery: `d${i >> 1}` }, [], at(1));
    const added = await Promise.all(times(12).map(say));
    expect(added.filter(Boolean)).toHaveLength(6);
    const messages = await b.tickets.messages(number);
    expect(messages.map(({ n }) => n)).toEqual(times(6).map((i) => i + 1));
    expect(messages[0]).toEqual({ n: 1, side: 'student', text: expect.stringMatching(/^m/) as string, at: at(1).getTime() });
    await a.tickets.erase(ticket);
    expect(await b.tickets.say(number, { side: 'office', text: 'hello' }, ['student'], at(2))).toBe(false);
  });

  test('of two who take it at once one does; closed is for good', async () => {
    const ticket = asked('take');
    const { number } = await a.tickets.open(ticket, [], at(0));
    const take = (by: string, state: State) =>
      state.tickets.change(number, { from: ['open'], to: 'taken', by }, { side: 'bot', text: by, turns: 'taken' }, [], at(1));
    expect((await Promise.all([take('Ann', a), take('Bo', b)])).sort()).toEqual([false, true]);
    const [taken] = await a.tickets.liveIn(ticket);
    expect(taken).toMatchObject({ status: 'taken', by: expect.stringMatching(/Ann|Bo/) as string });
    expect((await a.tickets.messages(number)).map(({ text }) => text)).toEqual([taken?.by]);
    const end = { side: 'bot', text: 'end', turns: 'closed' } as const;
    expect(await a.tickets.change(number, { from: ['open', 'taken'], to: 'closed' }, end, [], at(2))).toBe(true);
    expect(await take('Cy', a)).toBe(false);
    expect(await b.tickets.liveIn(ticket)).toEqual([]);
    expect(await b.tickets.find(number)).toMatchObject({ status: 'closed', by: taken?.by });
  });

  test('those in which nothing was said for a while are found, the taken ones only', async () => {
    const [taken, open] = [await a.tickets.open(asked('quiet'), [], at(0)), await a.tickets.open(asked('waiting'), [], at(0))];
    const begin = { side: 'bot', text: 'begin', turns: 'taken' } as const;
    await a.tickets.change(taken.number, { from: ['open'], to: 'taken', by: 'Ann' }, begin, [], at(minute));
    const quiet = async (since: number) => (await b.tickets.quietSince(at(since))).map(({ number }) => number);
    expect(await quiet(minute - 1)).not.toContain(taken.number);
    expect(await quiet(minute)).toContain(taken.number);
    expect(await quiet(minute)).not.toContain(open.number);
    await a.tickets.say(taken.number, { side: 'student', text: 'still here' }, [], at(2 * minute));
    expect(await quiet(minute)).not.toContain(taken.number);
  });

  test('the office sees them by their status: who waits longest first, of the closed the latest first; and how many there are', async () => {
    const before = await a.tickets.counts();
    const opened = [];
    for (const i of times(4)) opened.push(await a.tickets.open(asked(`listed ${i}`), [], at(-i * minute)));
    const [first, second, third, fourth] = opened.map(({ number }) => number) as [string, string, string, string];
    const turn = (number: string, to: 'taken' | 'closed', when: number) =>
      a.tickets.change(number, { from: ['open', 'taken'], to, by: 'Ann' }, { side: 'bot', text: 'x', turns: to }, [], at(when));
    await turn(first, 'closed', 8 * minute);
    await turn(second, 'closed', 9 * minute);
    await turn(third, 'taken', 9 * minute);
    const listed = async (status: 'open' | 'taken' | 'closed') => (await b.tickets.list(status, 100)).map(({ number }) => number);
    expect((await listed('closed')).slice(0, 2)).toEqual([second, first]);
    expect((await listed('taken'))[0]).toBe(third);
    expect((await listed('open'))[0]).toBe(fourth);
    expect(await b.tickets.list('closed', 1)).toHaveLength(1);
    const after = await b.tickets.counts();
    expect([after.open - before.open, after.taken - before.taken, after.closed - before.closed]).toEqual([1, 1, 2]);
  });

  test('how far what is to be sent has come is told for each ticket, and for no other', async () => {
    const { number } = await a.tickets.open(asked('come far'), ['mail', 'webhook', 'teams'], at(0));
    const entries = await claimAll(at(0));
    const to = (destination: string) => there(entries.find((entry) => entry.destination === destination));
    await a.outbox.sent(to('mail'));
    await a.outbox.failed(to('webhook'), at(minute), 'refused');
    await a.outbox.failed(to('teams'), undefined, 'gone');
    const told = { message: 0, tries: 1 };
    expect(await b.outbox.of(number)).toEqual([
      { message: 0, destination: 'mail', state: 'sent', tries: 0, reason: '' },
      { ...told, destination: 'webhook', state: 'waiting', reason: 'refused' },
      { ...told, destination: 'teams', state: 'dead', reason: 'gone' },
    ]);
    expect(await b.outbox.of('nothing')).toEqual([]);
  });

  test('a thread in Teams is of one ticket', async () => {
    const { number } = await a.tickets.open(asked('thread'), [], at(0));
    await a.tickets.setThread(number, `19:${'x'.repeat(500)};messageid=1`);
    expect(await b.tickets.ofThread(`19:${'x'.repeat(500)};messageid=1`)).toMatchObject({ number });
    expect(await b.tickets.ofThread('another')).toBeUndefined();
  });

  test('erased is all of one conversation: tickets, messages and what was to be sent', async () => {
    const mine = asked('mine secret');
    const { number } = await a.tickets.open(mine, ['mail'], at(0));
    await a.tickets.say(number, { side: 'student', text: 'mine secret' }, ['teams'], at(0));
    const theirs = await a.tickets.open(asked('theirs'), ['mail'], at(0));
    await b.tickets.erase(mine);
    const all = await Promise.all(['ticket', 'ticket_message', 'outbox'].map((table) => run(`SELECT * FROM ${table}`)));
    expect(JSON.stringify(all)).not.toMatch(new RegExp(`mine secret|${number}`));
    expect((await claimAll(at(0))).map(({ ticket }) => ticket)).toEqual([theirs.number]);
  });
});
