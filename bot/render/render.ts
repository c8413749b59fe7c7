import { fill } from '../../knowledge/template';
import type { Citation } from '../../knowledge/knowledge';
import type { Replies } from '../../knowledge/replies';
import type { Part, Reply } from '../types';
import { outcomeCard, questionCard, type AdaptiveCard } from './adaptive-card';
import { inGsm7 } from './alphabet';
import type { ChannelTraits } from './channels';
import { split } from './split';

/** One message as its channel shows it, still free of any SDK. */
export interface Message {
  readonly text: string;
  /** What a notification shows of a card that stands in place of a text. */
  readonly summary?: string;
  /** In the order of their numbers in the text. */
  readonly citations: readonly Citation[];
  /** Labels to be shown as buttons; empty where they stand in the text or on the card. */
  readonly buttons: readonly string[];
  readonly card?: AdaptiveCard;
}

/** Where a reply goes to. */
export interface Place {
  readonly traits: ChannelTraits;
  /** Several people talk there. */
  readonly isGroup: boolean;
  /** Whether a button of a card may say what it stands for in the name of who presses it. */
  readonly echoesButtons?: boolean;
}

/** The fixed words that messages are made with. */
export type RenderWords = Pick<Replies, 'citation' | 'card' | 'inGroup'>;

/** A reply in the ways in which a channel may show it. */
interface Drafted {
  readonly said: string;
  readonly sources: string;
  /** All of it in plain text: what is said, the sources, the choices by number. */
  readonly inFull: string;
  readonly citations: readonly Citation[];
  readonly labels: readonly string[];
  readonly textOf: (part: Part) => string;
  readonly echoesButtons: boolean;
}

/**
 * A reply as messages: each fact with the numbers of its sources, the sources below, the choices last; as a card where the
 * channel shows cards, and in several messages where it would be too long for one.
 */
export function render(reply: Reply, place: Place, words: RenderWords): readonly [Message, ...Message[]] {
  const draft = drafted(place.isGroup && reply.kind === 'welcome' ? inGroup(reply, words) : reply, words, place.echoesButtons);
  const { traits } = place;
  if (reply.card && traits.cards === 'beside-text') {
    const { said, sources, citations } = draft;
    return [{ text: joined([said, sources]), citations, buttons: [], card: outcomeCard(reply.card, draft, false) }];
  }
  if (traits.cards === 'for-text' && isForCard(reply, draft, place)) return [cardAlone(reply, draft, words)];
  return inParts(asText(draft, place), traits);
}

/** In a group the bot hears only what mentions it. */
function inGroup(reply: Reply, words: RenderWords): Reply {
  return { ...reply, parts: [...reply.parts, { kind: 'words', text: words.inGroup }] };
}

function drafted(reply: Reply, words: RenderWords, echoesButtons = true): Drafted {
  const citations = citationsOf(reply);
  const textOf = (part: Part) => sayPart(part, (citation) => `[${numberOf(citation, citations)}]`);
  const said = joined(reply.parts.map(textOf));
  const sources = citations.map((citation, i) => lineOf(citation, i + 1, words.citation)).join('\n');
  const labels = reply.choices.map(({ label }) => label);
  const inFull = joined([said, sources, listed(labels)]);
  return { said, sources, citations, labels, textOf, inFull, echoesButtons };
}

/** Outcomes, the welcome, the questions of the interview wherever they are asked, and choices that are no buttons here. */
function isForCard({ kind, card, input }: Reply, { labels }: Drafted, place: Place): boolean {
  const isAsked = kind === 'welcome' || kind === 'eligibility' || input !== undefined;
  return card !== undefined || isAsked || (labels.length > 0 && !fit(labels, place));
}

function cardAlone(reply: Reply, draft: Drafted, words: RenderWords): Message {
  const card = reply.card ? outcomeCard(reply.card, draft, true) : questionCard(draft, reply.input, words.card);
  const [summary = ''] = (reply.card?.title ?? draft.said).split('\n');
  return { text: '', summary, citations: [], buttons: [], card };
}

function asText({ said, sources, inFull, citations, labels }: Drafted, place: Place): Message {
  const text = place.traits.citations === 'entity' ? said : joined([said, sources]);
  return labels.length === 0 || fit(labels, place)
    ? { text, citations, buttons: labels }
    : { text: inFull, citations, buttons: [] };
}

/** Whether choices can be buttons: not too many, none too long, and in a place that has any. */
function fit(labels: readonly string[], { traits, isGroup }: Place): boolean {
  const { mostButtons, longestLabel } = traits;
  return !isGroup && labels.length <= mostButtons && labels.every(({ length }) => length <= longestLabel);
}

/** What belongs to the whole reply goes with its last message. */
function inParts(message: Message, { longestText, alphabet, markup }: ChannelTraits): readonly [Message, ...Message[]] {
  const plain = alphabet === 'gsm-7' ? inGsm7(message.text) : message.text;
  const texts = split(markup === 'none' ? plain : escaped(plain), longestText).map((text) =>
    markup === 'xml' ? withBreaks(text) : text,
  );
  const before = texts.slice(0, -1).map((text): Message => ({ text, citations: [], buttons: [] }));
  const last: Message = { ...message, text: texts.at(-1) ?? '' };
  const [first, ...rest] = before;
  return first ? [first, ...rest, last] : [last];
}

/** The end of a line is a sign of its own. */
function withBreaks(text: string): string {
  return text.replace(/\n/g, '<br/>');
}

/** The signs by which Slack and Teams tell markup. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function listed(labels: readonly string[]): string {
  return labels.map((label, i) => `${i + 1}. ${label}`).join('\n');
}

function joined(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** What a reply says, its sources, and all of it in plain text. */
export function textsOf(reply: Reply, words: RenderWords): Pick<Drafted, 'said' | 'sources' | 'inFull'> {
  return drafted(reply, words);
}

/** What the reply says, without the source lines and the choices. */
export function plainText(reply: Reply): string {
  return reply.parts.map((part) => sayPart(part)).join('\n\n');
}

/** The text of a part; the marks of its sources stand right behind the fact, before any remark. */
function sayPart(part: Part, mark: (citation: Citation) => string = () => ''): string {
  if (part.kind === 'words') return part.text;
  const fact = [part.text, part.citations.map(mark).join('')].filter((text) => text !== '').join(' ');
  return [fact, ...part.remarks].join(part.text.includes('\n') ? '\n' : ' ');
}

/** Each source once, in the order in which the reply rests on them. */
export function citationsOf({ parts }: Reply): readonly Citation[] {
  const all = parts.flatMap((part) => (part.kind === 'fact' ? part.citations : []));
  return all.filter((citation, i) => numberOf(citation, all) === i + 1);
}

function numberOf({ source, place, quote }: Citation, citations: readonly Citation[]): number {
  return 1 + citations.findIndex((other) => other.source === source && other.place === place && other.quote === quote);
}

function lineOf({ short, place, quote }: Citation, n: number, template: string): string {
  const values: Readonly<Record<string, string>> = { n: String(n), source: short, place, quote: shorten(quote, longestQuote) };
  return fill(template, (name) => values[name]);
}

/** Long enough to find the place again; the whole quote is in the knowledge base. */
const longestQuote = 160;

/** Cut between words, and said to be cut. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 3);
  return `${cut.slice(0, cut.lastIndexOf(' '))}...`;
}
