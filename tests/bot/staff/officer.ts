import { request, type IncomingHttpHeaders } from 'node:http';

export interface Told {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Sending {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

/** One request as it is, with whatever headers. */
export function call(url: string, { method, headers = {}, form, body = form && formOf(form) }: Sending = {}): Promise<Told> {
  const type = body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: method ?? (body === undefined ? 'GET' : 'POST'), headers: { ...type, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

export function formOf(fields: Readonly<Record<string, string | readonly string[]>>): string {
  return new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as [string, string]))).toString(); // prettier-ignore
}

export const password = 'correct horse battery staple';
/** Of that password, cheaper than a real one. */
export const hash = '$scrypt$ln=14,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$PJAV4qWLTjSe3lT4xOIAexIMw5uL3hBCiM6HFiXcgrY';

/** Somebody of the office with a browser that knows no scripts. */
export class Officer {
  readonly cookies = new Map<string, string>();

  constructor(
    readonly url: string,
    readonly more: Readonly<Record<string, string>> = {},
  ) {}

  /** Follows where it is led. */
  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Told> {
    const told = await this.ask(path, { headers });
    const to = told.headers.location;
    return told.status === 303 && to !== undefined ? this.get(to) : told;
  }

  /** Sends a form as the page has it, with the token in it, and follows where it leads. */
  async post(path: string, fields: Sending['form'] = {}, from = path): Promise<Told> {
    const { text } = await this.ask(from, {});
    const told = await this.ask(path, { form: { token: tokenIn(text), ...fields } });
    const to = told.headers.location;
    return told.status === 303 && to !== undefined ? this.get(to) : told;
  }

  async signIn(name = 'Anna', word = password): Promise<Told> {
    const told = await this.ask('/staff/sign-in', { form: { name, password: word } });
    return told.status === 303 ? this.get(told.headers.location ?? '') : told;
  }

  async ask(path: string, { headers = {}, ...sending }: Sending): Promise<Told> {
    const Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const told = await call(this.url + path, { ...sending, headers: { Origin: this.url, ...(Cookie ? { Cookie } : {}), ...this.more, ...headers } }); // prettier-ignore
    for (const cookie of told.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return told;
  }
}

export function tokenIn(text: string): string {
  return /name="token"\s+value="([^"]+)"/.exec(text)?.[1] ?? '';
}
