/** The headers of a request. */
export interface Headed {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Who asks: a request, or the opening of a socket. */
export interface Asking extends Headed {
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/**
 * Which address a request comes from. Each proxy adds the address that it was called from at the end of the list; what
 * stands before is the client's own claim.
 */
export function addressOf({ headers, socket }: Asking, proxies: number): string {
  const own = socket.remoteAddress ?? 'unknown';
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',').map((part) => part.trim()).filter(Boolean); // prettier-ignore
  return senderOf([...forwarded, own].at(-1 - proxies) ?? own);
}

export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

/** Without a port, as Azure's proxies add one; of IPv6 the network, since one client has all the addresses in it. */
function senderOf(address: string): string {
  const bare = /^\[([^\]]*)\]/.exec(address)?.[1] ?? address;
  const v4 = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/i.exec(bare)?.[1];
  if (v4 !== undefined) return v4;
  if (!bare.includes(':') || bare === '::1') return bare;
  const [before = '', after] = bare.split('::');
  const [left, right] = [before, after ?? ''].map((half) => half.split(':').filter(Boolean)) as [string[], string[]];
  const zeros = after === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}
