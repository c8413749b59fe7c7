import { openSqlite, type Sqlite } from '../../bot/state/sqlite';
import { converse } from './bot';
import { openChannel } from './channels/channel-server';

const command = (lines: readonly string[]) => {
  const { reading } = converse(lines).at(-1) ?? {};
  return reading?.kind === 'command' ? reading.command : reading?.kind;
};

test.each([
  ['my data', 'myData'],
  ['What data do you have about me?', 'myData'],
  ['delete my data', 'deleteMyData'],
  ['Forget me', 'deleteMyData'],
])('"%s" is the command %s, in every state', (text, expected) => {
  expect(command([text])).toBe(expected);
  expect(command(['am I eligible?', 'BSc', text])).toBe(expected);
  expect(command(['are there scholarships?', text])).toBe(expected);
});

test.each([
  ['yes', 'erase'],
  ['Yes, erase everything', 'erase'],
  ['1', 'erase'],
  ['no', 'keep'],
  ['No, keep it', 'keep'],
  ['2', 'keep'],
  ['b', 'keep'],
])('asked whether to erase everything, "%s" means %s', (text, expected) => {
  expect(command(['delete my data', text])).toBe(expected);
});

test.each(['What is the tuition fee?', 'hello', 'cancel', 'am I eligible?'])('"%s" is no yes: nothing is erased', (text) => {
  expect(command(['delete my data', text])).not.toBe('erase');
  // And a "yes" later is no longer an answer to it.
  expect(command(['delete my data', text, 'yes'])).not.toBe('erase');
});

test('after everything was erased the interview is gone, and "yes" erases nothing again', () => {
  const [last] = converse(['am I eligible?', 'BSc', 'delete my data', 'yes']).slice(-1);
  expect(last?.session.interview).toBeUndefined();
  expect(last?.session.topics).toEqual([]);
  expect(command(['delete my data', 'yes', 'yes'])).not.toBe('erase');
});

test('what is kept stays, and the interview goes on', () => {
  expect(converse(['am I eligible?', 'BSc', 'delete my data', 'no']).at(-1)?.session.interview?.asked).toBe(true);
});

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** All that stands in any table of the database. */
function everything(database: Sqlite): string {
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as readonly {
    readonly name: string;
  }[];
  return JSON.stringify(tables.map(({ name }) => database.prepare(`SELECT * FROM ${name}`).all()));
}

describe.each(['sms', 'telegram', 'msteams'])('on %s', (channelId) => {
  const user = '+447700900123';
  const open = async () => {
    const database = openSqlite(':memory:');
    const service = await openChannel({ database });
    const people = { channelId, from: { id: user }, recipient: { id: 'bot' }, conversation: { id: `${user}|bot` } };
    let number = 0;
    const say = async (text: string) => {
      number += 1;
      const { sent } = await service.deliver({ type: 'message', id: `m${number}`, text, ...people });
      return JSON.stringify(sent);
    };
    const vote = () =>
      service.deliver({ type: 'messageReaction', reactionsAdded: [{ type: 'like' }], replyToId: 'reply-1', ...people });
    return { database, service, say, vote };
  };

  test('"my data" shows what is kept: the answers told, what was spoken of, the votes', async () => {
    const { service, say, vote } = await open();
    await say('am I eligible?');
    await say('BSc');
    await say('what is the tuition fee?');
    await vote();
    const told = await say('my data');
    for (const part of ['bachelor', 'tuition-fee', 'up', user]) expect(told).toContain(part);
    service.stop();
  });

  test('"delete my data", confirmed, leaves nothing in any table, not even the number or the name', async () => {
    const { database, service, say, vote } = await open();
    for (const line of ['am I eligible?', 'BSc', 'IELTS 7', 'what is the tuition fee?']) await say(line);
    await vote();
    expect(everything(database)).toContain(user);
    expect(await say('delete my data')).toContain('cannot be undone');
    expect(everything(database)).toContain(user);
    expect(await say('yes')).toContain('is erased');
    expect(everything(database)).not.toContain(user);
    expect(await say('What is the tuition fee?')).toContain('18,016');
    service.stop();
  });
});

test('on the website what was shown before is not shown again within what is shown now', async () => {
  const service = await openChannel();
  const call = async (path: string, token: string, body?: object) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const options = { method: body ? 'POST' : 'GET', headers, ...(body ? { body: JSON.stringify(body) } : {}) };
    return (await fetch(`${service.bot.url}/v3/directline${path}`, options)).json();
  };
  const begun = await fetch(`${service.bot.url}/v3/directline/begin`, { method: 'POST' });
  const { token, conversationId } = (await begun.json()) as { token: string; conversationId: string };
  const path = `/conversations/${conversationId}/activities`;
  for (let i = 0; i < 4; i += 1) await call(path, token, { type: 'message', text: 'my data' });
  const { activities } = (await call(path, token)) as { activities: readonly { readonly text?: string }[] };
  const shown = activities.flatMap(({ text = '' }) => (text.startsWith('This is all') ? [text] : []));
  expect(shown).toHaveLength(4);
  expect(shown.map((text) => text.split('remembered').length - 1)).toEqual([1, 1, 1, 1]);
  service.stop();
});

/** The menu of the website's chat, where that goes over Azure's Direct Line and not over our own. */
test("a vote and the wish to be forgotten reach the bot over Azure's Direct Line too", async () => {
  const database = openSqlite(':memory:');
  const service = await openChannel({ database });
  ends.push(() => service.stop());
  const where = {
    ...{ channelId: 'directline', conversation: { id: 'AbC123-eu' }, from: { id: 'dl_someone' }, recipient: { id: 'bot' } },
  };
  const { sent } = await service.deliver({
    type: 'message',
    text: 'What is the tuition fee?',
    id: 'AbC123-eu|0000001',
    ...where,
  });
  expect(sent).toHaveLength(1);
  const reply = `reply-${service.sent.length}`;
  const event = (name: string, value: unknown) => service.deliver({ type: 'event', name, value, ...where });
  await event('feedback', { reply, vote: 'down' });
  expect(everything(database)).toContain('"vote":"down","topics":"tuition-fee"');
  for (const value of [undefined, { reply: 7 }, { reply, vote: 'sideways' }])
    expect((await event('feedback', value)).status).toBe(200);
  expect(await event('delete-my-data', undefined)).toMatchObject({ status: 200, sent: [] });
  expect(everything(database)).not.toContain('AbC123');
});
