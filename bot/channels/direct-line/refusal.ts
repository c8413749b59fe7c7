/** The codes of Direct Line 3.0 that a client may be told, each with its status. */
const statuses = {
  BadArgument: 400,
  MissingToken: 401,
  InvalidToken: 403,
  TokenExpired: 403,
  UntrustedOrigin: 403,
  NotFound: 404,
  MessageTooLarge: 413,
  UploadsNotSupported: 415,
  TooManyRequests: 429,
  HostUnavailable: 502,
  StillAnswering: 503,
} as const;

export type RefusalCode = keyof typeof statuses;

/** A request that is not taken; its sender gets the status and `{ error: { code, message } }`, as in Direct Line. */
export class Refusal extends Error {
  readonly status: number;

  constructor(
    readonly code: RefusalCode,
    message: string,
    /** After so many seconds it may be tried again. */
    readonly retryAfter?: number,
  ) {
    super(message);
    this.status = statuses[code];
  }
}
