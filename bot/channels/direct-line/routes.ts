import type { Next, Request, Response, Server } from 'restify';
import type { Asking } from '../../address';
import type { Logger } from '../../log';
import { BadRequest, readJson } from '../../read-json';
import type { Sent } from '../../state/transcript';
import { readClientActivity } from './client-activity';
import type { DirectLine } from './direct-line';
import type { GenerateHosted } from './hosted';
import type { Limit } from './limits';
import { corsHeaders, mustBeTrusted, type IsTrusted } from './origins';
import { Refusal } from './refusal';
import { lifetime, type Grant, type IssuedToken, type Tokens } from './tokens';

/** Everything that Direct Line's addresses need. */
export interface DirectLineSite {
  readonly directLine: DirectLine;
  readonly tokens: Tokens;
  /** Where the chat goes over Azure's Direct Line. */
  readonly generateHosted: GenerateHosted | undefined;
  readonly isTrusted: IsTrusted;
  readonly perAddress: Limit;
  readonly perConversation: Limit;
  /** Which address a request comes from, behind a proxy or not. */
  readonly addressOf: (request: Asking) => string;
  readonly log: Logger;
  /** What a client may show in place of an answer when there cannot be one. */
  readonly apology: () => readonly Sent[];
}

/** The largest body that a client may send. */
const largestBody = 64 * 1024;

/** Seconds in which a database may have come back. */
const retryAfter = 5;

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

type Handler = (request: Request, site: DirectLineSite) => Promise<Answer>;

const base = '/v3/directline';

/** Direct Line 3.0, as far as a chat without uploads needs it; `tokens/resume` and `begin` are our own. */
const routes: readonly { readonly method: 'get' | 'post'; readonly path: string; readonly handle: Handler }[] = [
  { method: 'post', path: `${base}/tokens/generate`, handle: generate },
  { method: 'post', path: `${base}/tokens/refresh`, handle: refresh },
  { method: 'post', path: `${base}/tokens/resume`, handle: resume },
  { method: 'post', path: `${base}/begin`, handle: begin },
  { method: 'post', path: `${base}/conversations`, handle: start },
  { method: 'get', path: `${base}/conversations/:id`, handle: reconnect },
  { method: 'get', path: `${base}/conversations/:id/activities`, handle: list },
  { method: 'post', path: `${base}/conversations/:id/activities`, handle: say },
  { method: 'post', path: `${base}/conversations/:id/upload`, handle: refuseUpload },
];

export function addDirectLineRoutes(server: Server, site: DirectLineSite): void {
  for (const { method, path, handle } of routes)
    server[method](path, (request: Request, response: Response, next: Next) => {
      void respond(request, response, handle, site).finally(() => next(false));
    });
  for (const path of new Set(routes.map((route) => route.path)))
    server.opts(path, (request: Request, response: Response, next: Next) => {
      const trusted = site.isTrusted(request);
      response.send(trusted ? 204 : 403, undefined, trusted ? corsHeaders(request.headers.origin) : {});
      next(false);
    });
}

async function respond(request: Request, response: Response, handle: Handler, site: DirectLineSite): Promise<void> {
  try {
    mustBeTrusted(request, site.isTrusted);
    await site.perAddress(site.addressOf(request));
    const { status, body } = await handle(request, site);
    response.send(status, body, { ...corsHeaders(request.headers.origin), 'Cache-Control': 'no-store' });
  } catch (error) {
    refuse(error, request, response, site);
  }
}

function refuse(error: unknown, request: Request, response: Response, { isTrusted, log, apology }: DirectLineSite): void {
  const cors = isTrusted(request) ? corsHeaders(request.headers.origin) : {};
  if (error instanceof Refusal) {
    const retry = error.retryAfter === undefined ? {} : { 'Retry-After': String(error.retryAfter) };
    response.send(error.status, { error: { code: error.code, message: error.message } }, { ...cors, ...retry });
    return;
  }
  if (error instanceof BadRequest) {
    // What is left of an unread body would be taken for the next request.
    response.send(error.status, { error: { code: 'BadArgument', message: error.message } }, { ...cors, Connection: 'close' });
    return;
  }
  log.error('a Direct Line request failed', error);
  const message = 'Something went wrong on our side. Please try again.';
  const retry = { 'Retry-After': String(retryAfter) };
  response.send(503, { error: { code: 'ServiceError', message }, activities: apology() }, { ...cors, ...retry });
}

