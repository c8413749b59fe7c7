import type { Ticket } from '../state/tickets';
import { errorSummary, field, tokenField, type Mistake } from './forms';
import { html, type Html } from './html';
import type { Session } from './sessions';
import { stateOf, talkList, type Talk } from './talk';
import { channelName, languageName, time } from './words';

/** In characters: so much fits into a few messages of any channel. */
export const longestAnswer = 2000;

/** A request, and what was written about it that is not sent. */
export interface Shown {
  readonly ticket: Ticket;
  readonly messages: Talk;
  readonly text: string;
  readonly mistakes: readonly Mistake[];
  /** By what the form is known if it is sent twice. */
  readonly once: string;
  readonly session: Session;
  readonly zone: string;
}

export function requestPage(shown: Shown): Html {
  const { ticket, messages, mistakes, zone } = shown;
  const { number, question, status, conversationLines, answers } = ticket;
  return html`${errorSummary(mistakes)}
    <p class="back"><a href="/staff/requests">All requests</a></p>
    <h1>Request <span class="code">${number}</span> ${tag(ticket)}</h1>
    <blockquote class="question">${question}</blockquote>
    ${facts(ticket, zone)} ${stateOf(0, messages.deliveries, ['mail', 'webhook', 'teams'])}
    ${
      conversationLines.length > 0 &&
      html`<details>
        <summary>What was said before</summary>
        <ul class="lines">
          ${conversationLines.map((line) => html`<li>${line}</li>`)}
        </ul>
      </details>`
    }
    ${
      answers !== undefined &&
      html`<details>
        <summary>Answers to the eligibility check</summary>
        <p class="hint">As told by the student; guidance, no decision.</p>
        <p class="text">${answers}</p>
      </details>`
    }
    <section aria-labelledby="since">
      <h2 id="since">Since then</h2>
      <div aria-live="polite">${talkList(ticket, messages, zone)}</div>
      ${status !== 'closed' && html`<p class="more" id="end"><a href="/staff/requests/${number}?seen=${messages.messages.length}#end">Show new messages</a></p>`}
    </section>
    ${status === 'closed' ? closedForms(shown) : forms(shown)}`;
}

function tag({ status, by }: Ticket): Html {
  const words = { open: 'Waiting', taken: `Taken by ${by ?? 'somebody'}`, closed: 'Closed' };
  return html`<span class="tag ${status}">${words[status]}</span>`;
}

function facts({ opened, channel, language, email }: Ticket, zone: string): Html {
  const mail = email !== undefined && html`<a href="mailto:${email}">${email}</a>`;
  return html`<dl class="facts">
    <div>
      <dt>Asked</dt>
      <dd>${time(opened, zone)}</dd>
    </div>
    <div>
      <dt>Channel</dt>
      <dd>${channelName(channel)}</dd>
    </div>
    <div>
      <dt>Language</dt>
      <dd>${languageName(language ?? 'en')}</dd>
    </div>
    <div>
      <dt>E-mail</dt>
      <dd>${mail || 'None was given: the answer goes to the chat'}</dd>
    </div>
  </dl>`;
}

function forms({ ticket, text, mistakes, once, session }: Shown): Html {
  const { number, status, by } = ticket;
  const place = `/staff/requests/${number}`;
  const isOthers = status === 'taken' && by !== session.name;
  const take =
    status === 'open' &&
    html`<form method="post" action="${place}/take">
      ${tokenField(session)}<button class="button second">Take it</button>
      <span class="hint">The student is told that a person is here.</span>
    </form>`;
  const hint = isOthers
    ? `${by ?? 'Somebody'} has taken it; you can answer all the same.`
    : 'The student reads it in the chat, with your name.';
  return html`${take}
    <form method="post" action="${place}/answer" class="answer">
      ${tokenField(session)}<input type="hidden" name="once" value="${once}" /><input
        type="hidden"
        name="by"
        value="${by ?? ''}"
      />
      ${field({ name: 'text', label: 'Your answer', hint, value: text, most: longestAnswer, rows: 6 }, mistakes)}
      <button class="button">${status === 'open' ? 'Take it and send' : 'Send'}</button>
    </form>
    <form method="post" action="${place}/end" class="end">
      ${tokenField(session)}<button class="quiet">End it</button>
      <span class="hint">The student is told, and is with the assistant again.</span>
    </form>`;
}

/** What was written when it was closed meanwhile is not lost. */
function closedForms({ text }: Shown): Html {
  const kept =
    text !== '' &&
    html`<div class="field">
      <label for="text">What you have written, to copy</label><textarea id="text" rows="6" readonly>${text}</textarea>
    </div>`;
  return html`<p>This request is closed. It is erased some time after the last word about it.</p>
    ${kept}`;
}
