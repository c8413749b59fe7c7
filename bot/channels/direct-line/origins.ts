import type { Headed } from '../../address';
import { Refusal } from './refusal';

/** Whether a page of this origin may talk to the bot. A request without one comes from no page. */
export type IsTrusted = (request: Headed) => boolean;

/**
 * The bot's own pages are always trusted, and those listed. `any` is for development: whoever reaches the port.
 */
export function makeIsTrusted(trusted: readonly string[], any: boolean): IsTrusted {
  return ({ headers: { origin, host, 'x-forwarded-host': forwarded } }) => {
    if (origin === undefined || any) return true;
    if (typeof origin !== 'string') return false;
    const own = forwarded ?? host;
    return trusted.includes(origin) || (URL.canParse(origin) && new URL(origin).host === own);
  };
}

/** @throws Refusal (403) */
export function mustBeTrusted(request: Headed, isTrusted: IsTrusted): void {
  if (!isTrusted(request))
    throw new Refusal('UntrustedOrigin', `Pages of ${String(request.headers.origin)} are not on the list of trusted origins.`);
}

/** What a browser asks for before it lets a page of another origin call. */
export function corsHeaders(origin: string | undefined): Readonly<Record<string, string>> {
  if (origin === undefined) return {};
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Requested-With, x-ms-bot-agent',
    'Access-Control-Expose-Headers': 'Retry-After',
    'Access-Control-Max-Age': '600',
    Vary: 'Origin',
  };
}
