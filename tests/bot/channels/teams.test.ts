import type { Activity } from 'botbuilder';
import { openSqlite } from '../../../bot/state/sqlite';
import { openChannel, type OnChannel } from './channel-server';

const database = openSqlite(':memory:');
let teams: OnChannel;

beforeAll(async () => (teams = await openChannel({ database })));
afterAll(() => teams.stop());

const bot = { id: '28:bot', name: 'Admissions' };
const student = { id: '29:student', name: 'Sam', aadObjectId: '00000000-0000-0000-0000-000000000001' };

let number = 0;

/** An activity as Teams sends it, in a chat of its own unless another is named. */
function from(type: string, more: object = {}): object {
  number += 1;
  return {
    type,
    id: `a${number}`,
    channelId: 'msteams',
    timestamp: '2026-11-25T10:00:00.000Z',
    conversation: { conversationType: 'personal', tenantId: 'tenant', id: `a:chat-${number}` },
    from: student,
    recipient: bot,
    channelData: { tenant: { id: 'tenant' } },
    entities: [{ locale: 'en-GB', country: 'GB', platform: 'Web', type: 'clientInfo' }],
    ...more,
  };
}

const personal = (id: string) => ({ conversation: { conversationType: 'personal', tenantId: 'tenant', id } });
const group = (id: string) => ({ conversation: { conversationType: 'groupChat', isGroup: true, tenantId: 'tenant', id } });

/** In a team's channel each thread is a conversation of its own. */
const thread = (id: string) => ({
  conversation: { conversationType: 'channel', isGroup: true, tenantId: 'tenant', id: `19:team@thread.tacv2;messageid=${id}` },
});

const mention = (name = '<at>Admissions</at>') => ({
  entities: [{ type: 'mention', text: name, mentioned: { id: bot.id, name: 'Admissions' } }],
});

/** All that somebody sees of an activity: its text, or the texts and buttons of its card. */
function seen({ text, attachments = [] }: Partial<Activity>): string {
  const texts: string[] = [];
  JSON.stringify(attachments, (key, value: unknown) => {
    if (key === 'fallbackText' || key === 'data') return undefined;
    if ((key === 'text' || key === 'title' || key === 'value') && typeof value === 'string') texts.push(value);
    return value;
  });
  return [text ?? '', ...texts].join('\n');
}

async function say(text: string, more: object = {}): Promise<string> {
  const { sent } = await teams.deliver(from('message', { text, ...more }));
  expect(sent).toHaveLength(1);
  return seen(sent[0] ?? {});
}

describe('the welcome', () => {
  const added = { membersAdded: [bot] };

  test('comes as a card on installing, once, however often Teams tells of it', async () => {
    const chat = personal('a:installed');
    const deliveries = [
      await teams.deliver(from('installationUpdate', { action: 'add', ...chat })),
      await teams.deliver(from('conversationUpdate', { ...added, ...chat })),
      await teams.deliver(from('installationUpdate', { action: 'add-upgrade', ...chat })),
    ];
    const [welcome, ...more] = deliveries.flatMap(({ sent }) => sent);
    expect(more).toEqual([]);
    expect(welcome?.text ?? '').toBe('');
    expect(welcome?.summary).toContain('automated admissions assistant');
    expect(seen(welcome ?? {})).toMatch(/automated admissions assistant[^]*guidance, not a decision[^]*What does it cost\?/);
  });

  test('comes once to a team that the bot is added to, and not to those who join it later', async () => {
    const team = { conversation: { conversationType: 'channel', isGroup: true, id: '19:general@thread.tacv2' } };
    expect((await teams.deliver(from('conversationUpdate', { ...added, ...team }))).sent).toHaveLength(1);
    const joined = { membersAdded: [{ id: '29:new', name: 'New' }] };
    expect((await teams.deliver(from('conversationUpdate', { ...joined, ...team }))).sent).toEqual([]);
  });

  test('comes again after the app was removed, which forgets the conversation', async () => {
    const chat = personal('a:removed');
    await teams.deliver(from('installationUpdate', { action: 'add', ...chat }));
    await say('What is the tuition fee?', chat);
    expect((await teams.deliver(from('installationUpdate', { action: 'remove', ...chat }))).sent).toEqual([]);
    expect(JSON.stringify(database.prepare('SELECT * FROM state').all())).not.toContain('a:removed');
    expect((await teams.deliver(from('installationUpdate', { action: 'add', ...chat }))).sent).toHaveLength(1);
  });
});

