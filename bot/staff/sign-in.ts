import { addressOf } from '../address';
import { page, redirect, Refused, notFound, type Answer } from './answer';
import { readCookie, setCookie } from './cookies';
import { errorSummary, field, type Mistake } from './forms';
import { html } from './html';
import type { Call, House } from './house';
import { isPassword } from './password';
import { hours, type Person } from './sessions';

export const sessionCookie = 'staff';
const flowCookie = 'staff-flow';
const flowSeconds = 10 * 60;
const longestName = 60;

export function showSignIn({ asked }: Call, house: House): Promise<Answer> {
  return Promise.resolve(signInPage(house, pageOf(asked.query.get('to'))));
}

function signInPage(
  { settings, provider }: House,
  to: string,
  mistakes: readonly Mistake[] = [],
  status = 200,
  name = '',
): Answer {
  const byProvider = provider && html`<p><a class="button" href="/staff/sign-in/provider">Sign in with your account</a></p>`;
  const byPassword =
    settings.STAFF_PASSWORD_HASH !== undefined &&
    html`<form method="post" action="/staff/sign-in">
      <input type="hidden" name="to" value="${to}" />
      ${field({ name: 'name', label: 'Your name', hint: 'Students see it beside your answers.', value: name, autocomplete: 'name', most: longestName }, mistakes)}
      ${field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' }, mistakes)}
      <button class="button">Sign in</button>
    </form>`;
  const main = html`<div class="narrow">
    ${errorSummary(mistakes)}
    <h1>Sign in</h1>
    <p>For the staff of the office that answers for this assistant.</p>
    ${byProvider}${byProvider && byPassword && html`<p class="hint">or with the password of the office</p>`}${byPassword}
  </div>`;
  return page({ title: 'Sign in', main, isWrong: mistakes.length > 0 }, status);
}

/** One of our own pages, and nowhere else. */
function pageOf(to: string | null): string {
  return to !== null && /^\/staff(?:\/[\w-]+)*$/.test(to) ? to : '/staff';
}

export async function signIn({ asked, place, form }: Call, house: House): Promise<Answer> {
  const { STAFF_PASSWORD_HASH: hash } = house.settings;
  if (hash === undefined) throw notFound();
  const [name, password, to] = [nameIn(form), form.get('password') ?? '', pageOf(form.get('to'))];
  const missing = [
    ...(name === '' ? [{ field: 'name', text: 'Enter your name' }] : []),
    ...(password === '' ? [{ field: 'password', text: 'Enter the password' }] : []),
  ];
  if (missing.length > 0) return signInPage(house, to, missing, 422, name);
  const address = addressOf(asked, house.proxies);
  // Whoever has tried too often is told so whether this one is right or not: it is not looked at.
  const wait = await house.lockOut.admit(address);
  if (wait !== undefined) throw tooMany(wait);
  if (!(await isPassword(password, hash)))
    return signInPage(house, to, [{ field: 'password', text: 'This is not the password' }], 403, name);
  await house.lockOut.succeeded(address);
  return letIn({ name }, to, place.isSecure, house);
}

function nameIn(form: URLSearchParams): string {
  const plain = (form.get('name') ?? '').replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}]+/gu, ' ').trim();
  return [...plain].slice(0, longestName).join('').trim();
}

function tooMany(seconds: number): Refused {
  const minutes = Math.ceil(seconds / 60);
  const text = `Please try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
  return new Refused(429, 'Too many tries', text, { 'Retry-After': String(seconds) });
}

async function letIn(
  person: Person,
  to: string,
  isSecure: boolean,
  { sessions }: House,
  more: readonly string[] = [],
): Promise<Answer> {
  const value = await sessions.open(person);
  const cookie = setCookie({ name: sessionCookie, value, seconds: hours * 3600, sameSite: 'Strict' }, isSecure);
  return redirect(to, { 'Set-Cookie': [cookie, ...more] });
}

export async function signOut({ asked, place }: Call, { sessions }: House): Promise<Answer> {
  const secret = readCookie(asked, sessionCookie, place.isSecure);
  if (secret !== undefined) await sessions.close(secret);
  const cookie = setCookie({ name: sessionCookie, value: '', seconds: 0, sameSite: 'Strict' }, place.isSecure);
  return redirect('/staff/sign-in', { 'Set-Cookie': cookie });
}

export async function beginAtProvider({ place }: Call, { provider, log }: House): Promise<Answer> {
  if (!provider) throw notFound();
  const { to, flow } = await provider.begin(backTo(place)).catch((error: unknown) => {
    log.error('the identity provider could not be asked', error);
    throw new Refused(503, 'Signing in is not possible now', 'The identity provider does not answer. Please try again in a minute.', { 'Retry-After': '60' }); // prettier-ignore
  });
  // Lax: the provider is another site, and leads back here.
  const cookie = setCookie({ name: flowCookie, value: flow, seconds: flowSeconds, sameSite: 'Lax' }, place.isSecure);
  return redirect(to, { 'Set-Cookie': cookie });
}

function backTo({ host, isSecure }: Call['place']): string {
  return `${isSecure ? 'https' : 'http'}://${host}/staff/sign-in/back`;
}

export async function backFromProvider({ asked, place }: Call, house: House): Promise<Answer> {
  const { provider, log } = house;
  if (!provider) throw notFound();
  const flow = readCookie(asked, flowCookie, place.isSecure);
  const here = new URL(`${backTo(place)}?${asked.query.toString()}`);
  const finished = flow === undefined ? Promise.reject(new Error('no flow was begun')) : provider.finish(here, flow);
  const person = await finished.catch((error: unknown) => {
    log.error('somebody could not be signed in by the identity provider', error);
    throw new Refused(403, 'You are not signed in', 'The identity provider did not let you in, or it took too long. Please try again.'); // prettier-ignore
  });
  if (!person)
    throw new Refused(403, 'This page is not for you', 'Your account is not among those that this page is for. Whoever runs the assistant can add it.'); // prettier-ignore
  const over = setCookie({ name: flowCookie, value: '', seconds: 0, sameSite: 'Lax' }, place.isSecure);
  return letIn(person, '/staff', place.isSecure, house, [over]);
}
