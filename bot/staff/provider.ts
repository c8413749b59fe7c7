import * as oidc from 'openid-client';
import { z } from 'zod/v4';
import type { Person } from './sessions';
import type { StaffSettings } from './settings';

/** Who signs in where they always do. */
export interface Provider {
  /** Where a browser is sent to, and what it must come back with. */
  begin(back: string): Promise<{ readonly to: string; readonly flow: string }>;
  /** Who has come back; nothing if it is nobody whom the page is for. @throws if the provider says that nobody has signed in */
  finish(here: URL, flow: string): Promise<Person | undefined>;
}

/** What the browser keeps meanwhile; of use to nobody but it. */
const flowShape = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });

const claimsShape = z.looseObject({
  // Some providers give it as a word.
  email_verified: z.literal([true, 'true', false, 'false']).optional(),
  name: z.string().optional(),
});

/** Nothing where no provider is set. Where it is away it is asked anew the next time. */
export function makeProvider(settings: StaffSettings): Provider | undefined {
  const { STAFF_OIDC_ISSUER: issuer, STAFF_OIDC_CLIENT_ID: id, STAFF_OIDC_CLIENT_SECRET: secret } = settings;
  if (issuer === undefined || id === undefined || secret === undefined) return undefined;
  let known: Promise<oidc.Configuration> | undefined;
  const configuration = () => {
    known ??= discover(new URL(issuer), id, secret);
    known.catch(() => (known = undefined));
    return known;
  };
  return {
    begin: async (back) => {
      const flow = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
      const to = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: back,
        scope: 'openid email profile',
        code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
        state: flow.state,
        nonce: flow.nonce,
      });
      return { to: to.href, flow: Buffer.from(JSON.stringify(flow)).toString('base64url') };
    },
    finish: async (here, flow) => {
      const { state, nonce, verifier } = readFlow(flow);
      const expected = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
      return personIn(await claimsOf(await configuration(), here, expected, settings.STAFF_OIDC_EMAIL_CLAIM), settings);
    },
  };
}

async function discover(issuer: URL, id: string, secret: string): Promise<oidc.Configuration> {
  const found = await oidc.discovery(issuer, id, secret, undefined, {
    timeout: 10,
    // The settings allow that on the machine itself only.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is marked so to be noticed
    ...(issuer.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {}),
  });
  return found;
}

function readFlow(flow: string): z.infer<typeof flowShape> {
  return flowShape.parse(JSON.parse(Buffer.from(flow, 'base64url').toString()));
}

/** What the provider says of the person, in its token or when it is asked with it. */
async function claimsOf(
  configuration: oidc.Configuration,
  here: URL,
  expected: oidc.AuthorizationCodeGrantChecks,
  claim: string,
) {
  const tokens = await oidc.authorizationCodeGrant(configuration, here, expected);
  const claims = tokens.claims();
  if (claims === undefined || claim in claims) return claims;
  return oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
}

function personIn(
  claims: unknown,
  { STAFF_ALLOWED: allowed = [], STAFF_OIDC_EMAIL_CLAIM: claim }: StaffSettings,
): Person | undefined {
  const { success, data } = claimsShape.safeParse(claims);
  if (!success) return undefined;
  const { email_verified: verified, name = '', [claim]: told } = data;
  const isSaid = claim !== 'email' || verified === true || verified === 'true';
  if (!isSaid || typeof told !== 'string' || !allowed.includes(told.toLowerCase())) return undefined;
  return { email: told.toLowerCase(), name: name.trim() || (told.split('@')[0] ?? '') };
}
