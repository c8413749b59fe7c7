import { isOfProgramme, type Near } from '../learn/meaning';
import { html, type Html } from './html';
import type { Suggested } from './teach';
import type { Gives } from './teacher';
import { cardName, count } from './words';

/** What was done on the page before. */
export interface Done {
  readonly changed: readonly string[];
  readonly isIgnored: boolean;
  readonly isWatching: boolean;
}

/** So many groups are shown, each with so many of its wordings. */
const mostGroups = 50;
const mostWordings = 3;

export function questionsPage({ groups, isWritable }: Gives['list'], done: Done): Html {
  const all = groups.reduce((sum, { group }) => sum + group.count, 0);
  return html`${doneBox(done)}
    <h1>Missed questions</h1>
    <p>
      Declined, asked back or voted down, and not looked at by anybody. Those that mean much the same stand together, the most
      asked first. Names, numbers and addresses were taken out.
    </p>
    ${!isWritable && html`<div class="box"><p>The files of the knowledge base cannot be written where the assistant runs. You get the lines to put into them instead.</p></div>`}
    ${
      groups.length === 0
        ? html`<p class="hint">There is none that nobody has looked at.</p>`
        : html`<p class="hint">${count(all, 'question')} in ${count(groups.length, 'group')}.</p>
            <ul class="list">
              ${groups.slice(0, mostGroups).map(item)}
            </ul>`
    }
    ${groups.length > mostGroups && html`<p class="hint">And ${groups.length - mostGroups} more, each asked less often.</p>`}`;
}

function doneBox({ changed, isIgnored, isWatching }: Done): Html | undefined {
  if (isIgnored) return html`<div class="box done" role="status"><p>It is not asked about again.</p></div>`;
  if (changed.length === 0) return undefined;
  const when = isWatching
    ? 'The running assistant takes it within seconds.'
    : 'The assistant takes it when it starts the next time.';
  return html`<div class="box done" role="status">
    <p>Written: ${changed.map((file, i) => html`${i > 0 && ', '}<code>${file}</code>`)}. ${when}</p>
  </div>`;
}

function item({ group }: Suggested): Html {
  const [first, ...others] = group.wordings;
  const told = others.slice(0, mostWordings - 1);
  const left = others.length - told.length;
  return html`<li>
    <a href="/staff/questions/${first?.ids[0]}">“${first?.text}”</a>
    <span class="number">${group.count === 1 ? 'once' : `${group.count} times`}</span>
    ${
      told.length > 0 &&
      html`<ul class="also">
        ${told.map(({ text }) => html`<li>“${text}”</li>`)}${left > 0 && html`<li>and ${left} more</li>`}
      </ul>`
    }
    <p class="hint">Nearest: ${nearText(group.near)}</p>
  </li>`;
}

export function nearText(near: readonly Near[]): string {
  const [best] = near;
  const told = near.map(cardName).join(', ') || 'nothing';
  return best && !isOfProgramme(best) ? `${told}. Perhaps about something else than the programme.` : told;
}
