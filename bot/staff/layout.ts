import type { Page } from './answer';
import { html, textOf, trusted, type Html } from './html';
import { tokenField } from './forms';
import type { Session } from './sessions';

const product = 'Admissions assistant';

const places = [
  { path: '/staff', name: 'Overview' },
  { path: '/staff/requests', name: 'Requests' },
  { path: '/staff/questions', name: 'Missed questions' },
  { path: '/staff/report', name: 'Report' },
];

/** The whole page. Nothing in it is from elsewhere, and nothing needs a script. */
export function layout({ title, main, at, isWrong, isLive, onTo }: Page, session: Session | undefined): string {
  return textOf(
    html`${trusted('<!doctype html>\n')}
      <html lang="en-GB">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          ${onTo !== undefined && html`<meta http-equiv="refresh" content="0; url=${onTo}" />`}
          <title>${isWrong && 'Error: '}${title} – Staff – ${product}</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href="/staff/style.css" />
          ${isLive && html`<script src="/staff/live.js" defer></script>`}
        </head>
        <body>
          <a class="skip" href="#main">Skip to the content</a>
          <header class="top">
            <div class="wide">
              <p class="product">${product} <span>Staff</span></p>
              ${session && who(session)}
            </div>
            ${session && navigation(at)}
          </header>
          <main id="main" tabindex="-1">${main}</main>
        </body>
      </html> `,
  );
}

function who(session: Session): Html {
  return html`<form class="who" method="post" action="/staff/sign-out">
    ${tokenField(session)}<span>${session.name}</span> <button class="quiet">Sign out</button>
  </form>`;
}

function navigation(at: string | undefined): Html {
  const links = places.map(
    ({ path, name }) => html`<li><a href="${path}" ${path === at && trusted(' aria-current="page"')}>${name}</a></li>`,
  );
  return html`<nav class="wide" aria-label="Staff pages">
    <ul>
      ${links}
    </ul>
  </nav>`;
}
