import { isLoopback, type Asking, type Headed } from '../address';

/** The address by which a browser reaches us, of which a proxy tells. */
export interface Place {
  readonly host: string;
  readonly isSecure: boolean;
}

const ownMachine = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/**
 * Plain http is only taken for what it is on the machine itself: anywhere else the cookie is for https, whether a proxy says
 * so or not, and does not come back otherwise.
 */
export function placeOf({ headers, socket }: Asking, proxies: number): Place {
  const told = proxies > 0 ? forwarded(headers) : {};
  const host = told.host ?? String(headers.host ?? '');
  const isOwn = ownMachine.test(host) && isLoopback((socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
  return { host, isSecure: told.proto === 'https' || !isOwn };
}

function forwarded(headers: Headed['headers']): { readonly host?: string; readonly proto?: string } {
  // What the nearest proxy has added stands last.
  const last = (name: string) => String(headers[name] ?? '').split(',').at(-1)?.trim() ?? ''; // prettier-ignore
  const [host, proto] = [last('x-forwarded-host'), last('x-forwarded-proto')];
  return { ...(host === '' ? {} : { host }), ...(proto === '' ? {} : { proto }) };
}

/** Whether a form was sent from a page of ours. A browser says so by one header or the other; what says neither is none. */
export function isFromHere({ headers }: Headed, { host }: Place): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = headers;
  return typeof origin === 'string' && URL.canParse(origin) && new URL(origin).host === host;
}

/** Whether a page of another site has led here: then a strict cookie is not sent along. */
export function isFromElsewhere({ headers }: Headed): boolean {
  return headers['sec-fetch-site'] === 'cross-site';
}
