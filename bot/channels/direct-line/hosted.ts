import { z } from 'zod/v4';
import type { Config } from '../../config';
import { Refusal } from './refusal';
import { newUser } from './tokens';

/** A token of Azure's Direct Line, and where it is good. */
export interface HostedToken {
  readonly conversationId: string;
  readonly token: string;
  readonly expires_in: number;
  /** The widget goes on there. */
  readonly domain: string;
}

export type GenerateHosted = () => Promise<HostedToken>;

const answer = z.object({ conversationId: z.string(), token: z.string(), expires_in: z.number() });

/** Azure answers within a second; a visitor is not kept waiting for longer than this. In milliseconds. */
const patience = 10_000;

/** Tokens from Azure's Direct Line, if the secret of a Direct Line channel is set: the secret itself stays here. */
export function makeGenerateHosted(config: Config): GenerateHosted | undefined {
  const { DIRECT_LINE_SECRET: secret, DIRECT_LINE_DOMAIN: domain, TRUSTED_ORIGINS: trustedOrigins } = config;
  if (secret === undefined) return undefined;
  return async () => {
    try {
      const response = await fetch(`${domain}/v3/directline/tokens/generate`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ user: { id: newUser() }, ...(trustedOrigins.length > 0 ? { trustedOrigins } : {}) }),
        signal: AbortSignal.timeout(patience),
      });
      return { ...answer.parse(await response.json()), domain };
    } catch {
      throw new Refusal('HostUnavailable', 'The chat cannot be reached at the moment. Please try again in a minute.');
    }
  };
}