describe('what is said', () => {
  test('an answer carries its marks, its citations as an entity, and thumbs', async () => {
    const { sent } = await teams.deliver(from('message', { text: 'What is the tuition fee?' }));
    const [answer] = sent;
    expect(answer?.text).toContain('€18,016 per year. [1]');
    // Teams shows the quote at the mark.
    expect(answer?.text).not.toContain('Brochure, Tuition fees');
    const [message] = (answer?.entities ?? []) as unknown as readonly { readonly citation: readonly object[] }[];
    expect(message?.citation).toMatchObject([
      { position: 1, appearance: { name: 'Brochure, Tuition fees', abstract: 'Tuition fees €18,016.00 (14,55,250) per year' } },
    ]);
    expect(answer?.channelData).toEqual({ feedbackLoop: { type: 'default' } });
    expect(answer?.replyToId).toMatch(/^a\d+$/);
  });

  test.each([
    ['at the beginning', '<at>Admissions</at> What is the tuition fee?'],
    ['in the middle', 'Hi <at>Admissions</at>&nbsp;what is the tuition fee?'],
    ['at the end', 'what is the tuition fee <at>Admissions</at>'],
    ['twice', '<at>Admissions</at> <at>Admissions</at> tuition fee?'],
    ['on a line of its own', '<at>Admissions</at>\n what is the tuition fee?\r\n'],
  ])('a mention %s is not part of the question', async (_, text) => {
    expect(await say(text, { ...group('19:g'), ...mention() })).toContain('€18,016');
  });

  test.each([
    ['a name with signs that mean something to a pattern', '<at>Admissions (test) [1]* $&</at>'],
    ['a name that is a question', '<at>What is the deadline?</at>'],
  ])('nor is %s', async (_, name) => {
    const told = await say(`${name} what is the tuition fee?`, { ...group('19:g2'), ...mention(name) });
    expect(told).toContain('€18,016');
    expect(told).not.toContain('November');
  });

  test('who else is mentioned stays in the question', async () => {
    const entities = [...mention().entities, { type: 'mention', text: '<at>Ann</at>', mentioned: { id: '29:ann' } }];
    expect(await say('<at>Admissions</at> tell <at>Ann</at> the tuition fee', { ...group('19:g3'), entities })).toContain(
      '€18,016',
    );
  });

  test('a mention and nothing else gets a useful reply', async () => {
    expect(await say('<at>Admissions</at>', { ...group('19:g4'), ...mention() })).toContain('question');
  });

  test('the reply goes into the thread in which the bot was asked', async () => {
    const { sent } = await teams.deliver(
      from('message', { text: '<at>Admissions</at> deadline?', ...thread('17'), ...mention() }),
    );
    expect(sent[0]?.conversation.id).toBe('19:team@thread.tacv2;messageid=17');
    expect(sent[0]?.text).toContain('November 2022');
  });

  test('two people in one group have an interview each', async () => {
    const here = group('19:two');
    const ann = { ...here, from: { id: '29:ann', name: 'Ann' } };
    await say('am I eligible?', here);
    await say('am I eligible?', ann);
    expect(await say('BSc', here)).toContain('English test');
    expect(await say('high school', ann)).toContain('Result:');
    expect(await say('IELTS', here)).toContain('overall');
  });

  test('a question that was edited is answered anew; one that was deleted or brought back is not', async () => {
    const edited = { text: 'What is the deadline?', channelData: { eventType: 'editMessage' } };
    expect(seen((await teams.deliver(from('messageUpdate', edited))).sent[0] ?? {})).toContain('November 2022');
    const back = { text: 'What is the deadline?', channelData: { eventType: 'undeleteMessage' } };
    expect((await teams.deliver(from('messageUpdate', back))).sent).toEqual([]);
    expect((await teams.deliver(from('messageDelete', { channelData: { eventType: 'softDeleteMessage' } }))).sent).toEqual([]);
  });
});

test('a question of the interview that comes again after another answer has its field too', async () => {
  const chat = personal('a:again');
  for (const text of ['am I eligible?', 'BSc', 'IELTS']) await say(text, chat);
  const [answer, ...more] = (await teams.deliver(from('message', { text: 'what is the tuition fee?', ...chat }))).sent;
  expect(more).toEqual([]);
  expect(seen(answer ?? {})).toMatch(/€18,016[^]*Back to your check[^]*\[1\] Brochure, Tuition fees/);
  expect(JSON.stringify(answer?.attachments)).toContain('"type":"Input.Text"');
});

