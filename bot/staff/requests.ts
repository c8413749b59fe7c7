import type { Ticket, TicketStatus } from '../state/tickets';
import { page, type Answer } from './answer';
import { html, type Html } from './html';
import type { House, Visit } from './house';
import { channelName, languageName, time, waiting } from './words';

/** So many of a kind are listed. */
const most: Readonly<Record<TicketStatus, number>> = { open: 200, taken: 200, closed: 50 };

export async function showRequests(_visit: Visit, { tickets, answerer }: House): Promise<Answer> {
  const [open, taken, closed, counts] = await Promise.all([
    tickets.list('open', most.open),
    tickets.list('taken', most.taken),
    tickets.list('closed', most.closed),
    tickets.counts(),
  ]);
  const { zone } = answerer.knowledge.office;
  const now = answerer.now();
  const main = html`<h1>Requests for a person</h1>
    ${section('open', 'Waiting', open, counts.open, 'Nobody waits.', zone, now)}
    ${section('taken', 'Taken', taken, counts.taken, 'No talk goes on.', zone, now)}
    ${section('closed', 'Closed', closed, counts.closed, 'None that is still kept.', zone, now)}`;
  return page({ title: 'Requests', main, at: '/staff/requests' });
}

function section(
  id: TicketStatus,
  title: string,
  listed: readonly Ticket[],
  all: number,
  none: string,
  zone: string,
  now: Date,
): Html {
  const left = all - listed.length;
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title} <span class="number">${all}</span></h2>
    ${
      listed.length === 0
        ? html`<p class="hint">${none}</p>`
        : html`<ul class="list">
            ${listed.map((ticket) => item(ticket, zone, now))}
          </ul>`
    }
    ${left > 0 && html`<p class="hint">And ${left} more.</p>`}
  </section>`;
}

function item({ number, question, opened, channel, language, status, by }: Ticket, zone: string, now: Date): Html {
  return html`<li>
    <a href="/staff/requests/${number}"><span class="code">${number}</span> ${shortened(question)}</a>
    <p class="hint">
      ${time(opened, zone)}${status === 'open' && `, waits for ${waiting(opened, now)}`} ·
      ${channelName(channel)}${language !== undefined && ` · ${languageName(language)}`}${by !== undefined && ` · taken by ${by}`}
    </p>
  </li>`;
}

const longestShown = 160;

function shortened(text: string): string {
  const signs = [...text.replace(/\s+/g, ' ')];
  return signs.length > longestShown ? `${signs.slice(0, longestShown - 1).join('')}…` : signs.join('');
}
