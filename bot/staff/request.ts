import { randomUUID } from 'node:crypto';
import type { Ticket } from '../state/tickets';
import { notFound, page, redirect, type Answer } from './answer';
import type { Mistake } from './forms';
import type { House, Visit } from './house';
import { longestAnswer, requestPage } from './request-page';
import { talkOf } from './talk';

export async function showRequest(visit: Visit, house: House): Promise<Answer> {
  return shown(visit, house, await ticketOf(visit, house), {});
}

/** What is new in the talk, for a page that is open. */
export async function showTalk(visit: Visit, house: House): Promise<Answer> {
  const ticket = await ticketOf(visit, house);
  const messages = await messagesOf(ticket, house);
  return { kind: 'file', type: 'text/html', body: talkOf(ticket, messages, house.answerer.knowledge.office.zone) };
}

export async function takeRequest(visit: Visit, house: House): Promise<Answer> {
  const ticket = await ticketOf(visit, house);
  if (await house.desk.take(ticket.number, visit.session.name)) return redirect(placeOf(ticket));
  return conflict(visit, house, {});
}

/** The first who answers has taken it, as in Teams. */
export async function answerRequest(visit: Visit, house: House): Promise<Answer> {
  const { form, session } = visit;
  const ticket = await ticketOf(visit, house);
  const text = (form.get('text') ?? '').replace(/\r\n?/g, '\n').trim();
  const mistake = mistakeIn(text);
  if (mistake !== undefined) return shown(visit, house, ticket, { text, mistakes: [{ field: 'text', text: mistake }] }, 422);
  // Who had taken it when the page was shown: whoever sees somebody else there answers knowingly.
  const isNews = ticket.by !== session.name && (ticket.by ?? '') !== (form.get('by') ?? '');
  if (ticket.status === 'closed' || isNews) return conflict(visit, house, { text });
  if (ticket.status === 'open' && !(await house.desk.take(ticket.number, session.name))) return conflict(visit, house, { text });
  // By what a form that is sent twice is known.
  await house.desk.answer(ticket.number, text, `staff-${form.get('once') ?? ''}`, session.name);
  return redirect(`${placeOf(ticket)}#end`);
}

function mistakeIn(text: string): string | undefined {
  if (text === '') return 'Write your answer';
  const length = [...text].length;
  return length > longestAnswer ? `The answer has ${length} characters; ${longestAnswer} can be sent at once` : undefined;
}

export async function endRequest(visit: Visit, house: House): Promise<Answer> {
  const ticket = await ticketOf(visit, house);
  await house.desk.close(ticket.number, 'office');
  return redirect(placeOf(ticket));
}

/** Where a form was sent to somebody may come again, by signing in or by the bar of addresses. */
export function backToRequest({ param }: Visit): Promise<Answer> {
  return Promise.resolve(redirect(`/staff/requests/${param}`));
}

/** @throws Refused (404) */
async function ticketOf({ param }: Visit, { tickets }: House): Promise<Ticket> {
  const ticket = await tickets.find(param);
  if (!ticket) throw notFound();
  return ticket;
}

function placeOf({ number }: Ticket): string {
  return `/staff/requests/${number}`;
}

interface Written {
  readonly text?: string;
  readonly mistakes?: readonly Mistake[];
}

/** Somebody else was quicker: the page as it is now, with what was written. */
async function conflict(visit: Visit, house: House, { text }: Written): Promise<Answer> {
  const ticket = await ticketOf(visit, house);
  const who = ticket.by ?? 'Somebody';
  const said = ticket.status === 'closed' ? 'This request is closed, so nothing was sent.' : `${who} has taken it.`;
  return shown(visit, house, ticket, { ...(text === undefined ? {} : { text }), mistakes: [{ field: 'text', text: said }] }, 409);
}

async function shown(
  visit: Visit,
  house: House,
  ticket: Ticket,
  { text = '', mistakes = [] }: Written,
  status = 200,
): Promise<Answer> {
  const messages = await messagesOf(ticket, house);
  const main = requestPage({ ticket, messages, text, mistakes, once: randomUUID(), session: visit.session, zone: house.answerer.knowledge.office.zone }); // prettier-ignore
  const isLive = ticket.status !== 'closed';
  return page({ title: `Request ${ticket.number}`, main, at: '/staff/requests', isWrong: mistakes.length > 0, isLive }, status);
}

/** What was said, each with how far it has come. */
async function messagesOf({ number }: Ticket, { tickets, outbox }: House) {
  const [messages, deliveries] = await Promise.all([tickets.messages(number), outbox.of(number)]);
  return { messages, deliveries };
}
