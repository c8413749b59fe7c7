import type { Activity } from 'botbuilder';
import { SegmentedMessage } from 'sms-segments-calculator';
import { traitsOf } from '../../../bot/render/channels';
import { openChannel, type OnChannel } from './channel-server';

let service: OnChannel;

beforeAll(async () => (service = await openChannel()));
afterAll(() => service.stop());

/** How each channel, through Azure Bot Service, sends what somebody typed: the parts that differ. */
const channels: Readonly<Record<string, (user: string, text: string) => object>> = {
  sms: (user, text) => ({
    from: { id: user },
    recipient: { id: '+3197010240000' },
    conversation: { id: `${user}|+3197010240000` },
    text,
    channelData: { SmsMessageSid: 'SM0123456789abcdef', NumMedia: '0', FromCountry: 'GB', Body: text, NumSegments: '1' },
  }),
  'twilio-sms': (user, text) => ({
    from: { id: user },
    recipient: { id: '+3197010240000' },
    conversation: { id: user, isGroup: false },
    text,
    attachments: [],
    channelData: { MessageSid: 'SM0123456789abcdef', NumMedia: '0', ApiVersion: '2010-04-01' },
  }),
  whatsapp: (user, text) => ({
    from: { id: `whatsapp:${user}`, name: 'Sam' },
    recipient: { id: 'whatsapp:+3197010240000' },
    conversation: { id: `whatsapp:${user}`, isGroup: false },
    text,
    channelData: { ProfileName: 'Sam', WaId: user.slice(1), MessageType: 'text' },
  }),
  'infobip-whatsapp': (user, text) => ({
    from: { id: user.slice(1) },
    recipient: { id: '447860099299' },
    conversation: { id: user.slice(1) },
    text,
    channelData: { contact: { name: 'Sam' }, message: { type: 'TEXT', text }, price: { pricePerMessage: 0, currency: 'EUR' } },
  }),
  telegram: (user, text) => ({
    from: { id: user, name: 'sam_example' },
    recipient: { id: 'admissions_bot', name: 'Admissions' },
    conversation: { isGroup: false, id: user },
    text,
    channelData: {
      update_id: 7,
      message: {
        message_id: 8,
        from: { id: 1, is_bot: false, first_name: 'Sam', language_code: 'en' },
        chat: { id: 1, type: 'private' },
        date: 1_780_000_000,
        text,
        entities: text.startsWith('/') ? [{ offset: 0, length: text.length, type: 'bot_command' }] : [],
      },
    },
  }),
  facebook: (user, text) => ({
    from: { id: user },
    recipient: { id: '100200300' },
    conversation: { isGroup: false, id: `${user}-100200300` },
    text,
    channelData: {
      sender: { id: user },
      recipient: { id: '100200300' },
      timestamp: 1,
      message: { mid: 'm_1', text, quick_reply: { payload: text } },
    },
  }),
  slack: (user, text) => ({
    from: { id: `U0${user.slice(-4)}:T0`, name: 'sam' },
    recipient: { id: 'B0:T0', name: 'admissions' },
    conversation: { isGroup: false, id: `B0:T0:D0${user.slice(-4)}` },
    text,
    channelData: {
      SlackMessage: { event: { type: 'message', channel: 'D0', channel_type: 'im', user: 'U0', text, ts: '1.2' } },
      ApiToken: 'xoxb-example',
    },
  }),
  line: (user, text) => ({
    from: { id: `U${user}` },
    recipient: { id: 'admissions' },
    conversation: { isGroup: false, id: `U${user}` },
    text,
    channelData: {
      type: 'message',
      replyToken: 'r',
      source: { type: 'user', userId: 'U' },
      message: { type: 'text', id: '1', text },
    },
  }),
  email: (user, text) => ({
    from: { id: `${user.slice(1)}@example.org`, name: 'Sam' },
    recipient: { id: 'admissions@example.edu', name: 'Admissions' },
    conversation: { isGroup: false, id: `thread-${user}`, conversationType: 'topic' },
    text,
    channelData: { subject: 'Question', importance: 'normal' },
  }),
};

const names = Object.keys(channels);
let people = 0;

/** Somebody new on a channel. */
function someoneOn(channelId: string) {
  people += 1;
  const user = `+447700900${String(people).padStart(3, '0')}`;
  const send = async (more: object): Promise<readonly Activity[]> => {
    const activity = {
      type: 'message',
      id: `id-${channelId}-${Math.random()}`,
      channelId,
      ...channels[channelId]?.(user, ''),
      ...more,
    };
    const { status, sent } = await service.deliver(activity);
    expect(status).toBe(200);
    return sent;
  };
  return {
    send,
    say: async (text: string) => {
      const sent = await send(channels[channelId]?.(user, text) ?? {});
      return { sent, text: sent.map((one) => one.text).join('\n\n') };
    },
  };
}

