import type { Headed } from '../address';

/** A cookie of ours. Each lives for the whole host, as the prefix demands, and no script can read it. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly seconds: number;
  /** Lax: sent when another site leads here, as the identity provider does. */
  readonly sameSite: 'Strict' | 'Lax';
}

/** With the prefix a browser takes it over https only, and from no other host. */
export function cookieName(name: string, isSecure: boolean): string {
  return isSecure ? `__Host-${name}` : name;
}

export function setCookie({ name, value, seconds, sameSite }: Cookie, isSecure: boolean): string {
  const secure = isSecure ? '; Secure' : '';
  return `${cookieName(name, isSecure)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=${sameSite}${secure}`;
}

/** Nothing if there is none, or more than one of the name: whoever has planted a second knows why. */
export function readCookie({ headers }: Headed, name: string, isSecure: boolean): string | undefined {
  const wanted = `${cookieName(name, isSecure)}=`;
  const found = String(headers.cookie ?? '').split(';').map((part) => part.trim()).filter((part) => part.startsWith(wanted)); // prettier-ignore
  return found.length === 1 ? found[0]?.slice(wanted.length) : undefined;
}
