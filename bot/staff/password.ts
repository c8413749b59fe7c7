import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** How hard a password is to guess from its hash: 32 MB and three rounds, as OWASP has it, a tenth of a second or two. */
const cost = { ln: 15, r: 8, p: 3 } as const;
const bytes = { salt: 16, hash: 32 } as const;

export const fewestCharacters = 12;

/** Longer than any sentence that somebody remembers. */
const mostCharacters = 1000;

/** A hash as the PHC strings have it: $scrypt$ln=15,r=8,p=3$salt$hash, in base64 without padding. */
const shape = /^\$scrypt\$ln=(1[4-8]),r=8,p=([1-9])\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

export function isHash(text: string): boolean {
  return shape.test(text);
}

/** What is wrong with a password that somebody wants to take; nothing if it will do. */
export function weaknessOf(password: string): string | undefined {
  if ([...password].length < fewestCharacters) return `A password has at least ${fewestCharacters} characters.`;
  if ([...password].length > mostCharacters) return `A password has at most ${mostCharacters} characters.`;
  return new Set(password).size < 5 ? 'That is the same few characters over and over.' : undefined;
}

export async function hashOf(password: string): Promise<string> {
  const salt = randomBytes(bytes.salt);
  const hash = await derive(password, salt, cost.ln, cost.p);
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${bare(salt)}$${bare(hash)}`;
}

/** Whatever is given takes the same time, also when it is far too long. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, ln, p, salt = '', wanted = ''] = shape.exec(hash) ?? [];
  const given = await derive(password.slice(0, mostCharacters), Buffer.from(salt, 'base64'), Number(ln), Number(p));
  return timingSafeEqual(given, Buffer.from(wanted, 'base64'));
}

/** Composed letters and those made of two signs, as keyboards differ, are the same password. */
function derive(password: string, salt: Buffer, ln: number, p: number): Promise<Buffer> {
  const options = { N: 2 ** ln, r: cost.r, p, maxmem: 256 * cost.r * 2 ** ln };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, bytes.hash, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function bare(data: Buffer): string {
  return data.toString('base64').replaceAll('=', '');
}