test('lines of a text end where they should', async () => {
  const { sent } = await teams.deliver(from('message', { text: 'which documents do I need?' }));
  expect(sent[0]).toMatchObject({ textFormat: 'xml', text: expect.stringMatching(/<br\/>- .*<br\/>- /) as string });
});

test('in a group the welcome says that the bot must be mentioned', async () => {
  const { sent } = await teams.deliver(from('conversationUpdate', { membersAdded: [bot], ...group('19:mention') }));
  expect(seen(sent[0] ?? {})).toContain('only the messages that mention me');
});

describe('choices', () => {
  test('up to three are suggested actions in a personal chat, and buttons of a card in a group', async () => {
    const { sent } = await teams.deliver(from('message', { text: 'are there scholarships?' }));
    expect(sent[0]?.suggestedActions?.actions.length).toBeGreaterThan(0);
    expect(sent[0]?.suggestedActions?.actions.length).toBeLessThanOrEqual(3);
    expect(sent[0]?.attachments).toBeUndefined();
    const inGroup = { text: '<at>Admissions</at> are there scholarships?', ...group('19:choices'), ...mention() };
    const [card] = (await teams.deliver(from('message', inGroup))).sent;
    expect(card?.suggestedActions).toBeUndefined();
    expect(seen(card ?? {})).toContain('Talk to a person');
  });

  test('the whole interview by the buttons and the field of its cards', async () => {
    const chat = personal('a:interview');
    const submit = async (value: object): Promise<Partial<Activity>> => {
      const { sent } = await teams.deliver(from('message', { text: null, value, replyToId: 'card', ...chat }));
      expect(sent).toHaveLength(1);
      return sent[0] ?? {};
    };
    const [first] = (await teams.deliver(from('message', { text: 'Am I eligible?', ...chat }))).sent;
    const buttons = actionsOf(first ?? {});
    expect(buttons.length).toBeGreaterThan(3);
    const test = await submit(buttons.find(({ title }) => title.includes('BA, BSc'))?.data ?? {});
    const score = await submit(actionsOf(test).find(({ title }) => title === 'IELTS')?.data ?? {});
    expect(JSON.stringify(score.attachments)).toContain('"type":"Input.Text","id":"text"');
    const documents = await submit({ text: '6,5' });
    const outcome = await submit(actionsOf(documents).find(({ title }) => title === 'All of them')?.data ?? {});
    expect(outcome.text ?? '').toBe('');
    expect(seen(outcome)).toMatch(
      /Result: [^]*0\.5 more than asked[^]*guidance, not a decision[^]*What is next[^]*\[1\] Brochure/,
    );
    expect(JSON.stringify(outcome.attachments)).toContain('"fallbackText":"Result: ');
  });
});

interface Action {
  readonly title: string;
  readonly data: object;
}

function actionsOf({ attachments = [] }: Partial<Activity>): readonly Action[] {
  const found: Action[] = [];
  JSON.stringify(attachments, (key, value: unknown) => {
    if (key === 'actions') found.push(...(value as Action[]).filter(({ title }) => title));
    return value;
  });
  return found;
}

