export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Empty if it is none. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** A visitor would not wait longer, in milliseconds. */
export const patience = 15_000;

/** Follows no redirect. @throws if there is no answer */
export async function call(address: string, { body, token }: { body?: object; token?: string } = {}): Promise<Answer> {
  const response = await fetch(address, {
    redirect: 'manual',
    signal: AbortSignal.timeout(patience),
    headers: {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, headers: response.headers, json: objectIn(await response.text()) };
}

function objectIn(text: string): Answer['json'] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Answer['json']) : {};
  } catch {
    return {};
  }
}
