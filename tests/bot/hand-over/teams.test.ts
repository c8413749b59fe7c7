import type { Activity } from 'botbuilder';
import { until } from '../../postgres/until';
import { openChannel, type OnChannel } from '../channels/channel-server';
import { openChat, textsOf } from './chat';

const channel = '19:office@thread.tacv2';
const bot = { id: '28:bot', name: 'Admissions' };
const ann = { id: '29:ann', name: 'Ann', aadObjectId: '00000000-0000-0000-0000-000000000002' };
const student = { id: '29:student', name: 'Sam' };
const began = Date.now();
const now = () => new Date(Date.UTC(2026, 10, 26, 10) + Date.now() - began);
let teams: OnChannel;

beforeEach(async () => {
  teams = await openChannel({ env: { HAND_OVER_TEAMS_CHANNEL: channel }, now });
});
afterEach(() => teams.stop());

let serial = 0;

/** An activity as Teams sends it. */
function from(who: object, conversation: object, text: string, more: object = {}): object {
  serial += 1;
  return {
    ...{
      type: 'message',
      id: `t${serial}`,
      channelId: 'msteams',
      timestamp: '2026-11-26T10:00:00.000Z',
      from: who,
      recipient: bot,
    },
    ...{ conversation: { tenantId: 'tenant', ...conversation }, channelData: { tenant: { id: 'tenant' } }, text },
    ...more,
  };
}

const mention = { entities: [{ type: 'mention', text: '<at>Admissions</at>', mentioned: bot }] };
const inChannel = (thread: string, id = channel) => ({
  conversationType: 'channel',
  isGroup: true,
  id: `${id};messageid=${thread}`,
});
const inChat = (id: string) => ({ conversationType: 'personal', id });
const writes = (text: string, thread: string, more: object = {}) =>
  teams.deliver(from(ann, inChannel(thread), `<at>Admissions</at> ${text}`, { ...mention, ...more }));
const takeRequests = (id = channel) =>
  teams.deliver(from(ann, inChannel('1', id), '<at>Admissions</at> take requests here', mention));

/** All that somebody sees of an activity. */
function seen({ text, attachments = [] }: Partial<Activity>): string {
  const texts: string[] = [];
  JSON.stringify(attachments, (key, value: unknown) => {
    if (key === 'fallbackText' || key === 'data') return undefined;
    if ((key === 'text' || key === 'title') && typeof value === 'string') texts.push(value);
    return value;
  });
  return [text ?? '', ...texts].join('\n');
}

/** What was sent to a conversation, in order. */
const sentTo = (id: string) => teams.sent.filter(({ conversation }) => conversation.id === id);
const numberOf = (text: string) => /\b[2-9B-Z]{3}-[2-9B-Z]{3}\b/.exec(text)?.[0] ?? '';

/** A student in a chat of Teams hands a question over; gives the thread that it begins. */
async function handsOver(chat: string, question: string): Promise<{ readonly thread: string; readonly number: string }> {
  for (const line of ['person', 'yes', question, 'no e-mail']) await teams.deliver(from(student, inChat(chat), line));
  const { sent } = await teams.deliver(from(student, inChat(chat), 'send'));
  const number = numberOf(sent.map(seen).join('\n'));
  await until(() => sentTo(channel).some((activity) => seen(activity).includes(number)));
  await until(async () => (await teams.bot.handOver?.tickets.find(number))?.thread !== undefined);
  const { thread = '' } = (await teams.bot.handOver?.tickets.find(number)) ?? {};
  return { thread: thread.split('=')[1] ?? '', number };
}

test('a request appears in the channel as a card, once somebody there has said so', async () => {
  for (const line of ['person', 'yes', 'Can I **defer** &lt;b&gt;all&lt;/b&gt;?', 'no e-mail', 'send'])
    await teams.deliver(from(student, inChat('a:1'), line));
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(sentTo(channel)).toEqual([]);
  const { sent } = await takeRequests();
  expect(sent.map(seen)).toEqual(['Requests from students are posted here from now on.']);
  await until(() => sentTo(channel).length === 1);
  const [card] = sentTo(channel);
  expect(card?.summary).toMatch(/^Question \w{3}-\w{3} from the admissions chat$/);
  expect(seen(card ?? {})).toMatch(/Question \w{3}-\w{3}\n[^]*Can I \*\*defer\*\* <b>all<\/b>\?[^]*Answer in this thread/);
  const { body } = (card?.attachments?.[0]?.content ?? {}) as { body: readonly { type: string }[] };
  // In these blocks nothing is Markdown or a mention.
  expect(new Set(body.map(({ type }) => type))).toEqual(new Set(['RichTextBlock']));
});

