import { z } from 'zod/v4';
import { isHash } from './password';

/** By what staff sign in at /staff: a password, an identity provider, or both. Without either the page is not there. */
export const staffSettings = {
  STAFF_PASSWORD_HASH: z.string().refine(isHash, 'is the line that "npm run staff -- password" prints').optional(),
  STAFF_OIDC_ISSUER: z
    .string()
    .refine(isSecure, 'is the https address of the identity provider (plain http only on 127.0.0.1 or localhost)')
    .refine(isOfOne, 'is the issuer of your own tenant, whose id stands in place of "common", "organizations" or "consumers"')
    .optional(),
  STAFF_OIDC_CLIENT_ID: z.string().optional(),
  STAFF_OIDC_CLIENT_SECRET: z.string().optional(),
  /**
   * What the provider tells of a person that is held against the list. An e-mail counts only if it is verified, which some
   * never say (Microsoft Entra); the other names are given by who looks after the provider, and by nobody else.
   */
  STAFF_OIDC_EMAIL_CLAIM: z.enum(['email', 'preferred_username', 'upn'], 'is email, preferred_username or upn').default('email'),
  /** Whom of those that the provider knows the page is for. */
  STAFF_ALLOWED: z
    .string()
    .transform((list) =>
      list
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    ) // prettier-ignore
    .pipe(z.array(z.email('is one e-mail address or several, with commas between')).min(1))
    .optional(),
};

export type StaffSettings = z.infer<z.ZodObject<typeof staffSettings>>;

type Set = Readonly<Record<string, unknown>>;

const ofProvider = ['STAFF_OIDC_ISSUER', 'STAFF_OIDC_CLIENT_ID', 'STAFF_OIDC_CLIENT_SECRET', 'STAFF_ALLOWED'] as const;

/** An identity provider needs all of its settings: half of them would let nobody in, or everybody. */
export function missingStaff(set: Set): readonly string[] {
  const [there] = ofProvider.filter((name) => set[name]);
  if (there === undefined) return [];
  return ofProvider
    .filter((name) => !set[name])
    .map((name) => `${name}: missing, while there is ${there}; set it, or none of ${ofProvider.join(', ')}`);
}

export function isStaffOn({ STAFF_PASSWORD_HASH: hash, STAFF_OIDC_ISSUER: issuer }: Set): boolean {
  return hash !== undefined || issuer !== undefined;
}

/** Where anybody may make a tenant of their own, they may take any name in it. */
function isOfOne(address: string): boolean {
  return !/\/(common|organizations|consumers)(\/|$)/.test(address);
}

function isSecure(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname));
}
