import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refused, type Answer, type Asked } from './answer';
import { layout } from './layout';
import { readForm } from './read-form';
import type { Session } from './sessions';

/** What the pages may do: nothing but their own style, script and forms. */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** All that is here is for whoever has signed in, and for nobody after them at the same machine. */
const careful = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': policy,
  'X-Frame-Options': 'DENY',
  // With "no-referrer" a browser would not say where a form comes from.
  'Referrer-Policy': 'same-origin',
};

export function askedOf(request: IncomingMessage): Asked {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  return {
    method: methodOf(request.method),
    path: pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname,
    query: searchParams,
    headers: request.headers,
    socket: request.socket,
    form: () => readForm(request),
  };
}

/** @throws Refused (405) */
function methodOf(method: string | undefined): Asked['method'] {
  if (method === 'GET' || method === 'HEAD') return 'GET';
  if (method === 'POST') return 'POST';
  throw new Refused(405, 'This cannot be done here', 'Please use the links and the buttons of these pages.', {
    Allow: 'GET, HEAD, POST',
  });
}

export function send(answer: Answer, session: Session | undefined, request: IncomingMessage, response: ServerResponse): void {
  const { status, type, body, headers } = written(answer, session);
  response.writeHead(status, {
    ...careful,
    // What is left of an unread body would be taken for the next request.
    ...(request.readableEnded || request.method !== 'POST' ? {} : { Connection: 'close' }),
    ...(body === '' ? {} : { 'Content-Type': `${type}; charset=utf-8` }),
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function written(answer: Answer, session: Session | undefined) {
  switch (answer.kind) {
    case 'page':
      return { status: answer.status, type: 'text/html', body: layout(answer.page, session), headers: answer.headers };
    case 'redirect':
      return { status: 303, type: 'text/html', body: '', headers: { ...answer.headers, Location: answer.to } };
    case 'file':
      return { status: 200, type: answer.type, body: answer.body, headers: answer.headers };
  }
}
