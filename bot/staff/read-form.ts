import getRawBody from 'raw-body';
import { Refused } from './answer';

/** An answer of the length that may be given, in letters of four bytes each of which is escaped in nine. */
export const largestForm = 64 * 1024;

type Body = Parameters<typeof getRawBody>[0] & {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};

/** The fields of a form. @throws Refused (400, 413, 415) */
export async function readForm(request: Body): Promise<URLSearchParams> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity', 'content-length': length } = request.headers;
  if (!/^application\/x-www-form-urlencoded\b/i.test(String(type)) || encoding !== 'identity')
    throw new Refused(415, 'This was no form', 'Please use the forms of these pages.');
  const body = await getRawBody(request, { limit: largestForm, ...(length ? { length: String(length) } : {}) }).catch(refuse);
  try {
    return new URLSearchParams(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Refused(400, 'This could not be read', 'Please go back, and try again.');
  }
}

function refuse(error: unknown): never {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  throw status === 413
    ? new Refused(413, 'This is too long', 'Please go back, and say it in fewer words.')
    : new Refused(400, 'This could not be read', 'Please go back, and try again.');
}
