import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { deepest, parseJson, TooDeep } from './parse-json';

/** A request that cannot be taken, with the status and the sentence that its sender gets. */
export class BadRequest extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Bot Framework activities are a few kilobytes; what is longer is no question of a student. */
export const largestBody = 256 * 1024;

/**
 * The body of a request as JSON.
 * @throws BadRequest (400, 413 or 415) for anything else than JSON in UTF-8 of an ordinary size
 */
export async function readJson(request: IncomingMessage, limit = largestBody): Promise<unknown> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity', 'content-length': length } = request.headers;
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(type))
    throw new BadRequest(415, 'Send JSON, with the header Content-Type: application/json.');
  if (encoding !== 'identity') throw new BadRequest(415, 'Send the body uncompressed.');
  const body = await getRawBody(request, { limit, ...(length ? { length } : {}) }).catch((error: unknown) =>
    refuse(error, limit),
  );
  return parse(body);
}

function refuse(error: unknown, limit: number): never {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  throw status === 413
    ? new BadRequest(413, `The body is larger than ${limit} bytes.`)
    : new BadRequest(400, 'The body could not be read.');
}

function parse(body: Buffer): unknown {
  if (body.length === 0) throw new BadRequest(400, 'The body is empty; send an activity.');
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    if (error instanceof TooDeep) throw new BadRequest(400, `The JSON is nested more than ${deepest} levels deep.`);
    throw new BadRequest(400, 'The body is not JSON in UTF-8.');
  }
}
