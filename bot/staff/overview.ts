import { page, type Answer } from './answer';
import { html, type Html } from './html';
import type { House, Visit } from './house';
import { count, waiting } from './words';

export async function showOverview({ session }: Visit, { tickets, turnLog, answerer }: House): Promise<Answer> {
  const [{ open, taken }, [longest], missed] = await Promise.all([tickets.counts(), tickets.list('open', 1), turnLog.missed()]);
  const asked = missed.filter(({ status }) => status === 'open').length;
  const since = longest && `The first waits for ${waiting(longest.opened, answerer.now())}.`;
  const main = html`<h1>Hello, ${session.name}</h1>
    <ul class="cards">
      ${card('/staff/requests', count(open, 'request'), `${open === 1 ? 'waits' : 'wait'} for a person`, since)}
      ${card('/staff/requests#taken', count(taken, 'talk'), `with students ${taken === 1 ? 'goes' : 'go'} on`, undefined)}
      ${card('/staff/questions', count(asked, 'missed question'), 'nobody has looked at', asked > 0 ? 'Each that you teach is answered from then on.' : undefined)}
      ${card('/staff/report', 'The last seven days', 'what was asked, and what became of it', undefined)}
    </ul>`;
  return page({ title: 'Overview', main, at: '/staff' });
}

function card(path: string, what: string, how: string, more: string | undefined): Html {
  return html`<li class="card">
    <a href="${path}"><strong>${what}</strong> <span>${how}</span></a
    >${more !== undefined && html`<p class="hint">${more}</p>`}
  </li>`;
}
