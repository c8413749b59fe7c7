import type { Activity, CardContent, Entity } from './direct-line/activity';

/** A message of the bot, ready to be shown. */
export interface BotMessage {
  readonly kind: 'bot';
  readonly id: string;
  readonly at: Date;
  readonly locale: string;
  /** Without the lines of sources that end it. */
  readonly text: string;
  /** As it was sent, for the copy of the conversation. */
  readonly whole: string;
  readonly sources: readonly Source[];
  readonly choices: readonly Choice[];
  readonly card: OutcomeCard | undefined;
  readonly reading: Reading | undefined;
  /** A person says it and not the bot: by this name. */
  readonly by: string | undefined;
}

export interface Source {
  readonly position: number;
  readonly name: string;
  readonly quote: string;
}

export interface Choice {
  readonly label: string;
  /** What is sent when it is picked. */
  readonly value: string;
}

export type CardBlock =
  | { readonly kind: 'heading' | 'text'; readonly text: string }
  | { readonly kind: 'checklist'; readonly items: readonly { readonly text: string; readonly isReady: boolean }[] }
  | { readonly kind: 'facts'; readonly facts: readonly { readonly title: string; readonly value: string }[] };

export type OutcomeCard = readonly CardBlock[];

export type Reading = Entity;

const personEntity = 'admissions/person';

/** Whether a person talks here after this message; nothing where it does not tell. */
export function talksWithPerson({ entities = [] }: Activity): boolean | undefined {
  const person = entities.find(({ type }) => type === personEntity);
  if (person) return person.state === 'open';
  return entities.some(({ type }) => type === 'admissions/reading') ? false : undefined;
}

export function readMessage(activity: Activity): BotMessage {
  const { entities = [], text = '' } = activity;
  const sources = entities.flatMap(sourcesIn);
  const content = activity.attachments?.find(
    ({ contentType }) => contentType === 'application/vnd.microsoft.card.adaptive',
  )?.content;
  return {
    kind: 'bot',
    id: activity.id ?? '',
    at: timeOf(activity),
    locale: activity.locale ?? 'en',
    text: sources.length > 0 ? withoutSources(text) : text,
    whole: text,
    sources,
    choices: [...suggested(activity), ...submits(content)],
    card: content && readCard(content, sources.length > 0),
    reading: entities.find(({ type }) => type === 'admissions/reading'),
    by: entities.find(({ type }) => type === personEntity)?.name,
  };
}

export function timeOf({ timestamp }: Activity): Date {
  const at = new Date(timestamp ?? Date.now());
  return Number.isNaN(at.getTime()) ? new Date() : at;
}

function sourcesIn({ citation = [] }: Entity): readonly Source[] {
  return citation.map(({ position, appearance }, i) => ({
    position: position ?? i + 1,
    name: appearance?.name ?? '',
    quote: appearance?.abstract ?? '',
  }));
}

const sourceLine = /^\[\d+\] .*$/;

/** The sources are shown from the citations, so the block of lines that tells them in words can go. */
function withoutSources(text: string): string {
  const blocks = text.trimEnd().split('\n\n');
  const isSources =
    blocks
      .at(-1)
      ?.split('\n')
      .every((line) => sourceLine.test(line)) ?? false;
  return (isSources ? blocks.slice(0, -1) : blocks).join('\n\n');
}

function suggested({ suggestedActions }: Activity): readonly Choice[] {
  return (suggestedActions?.actions ?? []).flatMap(({ title, value }) => choice(title, value));
}

function submits(content: CardContent | undefined): readonly Choice[] {
  return (content?.actions ?? []).flatMap(({ title, data }) => choice(title, data?.text));
}

function choice(title: string | undefined, value: unknown): readonly Choice[] {
  const label = title ?? (typeof value === 'string' ? value : '');
  return label === '' ? [] : [{ label, value: typeof value === 'string' ? value : label }];
}

function readCard({ body = [] }: CardContent, hasSources: boolean): OutcomeCard {
  return body.flatMap(({ type, text = '', weight, isSubtle = false, facts = [] }): readonly CardBlock[] => {
    if (type === 'FactSet') return [{ kind: 'facts', facts: facts.map(({ title = '', value = '' }) => ({ title, value })) }];
    if (type !== 'TextBlock' || text === '') return [];
    if (weight === 'Bolder') return [{ kind: 'heading', text }];
    if (/^[\u2610\u2611] /.test(text)) return [{ kind: 'checklist', items: text.split(/\n+/).map(readItem) }];
    // The small print is the sources once more.
    return isSubtle && hasSources ? [] : [{ kind: 'text', text }];
  });
}

function readItem(line: string): { readonly text: string; readonly isReady: boolean } {
  return { text: line.replace(/^[\u2610\u2611] /, ''), isReady: line.startsWith('\u2611') };
}
