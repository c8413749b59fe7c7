import type { Answer } from './answer';
import type { Call, House, Visit } from './house';
import { liveScript } from './live-script';
import { showOverview } from './overview';
import { answerRequest, backToRequest, endRequest, showRequest, showTalk, takeRequest } from './request';
import { checkTeaching, doTeaching, showGroup, showQuestions } from './questions';
import { reportAsHtml, reportAsMarkdown, showReport } from './report';
import { showRequests } from './requests';
import { backFromProvider, beginAtProvider, showSignIn, signIn, signOut } from './sign-in';
import { style } from './style';

interface At {
  readonly method: 'GET' | 'POST';
  /** What is in brackets is given to the handler. */
  readonly path: RegExp;
}

/** Open ones are for everybody, before they have signed in. */
export type Route = At &
  (
    | { readonly isOpen: true; readonly handle: (call: Call, house: House) => Promise<Answer> }
    | { readonly isOpen: false; readonly handle: (visit: Visit, house: House) => Promise<Answer> }
  );

const number = '([2-9A-Z]{3}-[2-9A-Z]{3})';

export const routes: readonly Route[] = [
  open('GET', '/sign-in', showSignIn),
  open('POST', '/sign-in', signIn),
  open('GET', '/sign-in/provider', beginAtProvider),
  open('GET', '/sign-in/back', backFromProvider),
  open('GET', '/style.css', () => file('text/css', style)),
  open('GET', '/live.js', () => file('text/javascript', liveScript)),
  staff('POST', '/sign-out', signOut),
  staff('GET', '', showOverview),
  staff('GET', '/requests', showRequests),
  staff('GET', `/requests/${number}`, showRequest),
  staff('GET', `/requests/${number}/talk`, showTalk),
  staff('POST', `/requests/${number}/take`, takeRequest),
  staff('POST', `/requests/${number}/answer`, answerRequest),
  staff('POST', `/requests/${number}/end`, endRequest),
  staff('GET', `/requests/${number}/(?:take|answer|end)`, backToRequest),
  staff('GET', '/questions', showQuestions),
  staff('GET', '/questions/(\\d{1,15})', showGroup),
  staff('GET', '/questions/(\\d{1,15})/check', checkTeaching),
  staff('POST', '/questions/(\\d{1,15})', doTeaching),
  staff('GET', '/report', showReport),
  staff('GET', '/report.html', reportAsHtml),
  staff('GET', '/report.md', reportAsMarkdown),
];

function open(method: At['method'], path: string, handle: (call: Call, house: House) => Promise<Answer>): Route {
  return { method, path: exactly(path), isOpen: true, handle };
}

function staff(method: At['method'], path: string, handle: (visit: Visit, house: House) => Promise<Answer>): Route {
  return { method, path: exactly(path), isOpen: false, handle };
}

function exactly(path: string): RegExp {
  return new RegExp(`^/staff${path.replaceAll('.', '\\.')}$`);
}

function file(type: string, body: string): Promise<Answer> {
  return Promise.resolve({ kind: 'file', type, body, headers: { 'Cache-Control': 'public, max-age=300' } });
}
