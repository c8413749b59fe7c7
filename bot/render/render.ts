import { fill } from '../../knowledge/template';
import type { Citation } from '../../knowledge/knowledge';
import type { Part, Reply } from '../types';
import { adaptiveCard, type AdaptiveCard } from './adaptive-card';
import type { ChannelTraits } from './channels';

/** A reply as its channel shows it, still free of any SDK. */
export interface Rendered {
  readonly text: string;
  /** In the order of their numbers in the text. */
  readonly citations: readonly Citation[];
  /** Labels to be shown as buttons; empty where they stand in the text. */
  readonly buttons: readonly string[];
  /** The outcome at a glance with the choices as its buttons, where the channel shows cards. */
  readonly card?: AdaptiveCard;
}

/** The text of a message: each fact with the numbers of its sources, the sources below, the choices last. */
export function render(reply: Reply, traits: ChannelTraits, sourceLine: string): Rendered {
  const citations = citationsOf(reply);
  const marked = (part: Part) => textOf(part, (citation) => `[${numberOf(citation, citations)}]`);
  const sources = citations.map((citation, i) => lineOf(citation, i + 1, sourceLine)).join('\n');
  const text = joined([...reply.parts.map(marked), sources]);
  if (reply.card && traits.cards) {
    const card = adaptiveCard(reply.card, reply.choices, { textOf: marked, sources, fallback: text });
    return { text, citations, buttons: [], card };
  }
  const labels = reply.choices.map(({ label }) => label);
  const list = traits.choices === 'list' ? labels.map((label, i) => `${i + 1}. ${label}`).join('\n') : '';
  return { text: joined([text, list]), citations, buttons: traits.choices === 'buttons' ? labels : [] };
}

function joined(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** What the reply says, without the source lines and the choices. */
export function plainText(reply: Reply): string {
  return reply.parts.map((part) => textOf(part)).join('\n\n');
}

/** The text of a part; the marks of its sources stand right behind the fact, before any remark. */
function textOf(part: Part, mark: (citation: Citation) => string = () => ''): string {
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
