import type { TurnContext } from 'botbuilder';
import type { Answerer } from '../../answer';
import { destinationsOf, type Desk } from '../../desk';
import { sayConfirmed } from '../../say-hand-over';
import { ownerOf, type Asker, type Ticket, type Tickets } from '../../state/tickets';
import type { Transcript } from '../../state/transcript';
import type { Outcome } from '../../turn';
import type { HandOverTerms, HandOverTurn } from '../../hand-over-turn';
import { newSession, type Said, type Session } from '../../types';
import { isOwnChannel } from '../direct-line/connector';
import { recentLines } from './recent-lines';
import type { RequestLimit } from './request-limit';

/** What a hand-over works with on the way from and to a channel. */
export interface HandingOver {
  readonly terms: HandOverTerms;
  readonly tickets: Tickets;
  readonly desk: Desk;
  readonly limit: RequestLimit;
}

/** What a turn must know of the hand-over, and the session without what is over. */
export interface Known {
  readonly session: Session;
  readonly handOver?: HandOverTurn;
  /** The request whose talk with a person goes on here. */
  readonly talk?: Ticket;
  /** Nothing new is handed over, as there was too much. */
  readonly isFull?: true;
}

/**
 * Nothing new is handed over once there were too many: then the bot says where the office is, as if nothing could be passed on.
 * Nothing is handed over in a group, where all would read the address and the answer. What was said is read from the
 * transcript of the website, which is kept anyway and can be seen there; on other channels nothing that a student writes is
 * kept before they have consented to its being sent, so there they are asked to put it into the question.
 */
export async function handOverFor(
  { activity }: TurnContext,
  session: Session,
  handingOver: HandingOver | undefined,
  transcript: Transcript | undefined,
): Promise<Known> {
  if (!handingOver || activity.conversation.isGroup) return { session };
  const { terms, tickets, limit } = handingOver;
  const live = session.asksPerson ? await tickets.liveIn(askerOf(activity)) : [];
  const talk = live.find(({ status }) => status === 'taken');
  const { asksPerson, ...rest } = session;
  const kept = asksPerson && live.length > 0 ? session : rest;
  if (!session.handOver && !talk && (await limit.isReached(askerOf(activity)))) return { session: kept, isFull: true };
  const isKept = session.handOver && isOwnChannel(activity);
  const recent = isKept ? await recentLines(transcript, activity.conversation.id, session.handOver.begun) : { lines: [] };
  return {
    session: kept,
    handOver: { terms, ...recent, withPerson: talk !== undefined },
    ...(talk ? { talk } : {}),
  };
}

export function turnOf({ handOver }: Known): { readonly handOver?: HandOverTurn } {
  return handOver ? { handOver } : {};
}

/** A vote has a person offered where there is one, unless that was done, or a person is there. */
export function isOfferDue({ handOver, session }: Known): boolean {
  const isOffered = session.handOver !== undefined || session.proposed?.means.kind === 'human';
  return handOver !== undefined && !handOver.withPerson && !isOffered;
}

/** By what a conversation is told something unasked, without the name of anybody. */
function askerOf(activity: TurnContext['activity']): Asker {
  const { channelId: channel, conversation, serviceUrl, from, recipient } = activity;
  const { id, isGroup, conversationType, tenantId } = conversation;
  const where = { channelId: channel, serviceUrl, conversation: { id, isGroup, conversationType, tenantId } };
  return { channel, conversation: id, reference: { ...where, user: { id: from.id }, bot: recipient } };
}

/** For the office, which may have somebody who speaks it. */
function languageOf(text: string, answer: Answerer['answer']): { readonly language?: string } {
  const alone = { conversation: '', user: '', channel: '', joinsSilently: false };
  const { language } = answer({ ...alone, said: { kind: 'text', text } }, newSession).reading;
  return language === undefined ? {} : { language };
}

/** What of a turn goes to the office is stored, before it is said that it does. */
export async function settle(
  outcome: Outcome,
  said: Said,
  delivery: string | undefined,
  { activity }: TurnContext,
  { talk, isFull }: Known,
  handingOver: HandingOver | undefined,
  { knowledge, now, answer }: Answerer,
): Promise<Outcome> {
  if (!handingOver) return outcome;
  const { terms, tickets, desk, limit } = handingOver;
  const { reading } = outcome;
  const text = said.kind === 'text' ? said.text : '';
  if (reading.kind === 'human' && isFull) limit.refuse();
  // Words of crisis are answered here, and the person hears them too.
  if (reading.kind === 'care' && talk) await desk.hear(talk.number, text, delivery);
  if (reading.kind !== 'hand-over') return outcome;
  switch (reading.at.kind) {
    case 'send': {
      if (!outcome.handedOver) throw new Error('nothing was handed over');
      const asker = askerOf(activity);
      // The same beginning is the same request, however often its end is delivered.
      const origin = `${ownerOf(asker)} ${reading.at.handOver.begun}`;
      const asked = { ...asker, origin, ...languageOf(outcome.handedOver.question, answer), ...outcome.handedOver };
      const ticket = await tickets.open(asked, destinationsOf(terms.ways), now());
      return { ...outcome, reply: sayConfirmed(outcome.reply, ticket, terms, { knowledge, now: now() }) };
    }
    case 'to-person':
      if (talk) await desk.hear(talk.number, text, delivery);
      return outcome;
    case 'talk-ended':
      if (talk) await desk.close(talk.number, 'student');
      return outcome;
    case 'ask':
      if (reading.at.note.kind === 'begun') await limit.begin(askerOf(activity));
      return outcome;
    case 'offer':
    case 'cancelled':
    case 'only-text':
      return outcome;
  }
}