test('another channel cannot take requests', async () => {
  const { sent } = await takeRequests('19:other@thread.tacv2');
  expect(sent.map(seen)).toEqual([expect.stringContaining('this is another one')]);
});

test('what is said in the thread reaches the student, and what the student says the thread; "end" closes it', async () => {
  await takeRequests();
  const { thread, number } = await handsOver('a:2', 'Can I defer?');
  const { sent } = await writes('Yes, by a year. Anything else?', thread);
  await until(() => sentTo('a:2').some((activity) => seen(activity).includes('Anything else?')));
  expect(sentTo('a:2').slice(-2).map(seen)).toEqual([
    expect.stringContaining('A person from the Admissions office is here now.'),
    'Admissions office: Yes, by a year. Anything else?',
  ]);
  expect(sent.filter(({ conversation }) => conversation.id !== 'a:2')).toEqual([]);
  expect((await teams.deliver(from(student, inChat('a:2'), 'What does it cost?'))).sent).toEqual([]);
  await until(() =>
    sentTo(`${channel};messageid=${thread}`).some((activity) => seen(activity).includes('Student: What does it cost?')),
  );
  expect(sentTo(`${channel};messageid=${thread}`).map(seen)).toEqual(['Ann has taken it.', 'Student: What does it cost?']);
  await writes('end', thread);
  await until(() => sentTo('a:2').some((activity) => seen(activity).includes('has ended this talk')));
  expect((await teams.deliver(from(student, inChat('a:2'), 'What does it cost?'))).sent.map(seen).join()).toContain('18,016');
  expect((await writes('One more thing', thread)).sent.map(seen)).toContain(
    'This request is closed, so your message was not passed on.',
  );
  expect(await teams.bot.handOver?.tickets.find(number)).toMatchObject({ status: 'closed', by: 'Ann' });
});

test('the same reply delivered twice is said once; a picture is not passed on, an edit is not answered', async () => {
  await takeRequests();
  const { thread } = await handsOver('a:3', 'Can I defer twice?');
  const reply = from(ann, inChannel(thread), '<at>Admissions</at> Yes, you can.', mention);
  await Promise.all([teams.deliver(reply), teams.deliver(reply)]);
  await teams.deliver(reply);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(sentTo('a:3').filter((activity) => seen(activity).includes('Yes, you can.'))).toHaveLength(1);
  expect((await writes('', thread)).sent.map(seen)).toEqual(['Only text is passed on. Please write it.']);
  const edit = from(ann, inChannel(thread), '<at>Admissions</at> tuition fee?', {
    ...mention,
    type: 'messageUpdate',
    channelData: { eventType: 'editMessage' },
  });
  expect((await teams.deliver(edit)).sent).toEqual([]);
});

test('other threads of the channel are answered by the bot, as in every group', async () => {
  await takeRequests();
  expect((await writes('how much is the tuition fee?', 'other')).sent.map(seen).join()).toContain('18,016');
});

test('a student on the website and the office in Teams', async () => {
  await takeRequests();
  const chat = await openChat(teams.bot);
  for (const line of ['person', 'yes', 'Can I defer on the web?', 'no e-mail']) await chat.say(line);
  const number = numberOf(textsOf(await chat.say('send')));
  await until(async () => (await teams.bot.handOver?.tickets.find(number))?.thread !== undefined);
  const { thread = '' } = (await teams.bot.handOver?.tickets.find(number)) ?? {};
  await writes('Hello from the office', thread.split('=')[1] ?? '');
  const heard: Awaited<ReturnType<typeof chat.news>>[number][] = [];
  await until(async () => heard.push(...(await chat.news())) >= 2);
  expect(heard.map(({ text, from: { name } }) => [name, text])).toEqual([
    ['Admissions assistant', expect.stringContaining('is here now')],
    ['Admissions office', 'Hello from the office'],
  ]);
});

test('in a group nothing is handed over: the contact of the brochure is told', async () => {
  const group = { conversationType: 'groupChat', isGroup: true, id: '19:g' };
  const { sent } = await teams.deliver(from(student, group, '<at>Admissions</at> person', mention));
  expect(sent.map(seen).join()).toContain('nor pass messages on');
});

test('an answer that the channel refuses in passing comes once it takes it', async () => {
  await takeRequests();
  const { thread } = await handsOver('a:4', 'Can I defer later?');
  teams.failures.push(500, 403);
  await writes('Patience.', thread);
  await until(() => sentTo('a:4').some((activity) => seen(activity).includes('Patience.')));
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(sentTo('a:4').filter((activity) => seen(activity).includes('Patience.'))).toHaveLength(1);
});
