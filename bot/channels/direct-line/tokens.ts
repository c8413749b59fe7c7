import { randomBytes, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { Refusal } from './refusal';

/** What a token lets its holder do: speak as this user in this conversation, and nothing else. */
export interface Grant {
  readonly conversation: string;
  readonly user: string;
}

export interface IssuedToken extends Grant {
  readonly token: string;
}

export interface Tokens {
  /** For a conversation and a user of their own, which nobody can guess. */
  generate(): IssuedToken;
  /** For the same once more, for another half hour. */
  renew(grant: Grant): IssuedToken;
  /** A ticket with which whoever holds it may come back to the conversation when the token has long ended. */
  ticketFor(grant: Grant): string;
  /** @throws Refusal if the header holds no ticket (401), one that is not ours or has ended (403) */
  redeem(authorization: string | undefined): Grant;
  /** @throws Refusal if the header holds no token (401), one that is not ours or has ended (403) */
  verify(authorization: string | undefined): Grant;
}

/** Seconds that a token holds; a client renews it before. */
export const lifetime = 1800;

const secondsADay = 24 * 3600;

/** A token is no ticket and a ticket no token: each is verified for its own issuer. */
const issuers = { token: 'admissions-assistant/direct-line', ticket: 'admissions-assistant/return' } as const;
type Kind = keyof typeof issuers;

/**
 * Web Chat reads the user from the claim `user`; `conv` names the conversation. A ticket holds for as many `days` as what was
 * said is kept.
 */
export function makeTokens(key: string, days: number): Tokens {
  const sign = ({ conversation, user }: Grant, kind: Kind, expiresIn: number): string =>
    jwt.sign({ conv: conversation, user }, key, { algorithm: 'HS256', expiresIn, issuer: issuers[kind] });
  const renew = ({ conversation, user }: Grant): IssuedToken => ({
    conversation,
    user,
    token: sign({ conversation, user }, 'token', lifetime),
  });
  return {
    renew,
    generate: () => renew({ conversation: randomUUID(), user: newUser() }),
    ticketFor: (grant) => sign(grant, 'ticket', days * secondsADay),
    redeem: (authorization) => verify(authorization, key, 'ticket'),
    verify: (authorization) => verify(authorization, key, 'token'),
  };
}

/** Nobody can guess it; Direct Line asks for the prefix. */
export function newUser(): string {
  return `dl_${randomBytes(18).toString('base64url')}`;
}

function verify(authorization: string | undefined, key: string, kind: Kind): Grant {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new Refusal('MissingToken', 'Send the token: Authorization: Bearer <token>.');
  const { conv, user } = claimsOf(token, key, kind);
  if (typeof conv !== 'string' || typeof user !== 'string') throw new Refusal('InvalidToken', 'The token is not valid.');
  return { conversation: conv, user };
}

function claimsOf(token: string, key: string, kind: Kind): Readonly<Record<string, unknown>> {
  try {
    const claims = jwt.verify(token, key, { algorithms: ['HS256'], issuer: issuers[kind] });
    return typeof claims === 'string' ? {} : claims;
  } catch (error) {
    if (error instanceof jwt.TokenExpiredError)
      throw new Refusal('TokenExpired', 'The token has ended; start a new conversation.');
    throw new Refusal('InvalidToken', 'The token is not valid.');
  }
}