describe.each(names)('on %s', (channel) => {
  const traits = traitsOf(channel);

  test('the first reply greets, answers, cites and offers a way to a person, within the limits', async () => {
    const { sent, text } = await someoneOn(channel).say('What is the tuition fee?');
    expect(text).toMatch(
      /automated admissions assistant[^]*guidance, not a decision[^]*"person"[^]*€18,016 per year\. \[1\][^]*\[1\] Brochure, Tuition fees: /,
    );
    for (const { text: one } of sent) expect(one.length).toBeLessThanOrEqual(traits.longestText);
    expect(sent.flatMap(({ attachments = [] }) => attachments)).toEqual([]);
    expect(sent.map(({ textFormat }) => textFormat)).toEqual(sent.map(() => 'plain'));
  });

  test('the greeting comes once', async () => {
    const sam = someoneOn(channel);
    await sam.say('hello');
    expect((await sam.say('What is the tuition fee?')).text).not.toContain('automated admissions assistant');
  });

  test.each([
    ['number', '1'],
    ['number with a sign', '1.'],
    ['letter', 'a'],
    ['letter with a bracket', 'A)'],
    ['label', 'Tuition fee'],
    ['misspelt label', 'Tution fe'],
  ])('a choice is taken by its %s', async (_, picked) => {
    const sam = someoneOn(channel);
    await sam.say('hello');
    const offered = await sam.say('are there scholarships?');
    const labels = offered.sent.flatMap(({ suggestedActions }) => suggestedActions?.actions.map(({ title }) => title) ?? []);
    const isFit = traits.mostButtons > 0;
    expect(isFit ? labels.join(' ') : offered.text).toMatch(/Tuition fee/);
    expect((await sam.say(picked)).text).toContain('€18,016');
  });

  test('the interview is held in text, and no message is too long', async () => {
    const sam = someoneOn(channel);
    const said = [];
    for (const line of ['am I eligible?', 'BSc', 'TOEFL', '90', '21', 'all of them']) said.push(await sam.say(line));
    expect(said.at(-1)?.text).toMatch(/Result: [^]*guidance, not a decision[^]*\[1\] Brochure/);
    for (const { sent } of said) for (const { text } of sent) expect(text.length).toBeLessThanOrEqual(traits.longestText);
  });

  test.each<[string, object]>([
    ['a picture', { attachments: [{ contentType: 'image/jpeg', contentUrl: 'https://example.org/1.jpg' }] }],
    ['a voice note', { attachments: [{ contentType: 'audio/ogg', contentUrl: 'https://example.org/1.ogg' }] }],
    ['a sticker', { attachments: [{ contentType: 'image/webp', contentUrl: 'https://example.org/1.webp', name: 'sticker' }] }],
    ['a location', { entities: [{ type: 'Place', geo: { type: 'GeoCoordinates', latitude: 52.16, longitude: 4.48 } }] }],
    ['nothing at all', {}],
  ])('%s gets a kind sentence, not silence', async (_, more) => {
    const sent = await someoneOn(channel).send(more);
    expect(sent.map(({ text }) => text).join(' ')).toContain('I can only read text');
  });
});

test.each(['sms', 'twilio-sms'])(
  'on %s words such as STOP and START are left to the carrier, and change nothing',
  async (channel) => {
    const sam = someoneOn(channel);
    await sam.say('am I eligible?');
    for (const word of ['STOP', 'stop.', 'Unsubscribe', 'START', 'UNSTOP', 'END', 'QUIT'])
      expect((await sam.say(word)).sent).toEqual([]);
    expect((await sam.say('BSc')).text).toContain('English test');
  },
);

test.each(['whatsapp', 'telegram'])(
  'on %s, where no carrier listens, STOP ends the interview and states no fact',
  async (channel) => {
    const sam = someoneOn(channel);
    await sam.say('am I eligible?');
    expect((await sam.say('STOP')).text).not.toMatch(/€|IELTS|2022/);
  },
);

test('an SMS is in GSM-7, and an answer takes few segments', async () => {
  const sam = someoneOn('sms');
  await sam.say('hi');
  const { sent } = await sam.say('what is the tuition fee');
  const counted = sent.map(({ text }) => new SegmentedMessage(text, 'auto', false));
  expect(counted.map(({ encodingName }) => encodingName)).toEqual(['GSM-7']);
  expect(counted[0]?.segmentsCount).toBeLessThanOrEqual(3);
});

test.each([
  ['telegram', '/help', 'You can ask me'],
  ['telegram', '/help@admissions_bot', 'You can ask me'],
  ['slack', '<@U0BOT> what is the tuition fee?', '€18,016'],
  ['slack', 'fee &amp; deadline?', 'November 2022'],
  ['slack', 'is <https://www.toefl.org|TOEFL> accepted?', 'TOEFL'],
  [
    'email',
    'What is the tuition fee?\n\nRegards, Sam\n\nOn Mon, 23 Nov 2026 at 10:00, Admissions wrote:\n> When is the deadline?',
    '€18,016',
  ],
])('on %s "%s" is read as it was meant', async (channel, text, told) => {
  const sam = someoneOn(channel);
  await sam.say('hello');
  expect((await sam.say(text)).text).toContain(told);
});

test('"/start", with which every chat on Telegram begins, is greeted', async () => {
  expect((await someoneOn('telegram').say('/start')).text).toContain('automated admissions assistant');
});

test('what was quoted in an e-mail is not answered again', async () => {
  const quoted = '> When does it start?\n> Expected September 2022\n\nAnd the tuition fee?';
  expect((await someoneOn('email').say(quoted)).text).not.toContain('starts');
});

test('Slack shows no sign of ours as a link or a mention', async () => {
  const { sent } = await someoneOn('slack').say('What is the tuition fee?');
  for (const { text } of sent) expect(text).not.toMatch(/<|>|&(?!amp;|lt;|gt;)/);
});

test('nothing went wrong on our side in all this', () => {
  expect(service.bot.logged).toEqual([]);
});
