import { SegmentedMessage } from 'sms-segments-calculator';
import type { Activity } from 'botbuilder';
import { channelIds, traitsOf, type ChannelTraits } from '../../bot/render/channels';
import { openChannel } from '../bot/channels/channel-server';

const question = 'What is the tuition fee?';
const back = 'are there scholarships?';

/** docs/channels.md: what each channel can show, and how one question is answered on it, asked through the real server. */
export async function sideBySide(): Promise<string> {
  const service = await openChannel();
  const told: string[] = [];
  for (const channelId of channelIds) {
    const conversation = { id: `side-by-side-${channelId}`, isGroup: false };
    const people = { from: { id: 'student' }, recipient: { id: 'bot' } };
    const say = (text: string, i: number) =>
      service.deliver({ type: 'message', id: `${channelId}-${i}`, channelId, conversation, ...people, text });
    const answers = [await say('hello', 0), await say(question, 1), await say(back, 2)];
    told.push(
      section(
        channelId,
        answers.slice(1).map(({ sent }) => sent),
      ),
    );
  }
  service.stop();
  return [intro, table(), ...told].join('\n\n') + '\n';
}

const intro = `# The channels, side by side

Made by \`npm run channels\`, and kept current by a test. What a channel can show is declared in [bot/render/channels.ts](../bot/render/channels.ts), an entry each; a test walks every reply through every one of them. Below, each channel was asked "${question}" and "${back}" through \`POST /api/messages\`; these are the texts that it got.`;

const columns: readonly (readonly [title: string, cell: (traits: ChannelTraits) => string])[] = [
  ['longest message', ({ longestText }) => (longestText === Infinity ? 'any' : String(longestText))],
  [
    'buttons',
    ({ mostButtons, longestLabel }) =>
      mostButtons === 0 ? 'numbered list' : `${mostButtons} of ${longestLabel}, none in groups`,
  ],
  ['cards', ({ cards }) => ({ none: 'none', 'beside-text': 'beside the text', 'for-text': 'in place of the text' })[cards]],
  ['sources', ({ citations }) => (citations === 'entity' ? 'at their marks' : 'below the text')],
  [
    'letters',
    ({ alphabet, markup }) => [alphabet === 'gsm-7' ? 'GSM-7' : 'any', ...(markup === 'none' ? [] : [markup])].join(', '),
  ],
  ['typing sign', ({ typing }) => yesNo(typing)],
  ['greeted', ({ announcesJoin }) => (announcesJoin ? 'on joining' : 'with the first reply')],
  ['STOP', ({ carrierWords }) => (carrierWords ? "the carrier's" : 'ends the interview')],
];

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no';
}

function table(): string {
  const rows = channelIds.map((id) => [`\`${id}\``, ...columns.map(([, cell]) => cell(traitsOf(id)))]);
  const head = ['channel', ...columns.map(([title]) => title)];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function section(channelId: string, answers: readonly (readonly Activity[])[]): string {
  const blocks = answers.flatMap((sent) => sent.map((activity) => `${fenced(shown(activity))}${note(activity, channelId)}`));
  return [`## ${channelId}`, ...blocks].join('\n\n');
}

/** The text and the labels of the buttons, as somebody sees them; a card by its plain text. */
function shown({ text, suggestedActions, attachments = [] }: Activity): string {
  const cards = attachments.map(({ content }) => `(card) ${(content as { readonly fallbackText: string }).fallbackText}`);
  const buttons = (suggestedActions?.actions ?? []).map(({ title }) => `[ ${title} ]`).join(' ');
  return [text, ...cards, buttons].filter(Boolean).join('\n\n');
}

function fenced(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}

function note({ text, entities = [] }: Activity, channelId: string): string {
  const sources = entities.flatMap(({ type, ...rest }) => (type.endsWith('/Message') ? (rest as Cited).citation : []));
  const quotes =
    traitsOf(channelId).citations === 'entity'
      ? sources.map(({ position, appearance: { name, abstract } }) => `At the mark [${position}]: ${name}: "${abstract}"`)
      : [];
  const { segmentsCount, encodingName } = new SegmentedMessage(text, 'auto', false);
  const segments = traitsOf(channelId).alphabet === 'gsm-7' ? [`${segmentsCount} segments of ${encodingName}.`] : [];
  return [...quotes, ...segments].map((line) => `\n\n${line}`).join('');
}

interface Cited {
  readonly citation: readonly {
    readonly position: number;
    readonly appearance: { readonly name: string; readonly abstract: string };
  }[];
}
