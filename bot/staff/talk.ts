import type { Delivery, Destination, Ticket, TicketMessage } from '../state/tickets';
import type { WhyEnded } from '../desk';
import { html, textOf, type Html } from './html';
import { time } from './words';

/** All that was said about a request, and how far each of it has come. */
export interface Talk {
  readonly messages: readonly TicketMessage[];
  readonly deliveries: readonly Delivery[];
}

/** As a list that the script of an open page takes over as it is. */
export function talkOf(ticket: Ticket, talk: Talk, zone: string): string {
  return textOf(talkList(ticket, talk, zone));
}

export function talkList(ticket: Ticket, { messages, deliveries }: Talk, zone: string): Html {
  const items = messages.map((message) => html`<li class="said ${message.turns === undefined ? message.side : 'note'}" id="m${message.n}">${
    message.turns === undefined ? saidBy(message, zone) : html`<p>${noteOf(message)} ${timeOf(message, zone)}</p>`
  }${message.side === 'office' && stateOf(message.n, deliveries, ['student'])}</li>`); // prettier-ignore
  const none = html`<p class="hint">Nothing yet.</p>`;
  return html`<div
    id="talk"
    data-from="/staff/requests/${ticket.number}/talk"
    data-status="${ticket.status}"
    data-count="${messages.length}"
  >
    ${
      items.length === 0
        ? none
        : html`<ol class="talk">
            ${items}
          </ol>`
    }
  </div>`;
}

function saidBy({ side, by, text, at }: TicketMessage, zone: string): Html {
  const who = side === 'student' ? 'Student' : (by ?? 'The office');
  return html`<p class="by">${who} ${timeOf({ at }, zone)}</p>
    <p class="text">${text}</p>`;
}

function timeOf({ at }: Pick<TicketMessage, 'at'>, zone: string): Html | undefined {
  return at === 0 ? undefined : time(new Date(at), zone);
}

const ended: Readonly<Record<WhyEnded, string>> = {
  student: 'The student has ended the talk.',
  office: 'The office has ended it.',
  quiet: 'Nothing was said for a while, so the talk has ended.',
};

function noteOf({ text, turns }: TicketMessage): string {
  return turns === 'taken' ? `${text} has taken it; the student was told that a person is here.` : ended[text as WhyEnded];
}

const ways: Readonly<Record<Destination, string>> = {
  mail: 'by e-mail',
  webhook: 'to the other system',
  teams: 'to Teams',
  student: 'to the student',
};

/** How far a message, or with 0 the question, has come on these ways. */
export function stateOf(message: number, deliveries: readonly Delivery[], to: readonly Destination[]): Html | undefined {
  const told = deliveries.filter((one) => one.message === message && to.includes(one.destination));
  if (told.length === 0) return undefined;
  return html`<p class="delivery">
    ${told.map((one, i) => html`${i > 0 && '; '}<span class="${one.state}">${wordsOf(one)}</span>`)}
  </p>`;
}

function wordsOf({ state, destination, tries, reason }: Delivery): string {
  const way = ways[destination];
  switch (state) {
    case 'sent':
      return `Sent ${way}`;
    case 'dead':
      return `Could not be sent ${way} within a day, and was given up: ${reason}`;
    case 'waiting':
      return tries === 0 ? `On its way ${way}` : `Waits to be sent ${way}, and is tried again: ${reason}`;
  }
}