describe('votes', () => {
  const votes = (chat: string) =>
    database.prepare('SELECT * FROM feedback WHERE conversation = ?').all(chat) as readonly Record<string, unknown>[];
  const pressed = (reaction: string, replyToId: string, chat: string) =>
    from('invoke', {
      name: 'message/submitAction',
      value: { actionName: 'feedback', actionValue: { reaction, feedback: '{"feedbackText":"thanks"}' } },
      replyToId,
      ...personal(chat),
    });

  test('a thumb is answered with an empty 200, and kept with what the answer was about', async () => {
    const chat = personal('a:votes');
    await teams.deliver(from('message', { text: 'What is the tuition fee?', ...chat }));
    const id = `reply-${teams.sent.length}`;
    expect(await teams.deliver(pressed('like', id, 'a:votes'))).toMatchObject({ status: 200, body: {}, sent: [] });
    expect(votes('a:votes')).toMatchObject([
      { reply: id, vote: 'up', topics: 'tuition-fee', knowledge: expect.stringMatching(/^[0-9a-f]{12}$/) as string },
    ]);
    await teams.deliver(pressed('dislike', id, 'a:votes'));
    expect(votes('a:votes')).toMatchObject([{ reply: id, vote: 'down' }]);
  });

  test('a thumb that names no answer is for the last one', async () => {
    const chat = personal('a:nameless');
    await teams.deliver(from('message', { text: 'What is the tuition fee?', ...chat }));
    await teams.deliver(from('message', { text: 'When does it start?', ...chat }));
    const value = { actionName: 'feedback', actionValue: { reaction: 'like', feedback: '' } };
    expect(await teams.deliver(from('invoke', { name: 'message/submitAction', value, ...chat }))).toMatchObject({ status: 200 });
    expect(votes('a:nameless')).toMatchObject([{ topics: 'start-date' }]);
  });

  test.each([
    ['like', 'up'],
    ['heart', 'up'],
    ['sad', 'down'],
    ['angry', 'down'],
  ])('the reaction %s is a vote %s; a laugh is none', async (type, vote) => {
    const chat = `a:reaction-${type}`;
    const react = (reaction: string) =>
      from('messageReaction', { reactionsAdded: [{ type: reaction }], replyToId: 'reply-1', ...personal(chat) });
    expect((await teams.deliver(react(type))).sent).toEqual([]);
    expect((await teams.deliver(react('laugh'))).status).toBe(200);
    expect(votes(chat)).toMatchObject([{ vote }]);
  });
});

describe('the message extension', () => {
  interface Result {
    readonly composeExtension: {
      readonly type: string;
      readonly text?: string;
      readonly attachments?: readonly {
        readonly contentType: string;
        readonly content: object;
        readonly preview: { readonly content: { readonly title: string } };
      }[];
    };
  }
  const search = async (value: unknown) => {
    const { status, body, sent } = await teams.deliver(from('invoke', { name: 'composeExtension/query', value }));
    expect([status, sent]).toEqual([200, []]);
    return (body as Result).composeExtension;
  };
  const typed = (question: string) => ({
    commandId: 'answers',
    parameters: [{ name: 'question', value: question }],
    queryOptions: { skip: 0, count: 25 },
  });

  test('a question brings the cited answer as a card to insert', async () => {
    const { type, attachments = [] } = await search(typed('what is the fee'));
    expect(type).toBe('result');
    expect(attachments.map(({ contentType }) => contentType)).toEqual(['application/vnd.microsoft.card.adaptive']);
    expect(JSON.stringify(attachments[0]?.content)).toMatch(/€18,016 per year\. \[1\][^]*\[1\] Brochure, Tuition fees/);
    expect(JSON.stringify(attachments[0]?.content)).not.toContain('Action.Submit');
  });

  test.each<[string, unknown]>([
    ['nothing typed yet', { commandId: 'answers', parameters: [{ name: 'initialRun', value: 'true' }] }],
    ['an empty question', typed(' ')],
    ['nothing at all', undefined],
  ])('%s brings examples', async (_, value) => {
    const { attachments = [] } = await search(value);
    expect(attachments.map(({ preview }) => preview.content.title)).toContain('What does it cost?');
  });

  test('what is not in the brochure says so, and what is off-topic brings no card', async () => {
    expect(JSON.stringify(await search(typed('are there scholarships?')))).toContain('does not say anything about scholarships');
    expect(await search(typed('who won the football?'))).toMatchObject({
      type: 'message',
      text: expect.stringContaining('rather not guess') as string,
    });
  });
});

test.each([
  ['an invoke of another kind', from('invoke', { name: 'task/fetch', value: {} }), 501],
  ['a submit action that is no vote', from('invoke', { name: 'message/submitAction', value: { actionName: 'other' } }), 501],
  ['a typing sign', from('typing'), 200],
  ['the end of a conversation', from('endOfConversation'), 200],
  ['a renamed chat', from('conversationUpdate', { topicName: 'New name' }), 200],
  ['a member who leaves', from('conversationUpdate', { membersRemoved: [student] }), 200],
  ['an activity of a kind that nobody knows', from('something/new'), 200],
])('%s is answered properly, and with no message', async (_, activity, status) => {
  expect(await teams.deliver(activity)).toMatchObject({ status, sent: [] });
});

test.each([429, 412, 502, 504])('a channel that answers %d is tried again, and the message comes once', async (status) => {
  teams.failures.push(status, status);
  expect(await say('What is the tuition fee?')).toContain('€18,016');
  expect(teams.failures).toEqual([]);
});

test('nothing went wrong on our side in all this', () => {
  expect(teams.bot.logged).toEqual([]);
});
