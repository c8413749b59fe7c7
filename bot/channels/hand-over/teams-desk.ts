import { TurnContext, type Activity, type ConversationReference, type Storage } from 'botbuilder';
import { comparable } from '../../../knowledge/comparable';
import { fill } from '../../../knowledge/template';
import { letterOf } from '../../delivery/letter';
import type { Send } from '../../delivery/send';
import type { Desk, WhyEnded } from '../../desk';
import { deskName } from '../../state/retention';
import type { Ticket, TicketMessage, Tickets } from '../../state/tickets';
import type { HandOverTerms } from '../../hand-over-turn';
import type { BotFramework } from '../bot-framework';
import { deliveryOf } from '../taken';
import { wordsOf } from '../words-of';
import { ticketCard } from './ticket-card';

/** What the desk in Teams works with; `channel` is the one that may take requests. */
export interface DeskWorks {
  readonly channel: string;
  readonly storage: Storage;
  readonly tickets: Tickets;
  readonly desk: Desk;
  readonly terms: HandOverTerms;
}

/** Takes what the office says in its channel of Teams; false if it is none of the desk's. */
export type Hear = (context: TurnContext) => Promise<boolean>;

/** Each thread of the channel that begins with a request is a talk with a student: what is said there goes to them. */
export function hearOnTeams(works: DeskWorks): Hear {
  const { channel, storage, tickets, terms } = works;
  const { desk: words, says } = terms.words;
  return async (context) => {
    const { activity } = context;
    if (activity.channelId !== 'msteams' || !activity.conversation.isGroup) return false;
    const isHere = channelOf(activity) === channel;
    const text = activity.type === 'message' ? wordsOf(activity) : '';
    if (is(says.deskHere, text)) {
      if (isHere) await storage.write({ [deskName]: { reference: referenceOf(activity), eTag: '*' } });
      await context.sendActivity(isHere ? words.here : words.notHere);
      return true;
    }
    const ticket = isHere ? await tickets.ofThread(activity.conversation.id) : undefined;
    if (!ticket) return false;
    if (activity.type === 'message') await takeReply(ticket, text, context, works);
    return true;
  };
}

/** The first who answers has taken it. */
async function takeReply(ticket: Ticket, text: string, context: TurnContext, { desk, terms }: DeskWorks): Promise<void> {
  const { desk: words, says } = terms.words;
  const { activity } = context;
  const { number, status } = ticket;
  if (text === '' || status === 'closed') await context.sendActivity(text === '' ? words.onlyText : words.isClosed);
  else if (is(says.deskEnd, text)) await desk.close(number, 'office');
  else {
    if (status === 'open') await desk.take(number, activity.from.name);
    await desk.answer(number, text, deliveryOf(activity));
  }
}

/** Requests, and what students say of them, in the channel of the office: each request as a thread of its own. */
export function teamsSender({ tell }: Pick<BotFramework, 'tell'>, { channel, storage, tickets, terms }: DeskWorks): Send {
  return async (news) => {
    const items = (await storage.read([deskName])) as Readonly<Record<string, { readonly reference?: object } | undefined>>;
    const reference = items[deskName]?.reference as Partial<ConversationReference> | undefined;
    if (!reference) throw new Error('nobody has written "take requests here" in the channel of Teams yet');
    const at = (id: string) => ({
      ...reference,
      conversation: { isGroup: true, conversationType: 'channel', name: '', ...reference.conversation, id },
    });
    const { number, thread } = news.ticket;
    if (news.message === undefined) {
      const { subject, blocks } = letterOf(news.ticket, terms.words);
      // A message to the channel itself begins a thread, which is known by the id of that message.
      const id = await tell(
        at(channel),
        ticketCard(
          fill(terms.words.desk.title, () => number),
          subject,
          blocks,
          terms.words.desk.how,
        ),
      );
      if (id !== undefined) await tickets.setThread(number, `${channel};messageid=${id}`);
      return;
    }
    if (thread === undefined) throw new Error('the thread of the request in Teams is not known');
    await tell(at(thread), { type: 'message', text: textOf(news.message, terms), textFormat: 'plain' });
  };
}

function textOf({ side, text, turns, by }: TicketMessage, { words: { desk } }: HandOverTerms): string {
  if (turns === 'taken') return fill(desk.taken, () => text);
  if (turns === 'closed') return desk.ended[text as WhyEnded];
  if (side === 'student') return fill(desk.said, () => text);
  return by === undefined ? text : fill(desk.answered, (name) => (name === 'by' ? by : text));
}

function is(phrases: readonly string[], text: string): boolean {
  return phrases.some((phrase) => comparable(phrase) === comparable(text));
}

/** The channel, whatever thread of it. */
function channelOf({ conversation }: Activity): string {
  return conversation.id.split(';')[0] ?? '';
}

/** Without the name of who has written it. */
function referenceOf(activity: Activity): Partial<ConversationReference> {
  const { serviceUrl, channelId, bot, conversation } = TurnContext.getConversationReference(activity);
  return {
    ...(serviceUrl ? { serviceUrl } : {}),
    ...(channelId ? { channelId } : {}),
    ...(bot ? { bot } : {}),
    ...(conversation ? { conversation } : {}),
  };
}
