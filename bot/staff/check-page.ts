import type { Moved } from '../learn/compare';
import { tokenField } from './forms';
import { html, type Html, type Part } from './html';
import type { Session } from './sessions';
import type { Card, Plan, Preview } from './teach';
import { cardName, count } from './words';

/** What was chosen, once more, to be sent for good. */
function repeated(query: URLSearchParams): Part {
  return [...query].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
}

export interface CheckShown {
  readonly id: string;
  readonly told: Preview & { readonly kind: 'ready' };
  readonly plan: Plan;
  readonly cards: readonly Card[];
  readonly isWritable: boolean;
  readonly query: URLSearchParams;
  readonly session: Session;
}

export function checkPage({ id, told, plan, cards, isWritable, query, session }: CheckShown): Html {
  const { to } = plan;
  const name = to.kind === 'card' && cardName(cards.find((card) => card.id === to.id) ?? { id: to.id, title: to.id });
  const where = to.kind === 'card' ? html`From now on this asks for <strong>${name}</strong>:` : html`From now on the assistant says that the brochure does not say anything about <strong>${to.card.about}</strong>, when it is asked:`; // prettier-ignore
  return html`<p class="back"><a href="/staff/questions/${id}?${query.toString()}">Change it</a></p>
    <h1>Check before it is taught</h1>
    <p>${where}</p>
    <ul>
      ${told.wordings.map((text) => html`<li>“${text}”</li>`)}
    </ul>
    ${
      told.cautions.length > 0 &&
      html`<div class="box caution">
        <h2>Caution</h2>
        <ul>
          ${told.cautions.map((text) => html`<li>${text}</li>`)}
        </ul>
      </div>`
    }
    ${comparisonPart(told.comparison)}
    <p class="hint">
      ${isWritable ? 'What is written' : 'What belongs into'}:
      ${told.files.map((file, i) => html`${i > 0 && ', '}<code>${file}</code>`)}
    </p>
    <form method="post" action="/staff/questions/${id}">
      ${tokenField(session)}${repeated(query)} <button class="button">${isWritable ? 'Teach it' : 'Show the lines'}</button>
    </form>`;
}

function comparisonPart({ compared, better, worse, wrong }: CheckShown['told']['comparison']): Html {
  if (compared === 0)
    return html`<p class="hint">There are no labelled questions to try it with that have a word in common with it.</p>`;
  const moved = ({ question, before, after, now }: Moved) => html`<li>“${question}”: ${gradeNames[before]} before, then ${gradeNames[after]} (${now})</li>`; // prettier-ignore
  return html`<section class="part">
    <h2>What else would change</h2>
    <p>
      Tried with ${count(compared, 'labelled question')} that ${compared === 1 ? 'has' : 'have'} a word in common with it:
      ${better.length} ${better.length === 1 ? 'is' : 'are'} answered better, ${worse.length} worse. Wrong facts: ${wrong.before}
      before, ${wrong.after} then.
    </p>
    ${
      worse.length > 0 &&
      html`<ul>
        ${worse.slice(0, mostMoved).map(moved)}
      </ul>`
    }
    ${worse.length > mostMoved && html`<p class="hint">And ${worse.length - mostMoved} more.</p>`}
  </section>`;
}

const mostMoved = 20;
const gradeNames = {
  right: 'right',
  partly: 'partly right',
  asked: 'asked back',
  missed: 'missed',
  declined: 'declined',
  wrong: 'wrong',
} as const;

interface IgnoreShown {
  readonly id: string;
  readonly texts: readonly string[];
  readonly query: URLSearchParams;
  readonly session: Session;
}

export function ignorePage({ id, texts, query, session }: IgnoreShown): Html {
  return html`<p class="back"><a href="/staff/questions/${id}?${query.toString()}">Change it</a></p>
    <h1>Ignore</h1>
    <p>These are not asked about again, in these words:</p>
    <ul>
      ${texts.map((text) => html`<li>“${text}”</li>`)}
    </ul>
    <form method="post" action="/staff/questions/${id}">
      ${tokenField(session)}${repeated(query)}<button class="button">Ignore</button>
    </form>`;
}

export function readOnlyPage(yaml: string): Html {
  return html`<h1>This cannot be written here</h1>
    <p>
      The files of the knowledge base cannot be written where the assistant runs. Put these lines at the end of the files that
      they name, where they are kept; then ignore the question here.
    </p>
    <pre tabindex="0"><code>${yaml}</code></pre>
    <p><a href="/staff/questions">All missed questions</a></p>`;
}
