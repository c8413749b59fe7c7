import {
  ActionTypes,
  ActivityTypes,
  CardFactory,
  CloudAdapter,
  ConversationState,
  InputHints,
  MemoryStorage,
  type Activity,
  type ConversationReference,
  type Entity,
  type InvokeResponse,
  type Storage,
  type TurnContext,
} from 'botbuilder';
import {
  AuthenticationError,
  ClaimsIdentity,
  type AuthenticateRequestResult,
  type ConnectorFactory,
} from 'botframework-connector';
import type { Knowledge } from '../../knowledge/knowledge';
import type { Answerer } from '../answer';
import type { Config } from '../config';
import type { Logger } from '../log';
import { BadRequest } from '../read-json';
import { traitsOf } from '../render/channels';
import { comesBack } from '../interview';
import { render, shorten, type Rendered } from '../render/render';
import type { Outcome } from '../turn';
import { newSession, topicsOf, type Reading, type Said, type Session, type Turn } from '../types';
import { isJoin, readActivity } from './activity';
import { Authentication } from './authentication';

/** What the HTTP server needs of a channel: take a body, say what to answer. */
export interface Endpoint {
  receive(authorization: string, body: unknown): Promise<{ readonly status: number; readonly body?: unknown }>;
}

/** The same bot for channels that are served in this process. */
export interface BotFramework extends Endpoint {
  /** A turn for an activity whose sender was checked by its channel. */
  receiveOwn(activity: Activity): Promise<void>;
  /** Says something in a conversation without having been asked, on whatever channel it is. */
  tell(reference: Partial<ConversationReference>, activity: Partial<Activity>): Promise<void>;
}

/**
 * The Bot Framework's protocol: activities in, through botbuilder's CloudAdapter, activities out. `inProcess` are the
 * connectors by which channels of this process are answered; nobody outside may claim their service URLs.
 */
export function botFramework(
  config: Config,
  answerer: Answerer,
  log: Logger,
  storage: Storage = new MemoryStorage(),
  inProcess: ReadonlyMap<string, ConnectorFactory> = new Map(),
): BotFramework {
  const authentication = new Authentication(config, inProcess);
  const adapter = new Adapter(authentication);
  const state = new ConversationState(storage);
  const sessions = state.createProperty<Session>('session');
  adapter.onTurnError = async (context, error) => {
    log.error('a turn failed', error);
    await context.sendActivity(answerer.knowledge.replies.failed);
  };
  const logic = async (context: TurnContext): Promise<void> => {
    const said = saidIn(context.activity);
    if (!said) return;
    const session = await sessions.get(context, newSession);
    if (said.kind === 'joined' && session.welcomed && !comesBack(session, answerer.now())) return;
    const input = turnOf(context.activity, said);
    const outcome = answerer.answer(input, session);
    await sessions.set(context, outcome.session);
    await state.saveChanges(context);
    await context.sendActivity(activityOf(outcome, input.channel, answerer));
  };
  return {
    receiveOwn: async (activity) => {
      const claimsIdentity = new ClaimsIdentity([], true);
      const connectorFactory = authentication.createConnectorFactory(claimsIdentity);
      await adapter.receive({ audience: '', claimsIdentity, connectorFactory }, activity, logic);
    },
    tell: (reference, activity) =>
      adapter.continueConversationAsync(config.MicrosoftAppId ?? '', reference, async (context) => {
        await context.sendActivity(activity);
      }),
    receive: async (authorization, body) => {
      try {
        const activity = readActivity(body);
        if (inProcess.has(activity.serviceUrl)) throw new BadRequest(400, 'serviceUrl: this address is not yours to use.');
        const response = await adapter.receive(authorization, activity, logic);
        return { status: response?.status ?? 200, body: response?.body as unknown };
      } catch (error) {
        if (error instanceof AuthenticationError)
          return { status: 401, body: { error: 'The request carries no valid Bot Framework token.' } };
        throw error;
      }
    },
  };
}

class Adapter extends CloudAdapter {
  /** As CloudAdapter.process, but the HTTP answer is ours to give: no error message of the SDK reaches the sender. */
  receive(
    authorization: string | AuthenticateRequestResult,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    // The SDK declares one way for each type, so the two are told apart for it.
    return typeof authorization === 'string'
      ? this.processActivity(authorization, activity, logic)
      : this.processActivity(authorization, activity, logic);
  }
}

function saidIn(activity: Activity): Said | undefined {
  if (isJoin(activity)) return { kind: 'joined' };
  if (activity.type !== ActivityTypes.Message) return undefined;
  const text = activity.text.trim() || submittedText(activity.value);
  return text === '' ? { kind: 'wordless' } : { kind: 'text', text };
}

/** The button of a card that was pressed, as if its label had been typed. */
function submittedText(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('text' in value)) return '';
  return typeof value.text === 'string' ? value.text.trim() : '';
}

function turnOf({ conversation, from, channelId }: Activity, said: Said): Turn {
  return {
    conversation: conversation.id,
    user: from.id,
    channel: channelId,
    joinsSilently: !traitsOf(channelId).announcesJoin,
    said,
  };
}

function activityOf(outcome: Outcome, channel: string, { knowledge }: Answerer): Partial<Activity> {
  const rendered = render(outcome.reply, traitsOf(channel), knowledge.replies.citation);
  return {
    type: ActivityTypes.Message,
    text: rendered.text,
    textFormat: 'plain',
    locale: 'en-GB',
    inputHint: InputHints.AcceptingInput,
    entities: [...citationEntity(rendered), readingEntity(outcome, knowledge)],
    ...(rendered.card ? { attachments: [CardFactory.adaptiveCard(rendered.card)] } : {}),
    ...(rendered.buttons.length > 0 ? { suggestedActions: { to: [], actions: rendered.buttons.map(buttonOf) } } : {}),
  };
}

function buttonOf(label: string) {
  return { type: ActionTypes.ImBack, title: label, value: label };
}

/** The citations as Teams and Web Chat read them: schema.org claims, numbered as in the text; the lengths are Teams' limits. */
function citationEntity({ citations }: Rendered): readonly Entity[] {
  if (citations.length === 0) return [];
  const citation = citations.map(({ short, place, quote }, i) => ({
    '@type': 'Claim',
    position: i + 1,
    appearance: { '@type': 'DigitalDocument', name: shorten(`${short}, ${place}`, 80), abstract: shorten(quote, 160) },
  }));
  return [{ type: 'https://schema.org/Message', '@type': 'Message', '@context': 'https://schema.org', '@id': '', citation }];
}

/** The verdict that an interview came to. */
function verdictIn(reading: Reading): { readonly verdict?: string } {
  const step = reading.kind === 'eligibility' ? reading.at?.step : undefined;
  return step && step.kind !== 'ask' ? { verdict: step.outcome.verdict } : {};
}

/** What the answer was about and from which knowledge it came, for whoever stores votes or transcripts. */
function readingEntity({ reading, asks }: Outcome, knowledge: Knowledge): Entity {
  return {
    type: 'admissions/reading',
    kind: reading.kind,
    topics: topicsOf(reading, knowledge),
    knowledge: knowledge.version,
    ...asks,
    ...verdictIn(reading),
  };
}
