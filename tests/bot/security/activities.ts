import fc from 'fast-check';
import { channelIds } from '../../../bot/render/channels';

/** An activity as a fuzzer sends it, and whether it is one that no channel could object to. */
export interface Shape {
  readonly activity: Readonly<Record<string, unknown>>;
  readonly isSound: boolean;
}

const said: readonly string[] = ['What is the tuition fee?', 'and in total?', 'says who?', 'am I eligible?', 'BSc', 'not yet', 'IELTS', '6.5', '7', '99', '-1', 'why?', 'back', 'change my score', 'all of them', 'none', 'summary', 'help', 'hi', 'restart', 'cancel', 'human', 'my data', 'delete my data', 'yes', 'no', '1', '2.', 'c', 'stop', 'thanks', 'you are useless', 'is IELTS 5 enough?', 'ik wil dood', 'wat kost het?', 'je veux étudier', '学费是多少', 'asdfgh', '???']; // prettier-ignore

/** Letters of every kind, also halves of them and signs that nobody sees. */
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom('<', '>', '[', ']', '(', '|', '&', '*', '\n', '\u0000', '\ud800', '\u202e', 'a', ' '), maxLength: 80 }), // prettier-ignore
  fc.constantFrom('__proto__', 'constructor', 'toString', 'null', 'NaN', '[object Object]'),
);

const text = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...said) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...said), anyText).map((parts) => parts.join(' ')) },
  { weight: 2, arbitrary: anyText },
  { weight: 1, arbitrary: fc.tuple(anyText, fc.integer({ min: 100, max: 5000 })).map(([one, times]) => one.repeat(times).slice(0, 20_000)) }, // prettier-ignore
);

/** What hardly any field should hold, but what may stand where nobody looks. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  anyText,
  fc.constantFrom<unknown>(null, '', 0, -1, 1e308, true, [], {}, [null], [[]], [{}], 'x'.repeat(2000)),
);

const deep = fc.integer({ min: 1, max: 60 }).map((depth) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown);

const id = fc.oneof(fc.constantFrom('u1', 'u2', '29:1abc-_', '+447700900123', '../../x', 'ü'), fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 })); // prettier-ignore
const account = fc.record({ id, name: anyText, role: anyText }, { requiredKeys: ['id'] });
const conversation = fc.record(
  {
    id: fc.integer({ min: 1, max: 30 }).map((n) => `conversation ${n}`),
    isGroup: fc.boolean(),
    conversationType: fc.constantFrom('personal', 'groupChat', 'channel'),
    name: anyText,
  },
  { requiredKeys: ['id'] },
);

const mention = fc.record({ type: fc.constant('mention'), text: anyText, mentioned: fc.record({ id, name: anyText }) });
const search = fc.record({ commandId: anyText, parameters: fc.array(fc.record({ name: fc.constantFrom('question', 'x'), value: fc.oneof(text, odd) }), { maxLength: 3 }) }); // prettier-ignore
const vote = fc.record({ actionName: fc.constant('feedback'), actionValue: fc.record({ reaction: fc.constantFrom('like', 'dislike', 'constructor') }) }); // prettier-ignore

/** What each part holds when nothing is wrong with it; all but the first may be missing. */
const sound = {
  type: fc.oneof(
    { weight: 8, arbitrary: fc.constant('message') },
    {
      weight: 4,
      arbitrary: fc.constantFrom('conversationUpdate', 'invoke', 'messageReaction', 'messageUpdate', 'messageDelete', 'installationUpdate', 'event', 'typing', 'endOfConversation', 'contactRelationUpdate', 'handoff', 'trace', 'command', 'suggestion'), // prettier-ignore
    },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 100 }) },
  ),
  conversation,
  from: account,
  text,
  channelId: fc.oneof(fc.constantFrom(...channelIds), id),
  recipient: fc.oneof(account, fc.constant({ id: 'bot' })),
  id,
  replyToId: id,
  locale: fc.oneof(fc.constantFrom('en-GB', 'nl', 'zh-Hans', 'xx-invalid-locale'), fc.string({ maxLength: 100 })),
  name: fc.oneof(fc.constantFrom('webchat/join', 'composeExtension/query', 'message/submitAction', 'feedback'), anyText),
  action: fc.constantFrom('add', 'remove', 'add-upgrade', 'constructor'),
  value: fc.oneof(fc.record({ text }), search, vote, odd),
  channelData: fc.oneof(fc.record({ eventType: fc.constantFrom('editMessage', 'undeleteMessage') }), odd),
  entities: fc.array(fc.oneof(mention, fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))), { maxLength: 4 }),
  attachments: fc.array(fc.record({ contentType: anyText, contentUrl: anyText, content: odd }), { maxLength: 3 }),
  membersAdded: fc.array(account, { maxLength: 3 }),
  reactionsAdded: fc.array(fc.record({ type: fc.constantFrom('like', 'heart', 'sad', 'constructor') }), { maxLength: 3 }),
  timestamp: fc.oneof(fc.constant('2026-11-26T12:00:00Z'), anyText),
  textFormat: fc.constantFrom('plain', 'markdown', 'xml', 'x'),
  suggestedActions: odd,
  relatesTo: odd,
  callerId: anyText,
  anything: odd,
} as const;

type Part = keyof typeof sound;
const parts = Object.keys(sound) as readonly Part[];
const needed: readonly Part[] = ['type', 'conversation', 'from'];

const sounds = fc.record(sound, { requiredKeys: [...needed] }) as fc.Arbitrary<Readonly<Record<string, unknown>>>;

/** Parts that are missing, and parts that hold what they should not. */
const faults = fc.array(
  fc.record({
    part: fc.constantFrom<string>(...parts, 'serviceUrl', 'deliveryMode'),
    value: fc.option(fc.oneof(odd, odd, deep), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 3 },
);

export const shapes: fc.Arbitrary<Shape> = fc.oneof(
  sounds.map((activity) => ({ activity, isSound: true })),
  fc.tuple(sounds, faults).map(([activity, wrong]) => ({
    activity: { ...activity, ...Object.fromEntries(wrong.map(({ part, value }) => [part, value])) },
    isSound: false,
  })),
);

/** What the website's chat may be sent. */
export const clientShapes: fc.Arbitrary<unknown> = fc.oneof(
  fc.record(
    {
      type: fc.oneof(fc.constantFrom('message', 'event', 'typing'), odd),
      text: fc.oneof(text, odd),
      name: fc.oneof(fc.constantFrom('webchat/join', 'feedback'), odd),
      value: fc.oneof(fc.record({ reply: id, vote: fc.constantFrom('up', 'down') }), fc.record({ text }), odd),
      channelData: odd,
      attachments: odd,
      locale: odd,
      from: odd,
    },
    { requiredKeys: [] },
  ),
  odd,
  deep,
);
