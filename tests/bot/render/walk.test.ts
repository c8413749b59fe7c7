import { SegmentedMessage } from 'sms-segments-calculator';
import { channelIds, traitsOf, type ChannelTraits } from '../../../bot/render/channels';
import { citationsOf, plainText, render, type Message } from '../../../bot/render/render';
import { compose } from '../../../bot/reply';
import type { Reading, Reply } from '../../../bot/types';
import { realBase } from '../../knowledge/files';
import { after, before, realInterviewer } from '../bot';
import { everyReading, everyState } from '../readings';

const { knowledge } = realBase();
const interviewer = realInterviewer();

const notices = [...knowledge.languages.values()].map(({ notice }) => notice.slice(0, 10));

/** Every reply that a turn can come to, with the dates of the brochure ahead and passed; each once. */
const replies: readonly Reply[] = [
  ...new Map(
    [before, after].flatMap((now) => {
      const speaker = { knowledge, interviewer, now };
      const foreign = [...knowledge.languages.keys()].map((language): Reading => ({ kind: 'offtopic', language, reasons: [] }));
      const readings = [...everyReading(knowledge), ...everyState(interviewer, knowledge), ...foreign];
      const all = readings.map((reading) => compose(reading, speaker));
      const welcome = compose({ kind: 'welcome', reasons: [] }, speaker);
      // Where nobody says who joins, the welcome comes with the first reply.
      const greeted = all.map((reply) => ({ ...reply, parts: [...welcome.parts, ...reply.parts] }));
      return [...all, ...greeted].map((reply) => [JSON.stringify(reply), reply] as const);
    }),
  ).values(),
];

const places = [...channelIds, 'unheard-of'].flatMap((channel) =>
  (traitsOf(channel).mostButtons > 0 ? [false, true] : [false]).map((isGroup) => ({
    channel,
    isGroup,
    traits: traitsOf(channel),
  })),
);

const words = (text: string): string => text.replace(/\s+/g, ' ');

/** All that a channel shows of a message: its text, the texts of its card, and the labels of its buttons. */
function shown({ text, buttons, card }: Message): string {
  const texts: string[] = [];
  JSON.stringify(card ?? {}, (key, value: unknown) => {
    if (key === 'fallbackText') return undefined;
    if (typeof value === 'string' && ['text', 'value', 'title'].includes(key)) texts.push(value);
    return value;
  });
  return [text, ...texts, ...buttons].join('\n');
}

/** What is wrong with a reply on its channel; nothing if all is well. */
function flaws(reply: Reply, messages: readonly Message[], traits: ChannelTraits): readonly string[] {
  const whole = messages.map(shown).join('\n');
  // Texts are parted at a space or a line; a card puts each line into a block of its own.
  const plain = words(whole.replace(/<br\/>/g, '\n'))
    .replace(/&amp;/g, '&')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>');
  const citations = citationsOf(reply);
  const kept = messages.flatMap((message) => message.citations);
  return [
    ...messages.filter(({ text }) => text.length > traits.longestText).map(({ text }) => `${text.length} characters`),
    ...messages.filter(({ text, card }) => text === '' && !card).map(() => 'a message of nothing'),
    ...messages.filter(({ buttons }) => buttons.length > traits.mostButtons).map(() => 'too many buttons'),
    ...messages.flatMap(({ buttons }) => buttons.filter((label) => label.length > traits.longestLabel)),
    ...messages.filter(({ card }) => card && traits.cards === 'none').map(() => 'a card'),
    ...messages.filter(({ card }) => card && JSON.stringify(card).length > 25_000).map(() => 'a card too large'),
    ...reply.choices.filter(({ label }) => !plain.includes(words(label))).map(({ label }) => `lost choice: ${label}`),
    ...citations.filter((one) => !kept.includes(one) && !plain.includes(one.place)).map(({ place }) => `lost citation: ${place}`),
    ...citations.flatMap((_, i) => (whole.includes(`[${i + 1}]`) ? [] : [`no mark for citation ${i + 1}`])),
    ...(/\*\*|__|`|<(?!br\/>)[a-z]|\]\(/.test(whole) ? ['markup in the text'] : []),
    ...messages.flatMap(({ text }) =>
      /\d\s*$/.test(text) && /^\s*\p{Ll}/u.test(nextOf(text, messages)) ? ['a parted number'] : [],
    ),
  ];
}

function nextOf(text: string, messages: readonly Message[]): string {
  return messages[messages.findIndex((message) => message.text === text) + 1]?.text ?? '';
}

test('there is enough to walk through', () => {
  expect(replies.length).toBeGreaterThan(3000);
  expect(channelIds.length).toBeGreaterThan(12);
});

test.each(places)('every reply on $channel (in a group: $isGroup) is within its limits, with nothing lost', (place) => {
  const found = replies.flatMap((reply) => {
    const messages = render(reply, place, knowledge.replies);
    return flaws(reply, messages, place.traits).map((flaw) => `${flaw} in: ${plainText(reply).slice(0, 80)}`);
  });
  expect([...new Set(found)].slice(0, 20)).toEqual([]);
});

test('what a text says is whole, whether in one message or in several', () => {
  const lost = ['sms', 'slack', 'facebook', 'email'].flatMap((channel) =>
    replies.flatMap((reply) => {
      const messages = render(reply, { traits: traitsOf(channel), isGroup: false }, knowledge.replies);
      const text = plainer(words(messages.map((message) => message.text).join(' ')));
      const said = plainText(reply).split(/\n|(?<=[.!?]) /);
      return said.map((sentence) => plainer(words(sentence.trim()))).filter((sentence) => !text.includes(sentence));
    }),
  );
  expect(lost).toEqual([]);
});

/** Signs that a channel writes in another way. */
function plainer(text: string): string {
  return text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\u2022/g, '-')
    .replace(/&amp;/g, '&');
}

test('an SMS in English stays within GSM-7: no name in the knowledge base needs more', () => {
  const sms = { traits: traitsOf('sms'), isGroup: false };
  const texts = replies.flatMap((reply) => render(reply, sms, knowledge.replies).map(({ text }) => text));
  const english = texts.filter((text) => !notices.some((notice) => text.includes(notice)));
  const signs = new Set(english.flatMap((text) => [...text]));
  const isOutside = (sign: string) => new SegmentedMessage(sign, 'auto', false).encodingName !== 'GSM-7';
  expect([...signs].filter(isOutside)).toEqual([]);
});