async function generate(_request: Request, { tokens, generateHosted }: DirectLineSite): Promise<Answer> {
  return { status: 200, body: generateHosted ? await generateHosted() : tokenBody(tokens.generate()) };
}

function refresh(request: Request, { tokens }: DirectLineSite): Promise<Answer> {
  const grant = tokens.verify(request.header('authorization'));
  return Promise.resolve({ status: 200, body: tokenBody(tokens.renew(grant)) });
}

/** A token ends after half an hour, as it must; with the ticket a visitor may come back days later. */
function resume(request: Request, { tokens }: DirectLineSite): Promise<Answer> {
  const grant = tokens.redeem(request.header('authorization'));
  return Promise.resolve({ status: 200, body: tokenBody(tokens.renew(grant)) });
}

/** Token, conversation and welcome in one answer: on a slow line each further request costs most of a second. */
async function begin(request: Request, { tokens, directLine, generateHosted }: DirectLineSite): Promise<Answer> {
  if (generateHosted) throw new Refusal('NotFound', 'The conversation begins elsewhere: ask for a token first.');
  const grant = tokens.generate();
  await directLine.start(grant);
  const { activities, watermark } = await directLine.since(grant, 0);
  return {
    status: 201,
    body: { ...conversationBody(request, grant, String(watermark), tokens), activities, watermark: String(watermark) },
  };
}

/** 201 for a conversation that begins now, 200 for one that goes on. */
async function start(request: Request, { tokens, directLine }: DirectLineSite): Promise<Answer> {
  const grant = tokens.verify(request.header('authorization'));
  const isNew = await directLine.start(grant);
  return { status: isNew ? 201 : 200, body: conversationBody(request, grant, '0', tokens) };
}

async function reconnect(request: Request, site: DirectLineSite): Promise<Answer> {
  const grant = grantFor(request, site);
  const watermark = watermarkOf(request.getQuery());
  await site.directLine.since(grant, watermark);
  return { status: 200, body: conversationBody(request, grant, String(watermark), site.tokens) };
}

async function list(request: Request, site: DirectLineSite): Promise<Answer> {
  const grant = grantFor(request, site);
  const { activities, watermark } = await site.directLine.since(grant, watermarkOf(request.getQuery()));
  return { status: 200, body: { activities, watermark: String(watermark) } };
}

async function say(request: Request, site: DirectLineSite): Promise<Answer> {
  const grant = grantFor(request, site);
  await site.perConversation(grant.conversation);
  const activity = readClientActivity(await readJson(request, largestBody));
  return { status: 200, body: { id: await site.directLine.post(grant, activity) } };
}

function refuseUpload(): Promise<Answer> {
  return Promise.reject(new Refusal('UploadsNotSupported', 'Files are not taken here; please write your question.'));
}

/** A token is for one conversation. @throws Refusal (401, 403) */
function grantFor(request: Request, { tokens }: DirectLineSite): Grant {
  const grant = tokens.verify(request.header('authorization'));
  const { id } = request.params as { id?: string };
  if (id !== grant.conversation) throw new Refusal('InvalidToken', 'The token is for another conversation.');
  return grant;
}

/** @throws Refusal (400) if it is no number that we have given */
export function watermarkOf(query: string): number {
  const given = new URLSearchParams(query).get('watermark') ?? '';
  if (given === '' || given === '-' || given === 'undefined') return 0;
  if (!/^\d{1,9}$/.test(given)) throw new Refusal('BadArgument', 'watermark: not one that this conversation has given.');
  return Number(given);
}

function tokenBody({ conversation, token }: IssuedToken) {
  return { conversationId: conversation, token, expires_in: lifetime };
}

function conversationBody(request: Request, grant: Grant, watermark: string, tokens: Tokens) {
  const issued = tokens.renew(grant);
  const query = new URLSearchParams({ watermark, t: issued.token }).toString();
  return {
    ...tokenBody(issued),
    // Clients that know only Direct Line leave it aside.
    resumeTicket: tokens.ticketFor(grant),
    streamUrl: `${socketBase(request)}${base}/conversations/${issued.conversation}/stream?${query}`,
  };
}

/** Behind a proxy the address that the client knows is in its headers. */
function socketBase({ headers }: Request): string {
  const isSecure = headers['x-forwarded-proto'] === 'https';
  const forwarded = headers['x-forwarded-host'];
  return `${isSecure ? 'wss' : 'ws'}://${typeof forwarded === 'string' ? forwarded : (headers.host ?? 'localhost')}`;
}
