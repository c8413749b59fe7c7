import { ask } from './ask';
import { call } from './call';

export interface Address {
  /** The origin of the bot. */
  readonly url: string;
  /** Where the same host answers plain HTTP, if the bot is behind TLS. */
  readonly plain: string | undefined;
  /** To which the answer must have a source, and these words. */
  readonly question: string;
  readonly expect: string;
}

export interface Finding {
  readonly is: 'ok' | 'warn' | 'FAIL';
  readonly what: string;
}

export interface Check {
  readonly name: string;
  /** @throws if the address does not answer */
  readonly run: () => Promise<Finding>;
}

/** What is looked at, in this order, one after the other. */
export function checksOf(address: Address): readonly Check[] {
  const { url, plain } = address;
  return [
    { name: 'health', run: () => health(url) },
    { name: 'ready', run: () => ready(url) },
    { name: 'answer', run: () => answer(address) },
    { name: 'widget', run: () => widget(url) },
    { name: 'headers', run: () => headers(url) },
    { name: 'banner', run: () => banner(url) },
    ...(plain === undefined ? [] : [{ name: 'redirect', run: () => redirect(plain) }]),
    { name: 'metrics', run: () => metrics(url) },
    { name: 'messages', run: () => messages(url) },
  ];
}

const ok = (what: string): Finding => ({ is: 'ok', what });
const warn = (what: string): Finding => ({ is: 'warn', what });
const fail = (what: string): Finding => ({ is: 'FAIL', what });

async function health(url: string): Promise<Finding> {
  const { status, json } = await call(`${url}/health`);
  return status === 200 && json.status === 'alive' ? ok('the process lives') : fail(`/health answers ${status}`);
}

async function ready(url: string): Promise<Finding> {
  const { status, json } = await call(`${url}/ready`);
  const { status: state, knowledge, problems } = json;
  if (status !== 200 || state !== 'ready')
    return fail(`/ready answers ${status}${typeof state === 'string' ? ` (${state})` : ''}`);
  return Array.isArray(problems)
    ? warn(`knowledge ${String(knowledge)}, but the files as they are now do not hold: ${String(problems[0])}`)
    : ok(`knowledge ${String(knowledge)}`);
}

async function answer({ url, question, expect }: Address): Promise<Finding> {
  const { text, sources } = await ask(url, question);
  const told = `"${text.split('\n')[0]?.slice(0, 80) ?? ''}"`;
  if (sources.length === 0) return fail(`no source is given: ${told}`);
  if (!text.includes(expect)) return fail(`"${expect}" is not in the answer: ${told}`);
  return ok(`${told}, from "${sources[0]?.slice(0, 60) ?? ''}"`);
}

async function widget(url: string): Promise<Finding> {
  const { status, headers } = await call(`${url}/widget.js`);
  if (status !== 200) return fail(`/widget.js answers ${status}`);
  if (!headers.get('content-type')?.includes('javascript')) return fail('/widget.js is no script');
  return headers.get('cross-origin-resource-policy') === 'cross-origin'
    ? ok('other sites may load it')
    : fail('/widget.js lacks Cross-Origin-Resource-Policy: cross-origin, so other sites cannot load it');
}

async function headers(url: string): Promise<Finding> {
  const { headers } = await call(`${url}/`);
  const isSecure = url.startsWith('https:');
  const expected: readonly (readonly [string, RegExp])[] = [
    ['content-security-policy', /default-src 'none'/],
    ['x-content-type-options', /^nosniff$/],
    ['referrer-policy', /./],
    ...(isSecure ? [['strict-transport-security', /max-age=\d{6,}/] as const] : []),
  ];
  const missing = expected.filter(([name, value]) => !value.test(headers.get(name) ?? '')).map(([name]) => name);
  return missing.length > 0 ? fail(`missing or weakened: ${missing.join(', ')}`) : ok(expected.map(([name]) => name).join(', '));
}

/** Whoever looks for known flaws need not be told where to look. */
async function banner(url: string): Promise<Finding> {
  const { headers } = await call(`${url}/health`);
  const told = ['server', 'x-powered-by'].flatMap((name) => headers.get(name) ?? []).filter((value) => /\d/.test(value));
  return told.length > 0 ? fail(`a version is told: ${told.join(', ')}`) : ok('no version is told');
}

async function redirect(plain: string): Promise<Finding> {
  const answered = await call(`${plain}/health`).catch(() => undefined);
  if (answered === undefined) return ok('plain HTTP is not answered');
  const to = answered.headers.get('location') ?? '';
  return [301, 308].includes(answered.status) && to.startsWith('https://')
    ? ok(`plain HTTP goes to ${to}`)
    : fail(`plain HTTP answers ${answered.status} in place of going to https`);
}

async function metrics(url: string): Promise<Finding> {
  const { status } = await call(`${url}/metrics`);
  return status === 200 ? warn('/metrics is open to everybody') : ok(`/metrics answers ${status}`);
}

async function messages(url: string): Promise<Finding> {
  const { status } = await call(`${url}/api/messages`, { body: { type: 'message', text: 'hi' } });
  if (status === 401) return ok('who has no token is refused');
  return status >= 500 ? fail(`/api/messages answers ${status}`) : warn('MicrosoftAppId is not set: whoever asks is answered');
}
