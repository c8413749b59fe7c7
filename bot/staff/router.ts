import type { IncomingMessage, ServerResponse } from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import { notFound, page, redirect, Refused, type Answer, type Asked } from './answer';
import { readCookie } from './cookies';
import { tokenName } from './forms';
import { html } from './html';
import type { Call, House, Visit } from './house';
import { routes, type Route } from './routes';
import { askedOf, send } from './serve';
import { sessionCookie } from './sign-in';
import type { Session } from './sessions';
import { isFromElsewhere, isFromHere, placeOf, type Place } from './where-from';

/** Answers all that is asked below /staff; what else is asked is not its own. */
export interface StaffPages {
  readonly isOwn: (request: IncomingMessage) => boolean;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function staffPages(house: House): StaffPages {
  return {
    isOwn: ({ url = '' }) => /^\/staff(?:[/?]|$)/.test(url),
    handle: async (request, response) => {
      let session: Session | undefined;
      const answered = async (): Promise<Answer> => {
        const asked = askedOf(request);
        const place = placeOf(asked, house.proxies);
        const route = routeFor(asked);
        session = await sessionOf(asked, place, house);
        return answer(asked, place, route, session, house);
      };
      const told = await answered().catch((error: unknown) => refusal(error, house));
      send(told, session, request, response);
    },
    stop: () => house.teacher.stop(),
  };
}

interface Found {
  readonly route: Route;
  readonly param: string;
}

/** @throws Refused (404, 405) */
function routeFor({ method, path }: Asked): Found {
  const here = routes.flatMap((route) => {
    const match = route.path.exec(path);
    return match ? [{ route, param: match[1] ?? '' }] : [];
  });
  const found = here.find(({ route }) => route.method === method);
  if (found) return found;
  if (here.length === 0) throw notFound();
  const [{ route }] = here as [Found];
  throw new Refused(405, 'This cannot be done here', 'Please use the links and the buttons of these pages.', { Allow: route.method === 'GET' ? 'GET, HEAD' : 'POST' }); // prettier-ignore
}

async function sessionOf(asked: Asked, { isSecure }: Place, { sessions }: House): Promise<Session | undefined> {
  const secret = readCookie(asked, sessionCookie, isSecure);
  return secret === undefined ? undefined : sessions.find(secret);
}

async function answer(
  asked: Asked,
  place: Place,
  { route, param }: Found,
  session: Session | undefined,
  house: House,
): Promise<Answer> {
  const isPost = asked.method === 'POST';
  if (isPost && !isFromHere(asked, place)) throw forged();
  const call: Call = { asked, place, param, form: isPost ? await asked.form() : new URLSearchParams() };
  if (route.isOpen) return route.handle(call, house);
  if (!session) return signInFirst(call);
  if (isPost && !isToken(call.form.get(tokenName) ?? '', session)) throw forged();
  const visit: Visit = { ...call, session };
  return route.handle(visit, house);
}

function forged(): Refused {
  return new Refused(403, 'This was not sent', 'It did not come from a page that you have opened here. Please go back, reload the page and try again.'); // prettier-ignore
}

function isToken(given: string, { token }: Session): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function signInFirst({ asked, form }: Call): Answer {
  const { method, path } = asked;
  const to = `/staff/sign-in${path === '/staff' ? '' : `?to=${encodeURIComponent(path)}`}`;
  if (method === 'POST') return signedOut(to, form.get('text') ?? '');
  // The cookie is only sent along from page to page of ours: the way over this one shows whether there is one.
  if (isFromElsewhere(asked)) {
    const here = `${path}${asked.query.size > 0 ? `?${asked.query.toString()}` : ''}`;
    return page({
      title: 'One moment',
      main: html`<h1>One moment</h1>
        <p><a href="${here}">Go on</a></p>`,
      onTo: here,
    });
  }
  return redirect(to);
}

/** Nobody has to write an answer twice. */
function signedOut(to: string, text: string): Answer {
  const kept =
    text !== '' &&
    html`<div class="field">
      <label for="kept">What you have written, to copy</label><textarea id="kept" rows="8" readonly>${text}</textarea>
    </div>`;
  const main = html`<div class="narrow">
    <h1>You have been signed out</h1>
    <p>Nothing was sent. <a href="${to}">Sign in again</a>, and repeat it.</p>
    ${kept}
  </div>`;
  return page({ title: 'You have been signed out', main, isWrong: true }, 403);
}

/** What went wrong on our side is told to the log only. */
async function refusal(error: unknown, { isReady, log }: House): Promise<Answer> {
  if (error instanceof Refused) return plain(error);
  log.error('a page for staff failed', error);
  return plain(
    (await isReady())
      ? new Refused(500, 'Something went wrong', 'It went wrong on our side. Please try again.')
      : new Refused(503, 'The database is away', 'Nothing was changed. Please try again in a minute.', { 'Retry-After': '60' }),
  );
}

function plain({ status, title, message, headers }: Refused): Answer {
  const main = html`<div class="narrow">
    <h1>${title}</h1>
    <p>${message}</p>
    <p><a href="/staff">To the overview</a></p>
  </div>`;
  return page({ title, main, isWrong: true }, status, headers);
}
